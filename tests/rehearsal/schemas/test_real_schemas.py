"""What Terraform gets to see of the simulated providers, against the real providers' schemas."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.rehearsal.driver import TERRAFORM, Terraform

REAL = Path(__file__).parents[4] / "shared" / "schemas"
FILES = {
    "azurerm": ("hashicorp/azurerm", "azurerm-4.55.0.json"),
    "databricks": ("databricks/databricks", "databricks-1.99.0.json"),
}

# The real file leaves out texts, and with them attributes that are called description.
_IGNORED_ATTRIBUTE = "description"
# The bindings have it, the real schema does not: a nested provider_config that 1.99 had for some hours.
_IGNORED_BLOCK = ("databricks_cluster_policy", "provider_config")


def _plain(block: dict[str, Any], type_name: str) -> dict[str, Any]:
    keys = ("type", "required", "optional", "computed", "sensitive", "write_only")
    out: dict[str, Any] = {}
    for name, spec in block.get("attributes", {}).items():
        if name != _IGNORED_ATTRIBUTE:
            out[name] = {key: _without_texts(spec[key]) for key in keys if spec.get(key)}
    for name, spec in block.get("block_types", {}).items():
        if (type_name, name) != _IGNORED_BLOCK:
            limits = {key: spec.get(key, 0) for key in ("nesting_mode", "min_items", "max_items")}
            out[name] = {**limits, "block": _plain(spec["block"], type_name)}
    return out


def _without_texts(value: Any) -> Any:
    """A type without attributes that the real file leaves out, also inside."""
    if isinstance(value, dict):
        return {name: _without_texts(item) for name, item in value.items() if name != _IGNORED_ATTRIBUTE}
    return [_without_texts(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def served(initialized: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    base = tmp_path_factory.mktemp("schemas")
    terraform = Terraform(base / "stack", base / "home")
    terraform.use_init_of(initialized)
    terraform.write(provider={"databricks": {}})
    command = [TERRAFORM, "providers", "schema", "-json"]
    done = subprocess.run(
        command, cwd=terraform.folder, env=terraform.environment.apply(), capture_output=True, check=True
    )
    schemas: dict[str, Any] = json.loads(done.stdout)["provider_schemas"]
    return schemas


@pytest.mark.skipif(not REAL.is_dir(), reason="the real providers' schemas are not beside the repository")
@pytest.mark.parametrize("provider", sorted(FILES))
def test_schemas_equal_the_real_ones(provider: str, served: dict[str, Any]) -> None:
    source, file = FILES[provider]
    address = f"registry.terraform.io/{source}"
    real = json.loads((REAL / file).read_text())["provider_schemas"][address]
    ours = served[address]
    assert _plain(ours["provider"]["block"], provider) == _plain(real["provider"]["block"], provider)
    for kind in ("resource_schemas", "data_source_schemas"):
        for name, schema in ours[kind].items():
            assert _plain(schema["block"], name) == _plain(real[kind][name]["block"], name), name
            assert schema["version"] == real[kind][name]["version"], name
