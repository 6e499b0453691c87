"""The helper for people's own tests; what docs/constructs/testing.md shows runs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from constructs_lib.bindings.engine import TerraformOutput
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.testing import platform_names, readable, synthesize
from constructs_lib.workspace.resource_group import ResourceGroup
from tests.conftest import ROOT

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "constructs" / "testing.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_an_example_of_the_page_passes(number: int) -> None:
    space: dict[str, Any] = {}
    exec(compile(BLOCKS[number], f"testing.md, example {number + 1}", "exec"), space)
    tests = [thing for name, thing in space.items() if name.startswith("test_")]
    assert tests
    for test in tests:
        test()


def test_resources_come_by_type_and_path() -> None:
    names = platform_names(team="labs")

    def make(stack: Any) -> None:
        group = ResourceGroup(stack, "Group", names=names, region="westeurope")
        KeyVault(stack, "Vault", names=names, resource_group=group)

    made = synthesize(make)
    assert {type: list(found) for type, found in made.resources.items()} == {
        "azurerm_resource_group": ["Group"],
        "azurerm_key_vault": ["Vault"],
    }
    assert made.data == {"azurerm_client_config": {"Vault/Client": {}}}
    vault = made.one("azurerm_key_vault", "Vault")
    assert vault["tags"]["team"] == "labs"
    assert vault["resource_group_name"] == "<Group.name>"
    assert vault["tenant_id"] == "<Vault/Client.tenant_id>"


def test_json_in_strings_stays_text_unless_it_is_to_be_opened() -> None:
    made = synthesize(lambda stack: ClusterPolicy(stack, "Policy", names=platform_names()))
    assert isinstance(made.one("databricks_cluster_policy")["definition"], str)
    assert readable("[not json", {}, open_json=True) == "[not json"


def test_fails_with_what_there_is() -> None:
    def make(stack: Any) -> None:
        for id in ("One", "Other"):
            ResourceGroup(stack, id, names=platform_names(), region="westeurope", purpose=id.lower())
        TerraformOutput(stack, "output", value="1")

    made = synthesize(make)
    with pytest.raises(AssertionError, match="2 of azurerm_resource_group; there is: One, Other"):
        made.one("azurerm_resource_group")
    with pytest.raises(AssertionError, match="0 of azurerm_key_vault; there is: azurerm_resource_group"):
        made.one("azurerm_key_vault")
    with pytest.raises(AssertionError, match="0 of azurerm_resource_group at Third; there is: One, Other"):
        made.one("azurerm_resource_group", "Third")
