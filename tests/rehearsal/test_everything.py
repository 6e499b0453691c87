"""Every type that platforms are made of, with real Terraform."""

from __future__ import annotations

import json
import re
from typing import Any

from rehearsal import drift
from rehearsal.cloud import CloudObject
from rehearsal.overlay.load import load_overlay
from rehearsal.protocol.values import Object, Value
from rehearsal.schemas.load import attributes, load_schema
from tests.rehearsal.driver import Terraform
from tests.rehearsal.everything import EVERYTHING, PROVIDERS

# The change that heals each: everything else is changed in a plain attribute that its configuration has.
SPECIAL: dict[str, tuple[str, Value]] = {
    "azurerm_storage_account": ("blob_properties.delete_retention_policy.days", 1),
    "azurerm_storage_management_policy": ("rule.0.filters.prefix_match", ["other/"]),
    "databricks_directory": ("delete_recursive", True),
    "databricks_grants": ("grant.0.privileges", ["ALL_PRIVILEGES"]),
    "databricks_permissions": ("access_control.0.permission_level", "CAN_MANAGE"),
    "databricks_job": ("schedule.quartz_cron_expression", "0 0 9 * * ?"),
}


def test_every_type_comes_keeps_still_is_healed_and_goes(terraform: Terraform) -> None:
    terraform.write(EVERYTHING, provider=PROVIDERS)
    terraform.apply()
    terraform.unchanged()
    assert len({it.type for it in terraform.cloud.objects()}) == len(EVERYTHING) >= 100
    assert "never in a state" not in (terraform.folder / "terraform.tfstate").read_text()

    drifted = _let_everything_drift(terraform)
    assert len(drifted) == len(EVERYTHING)
    said = terraform.run("plan")
    planned = re.findall(r"# ([\w.]+) (?:will be created|will be updated in-place|must be replaced)", said)
    assert sorted(planned) == sorted(drifted)
    terraform.apply()
    terraform.unchanged()

    terraform.destroy()
    assert terraform.cloud.objects() == []


def _let_everything_drift(terraform: Terraform) -> list[str]:
    """Change one resource of each type, or remove it where nothing of it can change in place."""
    cloud = terraform.cloud
    objects = {(it.type, it.id): it for it in cloud.objects()}
    state = terraform.state()
    drifted: list[str] = []
    removed: list[CloudObject] = []
    for type_name, bodies in EVERYTHING.items():
        name, body = next(iter(bodies.items()))
        address = f"{type_name}.{name}"
        attributes_ = state[address]
        found = objects[type_name, attributes_["id"] if "id" in attributes_ else attributes_["policy_id"]]
        chosen = SPECIAL.get(type_name) or _change(type_name, body, found.state)
        if chosen:
            drift.change(cloud, found, *chosen)
        else:
            removed.append(found)
        drifted.append(address)
    parents = [found.type for found in removed if cloud.children(found.number)]
    assert parents == [], "what is in them would go too"
    for found in removed:
        drift.remove(cloud, found)
    return drifted


def _change(type_name: str, body: dict[str, Any], state: Object) -> tuple[str, Value] | None:
    provider = type_name.partition("_")[0]
    rules = load_overlay(provider).of(type_name)
    schema = attributes(load_schema(provider).resources[type_name])
    fixed = {*rules.force_new, *rules.suppress, "name", "id"}
    for name, value in body.items():
        if name in schema and name not in fixed and value == state.get(name):
            if isinstance(value, bool):
                return name, not value
            if isinstance(value, int):
                return name, value + 1
            if isinstance(value, str):
                return name, f"{value}x"
            if isinstance(value, list) and all(isinstance(it, str) for it in value):
                return name, [*value, "x"]
    unset: dict[str, Value] = {"comment": "drift", "description": "drift", "tags": {"drift": "x"}}
    return next(((name, value) for name, value in unset.items() if name in schema.keys() - fixed), None)


def test_every_type_that_has_rules_has_a_schema() -> None:
    for provider in ("azurerm", "databricks"):
        schema, overlay = load_schema(provider), load_overlay(provider)
        known = {*schema.resources, *(f"data.{name}" for name in schema.data_sources)}
        assert overlay.types() - known == set()
        assert known - overlay.types() <= {"data.azurerm_databricks_access_connector"}
        json.dumps([overlay.of(name).id for name in schema.resources])
