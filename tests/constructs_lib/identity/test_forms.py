"""Groups, service principals and what they may do, whole, in their smallest and fullest form."""

from typing import Any

import pytest

from tests.constructs_lib.synthesis import sample
from tests.constructs_lib.world import ACCOUNT

RULE_SET = f"accounts/{ACCOUNT}/servicePrincipals/<Robot.application_id>/ruleSets/default"
EXPECTED: dict[str, dict[str, Any]] = {
    "Group minimal": {"It": {"TYPE": "databricks_group", "display_name": "ml-team-ml-dev-readers"}},
    "Group fullest": {
        "It": {"TYPE": "databricks_group", "display_name": "ml-team-ml-dev-readers", "provider": "databricks.account"}
    },
    "ServicePrincipal minimal": {"It": {"TYPE": "databricks_service_principal", "display_name": "ml-team-ml-dev-etl"}},
    "ServicePrincipal fullest": {
        "It": {
            "TYPE": "databricks_service_principal",
            "application_id": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
            "display_name": "ml-team-ml-dev-etl",
            "provider": "databricks.account",
        }
    },
    "GroupMembers minimal": {
        "It/Ada": {"TYPE": "databricks_group_member", "group_id": "<LocalGroup.id>", "member_id": "1234567890"}
    },
    "GroupMembers fullest": {
        "It/Robot": {
            "TYPE": "databricks_group_member",
            "group_id": "<Readers.id>",
            "member_id": "<Robot.id>",
            "provider": "databricks.account",
        },
        "It/Ada": {
            "TYPE": "databricks_group_member",
            "group_id": "<Readers.id>",
            "member_id": "1234567890",
            "provider": "databricks.account",
        },
        "It/Others": {
            "TYPE": "databricks_group_member",
            "group_id": "<Readers.id>",
            "member_id": "<Others.id>",
            "provider": "databricks.account",
        },
    },
    "WorkspaceAssignment minimal": {
        "It": {"TYPE": "databricks_permission_assignment", "permissions": ["USER"], "principal_id": "<Readers.id>"}
    },
    "WorkspaceAssignment fullest": {
        "It": {"TYPE": "databricks_permission_assignment", "permissions": ["ADMIN"], "principal_id": "<Robot.id>"}
    },
    "WorkspaceAssignment by name": {
        "It": {"TYPE": "databricks_permission_assignment", "group_name": "Analysts", "permissions": ["USER"]}
    },
    "Entitlements by name": {
        "It": {
            "TYPE": "databricks_entitlements",
            "databricks_sql_access": True,
            "user_id": "<Let.id>",
            "depends_on": ["<Let>"],
        }
    },
    "Entitlements minimal": {
        "It": {"TYPE": "databricks_entitlements", "group_id": "<LocalGroup.id>", "workspace_access": True}
    },
    "Entitlements fullest": {
        "It": {
            "TYPE": "databricks_entitlements",
            "allow_cluster_create": True,
            "allow_instance_pool_create": True,
            "databricks_sql_access": True,
            "group_id": "<Readers.id>",
            "workspace_access": True,
            "depends_on": ["<Assignment>"],
        }
    },
    "Entitlements of a consumer": {
        "It": {"TYPE": "databricks_entitlements", "service_principal_id": "<Own.id>", "workspace_consume": True}
    },
    "Permissions minimal": {
        "It": {
            "TYPE": "databricks_permissions",
            "cluster_id": "<Cluster.cluster_id>",
            "access_control": [{"group_name": "<Readers.display_name>", "permission_level": "CAN_RESTART"}],
        }
    },
    "Permissions fullest": {
        "It": {
            "TYPE": "databricks_permissions",
            "job_id": "<Job.id>",
            "access_control": [
                {"permission_level": "IS_OWNER", "service_principal_name": "<Robot.application_id>"},
                {"permission_level": "CAN_MANAGE", "user_name": "ada@example.com"},
                {"group_name": "data", "permission_level": "CAN_VIEW"},
            ],
        }
    },
    "Permissions on tokens": {
        "It": {
            "TYPE": "databricks_permissions",
            "authorization": "tokens",
            "access_control": [{"permission_level": "CAN_USE", "service_principal_name": "<Robot.application_id>"}],
        }
    },
    "ServicePrincipalAccess minimal": {
        "It": {
            "TYPE": "databricks_access_control_rule_set",
            "name": RULE_SET,
            "grant_rules": [{"principals": ["groups/<Readers.display_name>"], "role": "roles/servicePrincipal.user"}],
            "provider": "databricks.account",
        }
    },
    "ServicePrincipalAccess fullest": {
        "It": {
            "TYPE": "databricks_access_control_rule_set",
            "name": RULE_SET,
            "grant_rules": [
                {"principals": ["users/ada@example.com", "groups/data"], "role": "roles/servicePrincipal.user"},
                {
                    "principals": ["servicePrincipals/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"],
                    "role": "roles/servicePrincipal.manager",
                },
            ],
            "provider": "databricks.account",
        }
    },
    "FederationPolicy minimal": {
        "It": {
            "TYPE": "databricks_service_principal_federation_policy",
            "oidc_policy": {"issuer": "https://idp.example.com", "subject": "job:1"},
            "service_principal_id": "<Robot.id>",
            "provider": "databricks.account",
        }
    },
    "FederationPolicy fullest": {
        "It": {
            "TYPE": "databricks_service_principal_federation_policy",
            "oidc_policy": {
                "audiences": ["https://github.com/example"],
                "issuer": "https://token.actions.githubusercontent.com",
                "subject": "repo:example/platform:environment:prod",
            },
            "service_principal_id": "<Robot.id>",
            "provider": "databricks.account",
        }
    },
}
"""By sample, by the resource's place in it."""


@pytest.mark.parametrize("name", EXPECTED)
def test_makes_exactly_this(name: str) -> None:
    found = sample(name)
    assert {path: found[path] for path in EXPECTED[name]} == EXPECTED[name]
    others = [path for path in found if path.startswith("It") and path not in EXPECTED[name]]
    assert others == []
