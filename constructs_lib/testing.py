"""Synthesizes constructs in a test, in a second and offline; docs/constructs/testing.md shows how."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.bindings import azurerm, databricks
from constructs_lib.bindings.engine import App, TerraformStack
from naming.namer import Namer

Body = dict[str, Any]
"""A resource's arguments, as Terraform JSON has them."""
STACK = "test"


@dataclass(frozen=True)
class Made:
    """What constructs made. References read `<path.attribute>`: cdktf's own addresses end in hashes.

    Args:
        terraform: The stack's whole Terraform JSON, references as Terraform has them.
        paths: Where each address stands in the tree of constructs; of a construct's main resource, the
            construct's path: `Lake`, and `Lake/Data` for another one in it.
        open_json: Whether JSON held in strings is opened.
    """

    terraform: Body
    paths: Mapping[str, str]
    open_json: bool = False

    @property
    def resources(self) -> dict[str, dict[str, Body]]:
        """Resources by type and path."""
        return self._section("resource", "")

    @property
    def data(self) -> dict[str, dict[str, Body]]:
        """Data sources by type and path."""
        return self._section("data", "data.")

    @property
    def by_path(self) -> dict[str, Body]:
        """Resources and data sources by path, each with its type as `TYPE`."""
        both = (*self.resources.items(), *self.data.items())
        return {path: {"TYPE": type, **body} for type, found in both for path, body in found.items()}

    def one(self, type: str, path: str | None = None) -> Body:
        """The resource of a type.

        Args:
            type: Terraform type, such as `databricks_cluster_policy`.
            path: Its path, where there are several.

        Raises:
            AssertionError: There is none, or more than one; it says what there is.
        """
        found = self.resources.get(type, {})
        fitting = [body for at, body in found.items() if path in (None, at)]
        if len(fitting) != 1:
            there = ", ".join(sorted(found)) or ", ".join(sorted(self.resources)) or "nothing"
            raise AssertionError(f"{len(fitting)} of {type}{f' at {path}' if path else ''}; there is: {there}")
        return fitting[0]

    def _section(self, section: str, prefix: str) -> dict[str, dict[str, Body]]:
        return {
            type: {
                self.paths[f"{prefix}{type}.{name}"]: {
                    key: readable(value, self.paths, open_json=self.open_json)
                    for key, value in body.items()
                    if key != "//"
                }
                for name, body in instances.items()
            }
            for type, instances in self.terraform.get(section, {}).items()
        }


def platform_names(
    *,
    team: str = "ml-team",
    workload: str = "ml",
    environment: str = "dev",
    region: str = "westeurope",
    platform: str = "ml-team-ml-dev",
) -> Namer:
    """Names and tags of a platform that exists in tests only.

    Args:
        team: Who it is for.
        workload: What it is for.
        environment: Where it runs.
        region: Azure region.
        platform: The platform's name.
    """
    return Namer.for_platform(team=team, workload=workload, environment=environment, region=region, platform=platform)


def synthesize(make: Callable[[TerraformStack], object], *, open_json: bool = False) -> Made:
    """What constructs make in a stack with both providers.

    Args:
        make: Makes them, given the stack.
        open_json: Opens JSON held in strings, such as a cluster policy's definition. Left out: text stays text.
    """
    stack = TerraformStack(App(), STACK)
    azurerm.AzurermProvider(stack, "Azurerm", features=[{}])
    databricks.DatabricksProvider(stack, "Databricks", host="https://adb-1.2.azuredatabricks.net")
    make(stack)
    stack.prepare_stack()
    terraform: Body = json.loads(json.dumps(stack.to_terraform()))
    return Made(terraform, _paths(terraform), open_json)


def readable(value: Any, paths: Mapping[str, str], *, open_json: bool = False) -> Any:
    """The value with paths in place of addresses: `<Lake.id>` for `${azurerm_storage_account.Lake_1A2B3C4D.id}`.

    Args:
        value: Anything out of Terraform JSON.
        paths: Paths by address.
        open_json: Opens JSON held in strings.
    """
    if isinstance(value, dict):
        return {key: readable(item, paths, open_json=open_json) for key, item in value.items()}
    if isinstance(value, list):
        return [readable(item, paths, open_json=open_json) for item in value]
    if not isinstance(value, str):
        return value
    if open_json and (opened := _opened(value)) is not None:
        return readable(opened, paths, open_json=True)
    if value in paths:  # as in depends_on
        return f"<{paths[value]}>"
    return re.sub(
        r"\$\{((?:data\.)?\w+\.[\w-]+)\.([^}]+)\}",
        lambda found: f"<{paths[found[1]]}.{found[2]}>" if found[1] in paths else found[0],
        value,
    )


def _opened(text: str) -> Any:
    """The JSON object or list that a text is; None where it is none."""
    try:
        return json.loads(text) if text.startswith(("{", "[")) else None
    except ValueError:
        return None


def _paths(terraform: Body) -> dict[str, str]:
    return {
        f"{prefix}{type}.{name}": re.sub(r"(/Resource)+$", "", body["//"]["metadata"]["path"].removeprefix(f"{STACK}/"))
        for section, prefix in (("resource", ""), ("data", "data."))
        for type, instances in terraform.get(section, {}).items()
        for name, body in instances.items()
    }
