"""Reads the JSON files that say what stands or would stand: synthesized stacks and plans."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.sizing.from_terraform.resource import Resource
from naming.errors import LakemasonError

MOST_BYTES = 200_000_000
MOST_INSTANCES = 1_000
STACK_FILE = "cdk.tf.json"
_FIX = "`terraform show -json plan.bin > plan.json` writes a plan; `lakemason synth` writes stacks."


class TerraformJsonError(LakemasonError):
    """A file that is no Terraform JSON."""


def read_json(path: Path) -> dict[str, Any]:
    """A JSON file whose top level is a mapping. Raises TerraformJsonError."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise TerraformJsonError(f"{path}: larger than {MOST_BYTES:,} bytes")
        found = json.loads(data)
    except OSError as error:
        raise TerraformJsonError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise TerraformJsonError(f"{path}: not JSON: {error}", fix=_FIX) from None
    if not isinstance(found, dict):
        raise TerraformJsonError(f"{path}: must be a JSON object", fix=_FIX)
    return found


def read_synthesized(path: Path, platform: str | None = None) -> list[Resource]:
    """Resources of synthesized stacks.

    Args:
        path: A folder that cdktf or lakemason wrote, such as `cdktf.out`, or one stack's cdk.tf.json.
        platform: Only this platform's stacks; all if left out.

    Raises:
        TerraformJsonError: There is no stack, or it cannot be read.
    """
    if path.is_file():
        return list(resources_of(read_json(path), stack=path.parent.name, source=path))
    found = sorted(path.glob(f"stacks/*/{STACK_FILE}")) or sorted(path.glob(f"*/{STACK_FILE}"))
    if platform is not None:
        found = [file for file in found if file.parent.name in (f"{platform}-azure", f"{platform}-databricks")]
    if not found:
        of = f" of {platform}" if platform else ""
        raise TerraformJsonError(f"{path}: holds no synthesized stack{of} (stacks/*/{STACK_FILE}).", fix=_FIX)
    return [one for file in found for one in resources_of(read_json(file), stack=file.parent.name, source=file)]


def resources_of(document: Mapping[str, Any], *, stack: str, source: Path) -> Iterator[Resource]:
    """Resources of a stack, a plan or a state, whichever it is.

    Args:
        document: The file's content.
        stack: The name of the stack; empty where it has none.
        source: The file, for errors.

    Raises:
        TerraformJsonError: It is none of them.
    """
    if isinstance(document.get("resource"), dict) or ("terraform" in document and "provider" in document):
        yield from _written(document.get("resource") or {}, stack)
        return
    for key in ("planned_values", "values"):
        found = document.get(key)
        if isinstance(found, dict):
            configured = _configured(_dict(_dict(document.get("configuration")).get("root_module")), "")
            yield from _planned(_dict(found.get("root_module")), configured, stack)
            return
    raise TerraformJsonError(f"{source}: neither a synthesized stack nor a plan of Terraform as JSON.", fix=_FIX)


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _written(resources: Mapping[str, Any], stack: str) -> Iterator[Resource]:
    for kind, instances in resources.items():
        for name, body in _dict(instances).items():
            if isinstance(body, dict):
                yield from _instances(Resource(stack, f"{kind}.{name}", kind, body))


def _instances(resource: Resource) -> Iterator[Resource]:
    """As many as `count` or `for_each` make, where that is written as such."""
    body, address = resource.body, resource.address
    count, each = body.get("count"), body.get("for_each")
    if isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= MOST_INSTANCES:
        keys = [f"[{number}]" for number in range(count)]
    elif isinstance(each, dict | list) and len(each) <= MOST_INSTANCES:
        keys = list(dict.fromkeys(f'["{key}"]' for key in each))
    elif count is None and each is None:
        yield resource
        return
    else:
        yield Resource(resource.stack, address, resource.type, body, counted=False)
        return
    for key in keys:
        yield Resource(resource.stack, f"{address}{key}", resource.type, body)


def _planned(module: Mapping[str, Any], configured: Mapping[str, Any], stack: str) -> Iterator[Resource]:
    for one in _list(module.get("resources")):
        if _dict(one).get("mode") == "managed":
            kind, address = str(one.get("type", "")), str(one.get("address", ""))
            plain = address.partition("[")[0] if not address.endswith("]") else address[: address.rindex("[")]
            body = _filled(_dict(one.get("values")), _dict(configured.get(plain)))
            yield Resource(stack, address, kind, body)
    for child in _list(module.get("child_modules")):
        yield from _planned(_dict(child), configured, stack)


def _configured(module: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The expressions of every resource of a plan, by address, those of its modules too."""
    found = {
        f"{prefix}{one['address']}": one.get("expressions")
        for one in _list(module.get("resources"))
        if isinstance(one, dict) and "address" in one
    }
    for name, call in _dict(module.get("module_calls")).items():
        found |= _configured(_dict(_dict(call).get("module")), f"{prefix}module.{name}.")
    return found


def _filled(values: Mapping[str, Any], expressions: Mapping[str, Any]) -> dict[str, Any]:
    """Planned values; what is known only when it is applied becomes the reference that it is written as."""
    body = dict(values)
    for key, expression in expressions.items():
        body[key] = _fill(body.get(key), expression)
    return body


def _fill(value: Any, expression: Any) -> Any:
    if isinstance(expression, dict):
        if value is None:
            usable = [one for one in _list(expression.get("references")) if str(one).count(".") >= 2]
            return f"${{{usable[0]}}}" if usable else None
        if isinstance(value, dict):
            return _filled(value, expression)
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            return [_filled(value[0], expression)]
    if isinstance(expression, list) and isinstance(value, list) and len(value) == len(expression):
        return [_fill(one, inner) for one, inner in zip(value, expression, strict=True)]
    return value
