"""Roles in Azure."""

from __future__ import annotations

from typing import Any

from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.role import Role
from naming.namer import Namer
from tests.constructs_lib.azure import refused, stack_of, under
from tests.constructs_lib.samples_azure import SAMPLES


def test_a_role_is_given_on_one_thing(names: Namer) -> None:
    assert under(SAMPLES["role-fullest"], names, "Role") == {
        "Role": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "11111111-2222-3333-4444-555555555555",
            "principal_type": "Group",
            "role_definition_name": "Storage Blob Data Reader",
            "scope": "<Group.id>",
        }
    }


def test_a_role_is_called_after_who_may_do_what_on_which_thing(names: Namer) -> None:
    (role,) = stack_of(SAMPLES["role-fullest"], names)["resource"]["azurerm_role_assignment"].values()
    group = role["scope"].removeprefix("${").removesuffix("}")
    parts = f'{group}, "{role["principal_id"]}", "{role["role_definition_name"]}"'
    assert role["name"] == f'${{uuidv5("url", lower(join("|", [{parts}])))}}'


def test_fails_for_another_type_of_principal(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        AzureRole(azure, "Role", role=Role.BLOB_READER, on="/x", principal_id="y", principal_type="Robot")

    assert "principal_type" in refused(make, names)
