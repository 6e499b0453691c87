"""What azurerm is told to do differently."""

from __future__ import annotations

import json
from typing import Any

import pytest

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import App, TerraformStack
from constructs_lib.workspace.azure_features import azure_features


@pytest.mark.parametrize(
    ("given", "features"),
    [
        ({}, {}),
        ({"force_delete_workspace": True}, {"databricks_workspace": [{"force_delete": True}]}),
        ({"storage_data_plane": False}, {"storage": [{"data_plane_available": False}]}),
    ],
)
def test_features_are_azurerms_own_unless_chosen(given: dict[str, bool], features: dict[str, Any]) -> None:
    stack = TerraformStack(App(), "test")
    azurerm.AzurermProvider(stack, "Provider", features=azure_features(**given))
    made = json.loads(json.dumps(stack.to_terraform()))["provider"]["azurerm"]
    assert made == [{"features": [features]}]
