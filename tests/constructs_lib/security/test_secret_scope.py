"""The secret scope."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.identity.group import Group
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.security.secret_scope import SecretScope
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import made_by, refused, under
from tests.constructs_lib.samples_azure import SAMPLES, scope_minimal, vault


def test_databricks_keeps_secrets_for_whoever_deploys(names: Namer) -> None:
    assert under(SAMPLES["scope-minimal"], names, "Secrets") == {
        "Secrets": {"TYPE": "databricks_secret_scope", "name": "ml-team-ml-dev"}
    }


def test_a_vault_keeps_secrets_for_who_is_named(names: Namer) -> None:
    assert under(SAMPLES["scope-fullest"], names, "Secrets") == {
        "Secrets": {
            "TYPE": "databricks_secret_scope",
            "name": "ml-team-ml-dev-vault",
            "keyvault_metadata": {"dns_name": "<Vault.vault_uri>", "resource_id": "<Vault.id>"},
        },
        "Secrets/Acl-ml-team": {
            "TYPE": "databricks_secret_acl",
            "permission": "READ",
            "principal": "ml-team",
            "scope": "<Secrets.name>",
        },
        "Secrets/Acl-11111111-2222-3333-4444-555555555555": {
            "TYPE": "databricks_secret_acl",
            "permission": "MANAGE",
            "principal": "11111111-2222-3333-4444-555555555555",
            "scope": "<Secrets.name>",
        },
    }


def test_groups_and_service_principals_of_the_platform_get_secrets(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        readers = Group(inside, "Readers", names=names, purpose="readers")
        robot = ServicePrincipal(inside, "Robot", names=names, purpose="robot")
        SecretScope(inside, "Secrets", names=names, acls={readers: "READ", robot: "WRITE"})

    made = under(make, names, "Secrets")
    assert made["Secrets/Acl-Readers"]["principal"] == "<Readers.display_name>"
    assert made["Secrets/Acl-Robot"]["principal"] == "<Robot.application_id>"


def test_fails_for_a_principal_that_stands_twice(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        readers = Group(inside, "Readers", names=names, purpose="readers")
        SecretScope(inside, "S", names=names, acls={readers: "READ", "Readers": "READ"})

    assert "each principal once" in refused(make, names)


@pytest.mark.parametrize("acls", [{"ml-team": "CAN_READ"}, {"${x}": "READ"}])
def test_fails_for_other_permissions_and_principals(names: Namer, acls: dict[str, str]) -> None:
    assert "acls" in refused(lambda azure, inside, names: SecretScope(inside, "S", names=names, acls=acls), names)


def test_fails_for_writing_to_a_vault(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        SecretScope(inside, "S", names=names, vault=vault(azure, names), acls={"ml-team": "WRITE"})

    assert "READ or MANAGE with a vault" in refused(make, names)


def test_secrets_stand_by_reference(names: Namer) -> None:
    found: list[SecretScope] = []
    made_by(lambda azure, inside, names: found.append(scope_minimal(azure, inside, names)), names)
    scope = found[0]
    assert scope.reference("db.password-1") == "{{secrets/ml-team-ml-dev/db.password-1}}"
    assert scope.reference("x" * 128)
    for wrong in ("", "x" * 129, "a/b", "}}", "é"):
        with pytest.raises(RuleError, match="key"):
            scope.reference(wrong)
