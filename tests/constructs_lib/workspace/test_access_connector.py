"""The access connector."""

from __future__ import annotations

from naming.namer import Namer
from tests.constructs_lib.azure import under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES


def test_has_an_identity_of_its_own(names: Namer) -> None:
    assert under(SAMPLES["access_connector-minimal"], names, "Connector") == {
        "Connector": {
            "TYPE": "azurerm_databricks_access_connector",
            "location": "westeurope",
            "name": "dbac-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
            "identity": {"type": "SystemAssigned"},
        }
    }


def test_takes_an_identity_of_yours(names: Namer) -> None:
    assert under(SAMPLES["access_connector-fullest"], names, "Connector", "Identity") == {
        "Identity": {
            "TYPE": "azurerm_user_assigned_identity",
            "location": "westeurope",
            "name": "id-ml-team-ml-dev-weu-lake",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Connector": {
            "TYPE": "azurerm_databricks_access_connector",
            "location": "westeurope",
            "name": "dbac-ml-team-ml-dev-weu-lake",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
            "identity": {"identity_ids": ["<Identity.id>"], "type": "UserAssigned"},
        },
    }
