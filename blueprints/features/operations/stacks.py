"""The constructs of the features that watch a platform."""

from __future__ import annotations

from blueprints.features.data.stacks import Storage
from blueprints.features.operations import description
from blueprints.features.part import Part
from blueprints.features.security.description import vault_wanted
from blueprints.layers import AzureLayer
from constructs_lib.azure_thing import AzureThing
from constructs_lib.monitoring import budget_alert
from constructs_lib.monitoring.budget import Budget
from constructs_lib.workspace import diagnostics
from constructs_lib.workspace.log_workspace import LogWorkspace


class Diagnostics(Part[description.Diagnostics]):
    """A log workspace, and what is sent to it."""

    def azure(self, layer: AzureLayer) -> None:
        """The logs of all that is watched."""
        names = layer.names
        logs = LogWorkspace(
            layer,
            "Logs",
            names=names,
            resource_group=layer.resource_group,
            retention_days=self.feature.retention_days,
        )
        watched: dict[str, AzureThing] = {"Workspace": layer.workspace}
        if vault_wanted(layer.composition):
            watched["Vault"] = layer.vault
        storage = layer.part(Storage)
        if storage:
            watched["Lake"] = storage.lake
        for id, thing in watched.items():
            purpose = None if id == "Workspace" else id.lower()
            diagnostics.Diagnostics(layer, f"{id}Logs", names=names, of=thing, logs=logs, purpose=purpose)


class BudgetAlert(Part[description.BudgetAlert]):
    """A budget."""

    def azure(self, layer: AzureLayer) -> None:
        """What a month may cost, and who is told."""
        told = self.feature
        amount = told.amount_in(layer.composition)
        assert amount is not None  # it is among the gaps
        Budget(
            layer,
            "Budget",
            names=layer.names,
            resource_group=layer.resource_group,
            workspace=layer.workspace,
            amount=amount,
            alerts=[
                *(budget_alert.BudgetAlert(percent) for percent in told.thresholds),
                budget_alert.BudgetAlert(100, forecast=True),
            ],
            emails=told.emails,
        )
