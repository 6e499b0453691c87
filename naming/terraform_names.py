"""Names in real Terraform files: synthesized JSON, a plan, a state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naming.errors import LakemasonError
from naming.kinds import Kind

MAX_BYTES = 200_000_000
_ATTRIBUTES = {
    Kind.CLUSTER: "cluster_name",
    Kind.INSTANCE_POOL: "instance_pool_name",
    Kind.WORKSPACE_FILE: "path",
    Kind.REPO: "path",
    Kind.QUALITY_MONITOR: "assets_dir",
    Kind.GROUP: "display_name",
    Kind.SERVICE_PRINCIPAL: "display_name",
    Kind.IP_ACCESS_LIST: "label",
    Kind.ALERT: "display_name",
    Kind.NOTIFICATION_DESTINATION: "display_name",
    Kind.BUDGET_POLICY: "policy_name",
    Kind.S3_BUCKET: "bucket",
    Kind.LAMBDA_FUNCTION: "function_name",
}
"""The argument that holds the name, where that is not `name`."""

_MORE: dict[str, tuple[tuple[Kind, str], ...]] = {
    "azurerm_databricks_workspace": ((Kind.MANAGED_RESOURCE_GROUP, "managed_resource_group_name"),),
    "databricks_notebook": ((Kind.NOTEBOOK_PATH, "path"),),
    "azurerm_consumption_budget_subscription": ((Kind.BUDGET, "name"),),
    "azurerm_storage_data_lake_gen2_filesystem": ((Kind.STORAGE_CONTAINER, "name"),),
}
"""Further names of a Terraform type."""

_KINDS = frozenset(kind.value for kind in Kind)

_THREE_LEVELS = frozenset({Kind.VECTOR_SEARCH_INDEX})
"""Kinds whose argument is catalog.schema.name: the last part is the name, the others are what it stands in."""

_INSIDE = (
    "resource_group_name", "resource_group_id", "virtual_network_name", "network_security_group_name",
    "route_table_name", "storage_account_name", "storage_account_id", "key_vault_id", "namespace_name",
    "namespace_id", "private_dns_zone_name", "target_resource_id", "scope",
    "catalog_name", "schema_name", "database_name",
)  # fmt: skip
"""Arguments that say what a thing stands in."""


@dataclass(frozen=True)
class ExistingName:
    """A name that stands in a file.

    Args:
        kind: What it is for.
        name: The name.
        address: The resource's address in Terraform.
        file: The file.
        line: Its line, as near as can be told.
        inside: What it stands in, as its arguments say it.
    """

    kind: Kind
    name: str
    address: str
    file: str
    line: int
    inside: tuple[str, ...] = ()


def read_names(path: Path) -> list[ExistingName]:
    """Every name that is known before anything runs, in a file or in all stacks of a folder.

    Args:
        path: A `cdk.tf.json`, a plan (`terraform show -json`), a state, or a folder such as cdktf.out.

    Raises:
        LakemasonError: There is no such file, or it is none of these.
    """
    if path.is_dir():
        files = sorted(path.glob("**/cdk.tf.json"))
        if not files:
            raise LakemasonError(f"{path} holds no cdk.tf.json.", fix="`lakemason synth` writes them.")
        return [name for file in files for name in read_names(file)]
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LakemasonError(f"{path} is larger than {MAX_BYTES:,} bytes.")
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
    except OSError as error:
        raise LakemasonError(f"{path}: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise LakemasonError(f"{path} is no JSON.", fix="A plan must be written by `terraform show -json`.") from None
    resources = list(_resources(data)) if isinstance(data, dict) else []
    if not resources and not (isinstance(data, dict) and _KEYS & data.keys()):
        raise LakemasonError(f"{path} is neither synthesized JSON, nor a plan, nor a state.")
    lines = text.splitlines()
    return [name for kind, address, values in resources for name in _names(kind, address, values, str(path), lines)]


_KEYS = frozenset({"resource", "terraform", "planned_values", "resources", "format_version"})


def _resources(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Type, address and arguments of each managed resource."""
    for kind, named in _mapping(data.get("resource")).items():
        for name, values in _mapping(named).items():
            yield kind, f"{kind}.{name}", _mapping(values)
    yield from _planned(_mapping(_mapping(data.get("planned_values")).get("root_module")))
    for resource in _list(data.get("resources")):
        if resource.get("mode") == "managed":
            module = f"{resource['module']}." if resource.get("module") else ""
            for instance in _list(resource.get("instances")):
                index = f"[{json.dumps(instance['index_key'])}]" if "index_key" in instance else ""
                address = f"{module}{resource.get('type')}.{resource.get('name')}{index}"
                yield str(resource.get("type")), address, _mapping(instance.get("attributes"))


def _planned(module: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for resource in _list(module.get("resources")):
        if resource.get("mode") == "managed":
            yield str(resource.get("type")), str(resource.get("address")), _mapping(resource.get("values"))
    for child in _list(module.get("child_modules")):
        yield from _planned(child)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def kinds_of_type(terraform_type: str) -> tuple[Kind, ...]:
    """The kinds of names that a resource of a Terraform type has; none where the convention names nothing of it."""
    return tuple(kind for kind, _ in _named(terraform_type))


def _named(terraform_type: str) -> tuple[tuple[Kind, str], ...]:
    more = _MORE.get(terraform_type, ())
    if terraform_type not in _KINDS:
        return more
    kind = Kind(terraform_type)
    return ((kind, _ATTRIBUTES.get(kind, "name")), *more)


def _names(
    terraform_type: str, address: str, values: dict[str, Any], file: str, lines: list[str]
) -> Iterator[ExistingName]:
    for kind, attribute in _named(terraform_type):
        text = values.get(attribute)
        if isinstance(text, str) and text and "${" not in text:
            inside = [str(values[key]) for key in _INSIDE if values.get(key)]
            *above, name = text.split(".") if kind in _THREE_LEVELS else [text]
            yield ExistingName(kind, name, address, file, _line(lines, attribute, text), (*above, *inside))


def _line(lines: list[str], attribute: str, name: str) -> int:
    quoted = json.dumps(name)
    for text in (f'"{attribute}": {quoted}', f'"{attribute}":{quoted}', quoted):
        for number, line in enumerate(lines, start=1):
            if text in line:
                return number
    return 1
