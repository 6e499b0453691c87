"""What happens in a workspace, written down."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.azure_thing import AzureThing
from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.literal import literal
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.workspace.log_workspace import LogWorkspace
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class Diagnostics(Construct):
    """Sends the logs of a workspace, key vault or other resource to a log workspace.

    Makes: 1 azurerm_monitor_diagnostic_setting.

    Args:
        names: Names and tags of the platform.
        of: Whose logs; of a data lake, those of its files.
        logs: Where they go, and how long they stay (retention is the log workspace's: the setting's own was
            retired on 2025-09-30).
        categories: Categories such as `accounts` or `unityCatalog`. Left out: every one there is and will be.
        purpose: Part of its name, where a resource has several settings. Left out: nothing is added.

    Raises:
        RuleError: No category, or one twice.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        of: AzureThing,
        logs: LogWorkspace,
        categories: Sequence[str] | None = None,
        purpose: str | None = None,
    ) -> None:
        if categories is not None and (not categories or len(set(categories)) < len(categories)):
            raise RuleError("categories", allowed="1 or more, each once", got=list(categories), fix="Or leave it out.")
        super().__init__(scope, id)
        azurerm.MonitorDiagnosticSetting(
            self,
            "Resource",
            name=names.name(Kind.DIAGNOSTIC_SETTING, purpose=purpose),
            # A storage account has metrics only; its services have the logs.
            target_resource_id=f"{of.arm_id}/blobServices/default" if isinstance(of, DataLake) else of.arm_id,
            log_analytics_workspace_id=logs.arm_id,
            # No log_analytics_destination_type: Databricks logs have tables of their own in any case, and Azure
            # does not return the argument, so that setting it would show in every plan (azurerm issue 20140).
            enabled_log=[
                azurerm.MonitorDiagnosticSettingEnabledLog(category=literal("categories", category))
                for category in categories
            ]
            if categories
            else [azurerm.MonitorDiagnosticSettingEnabledLog(category_group="allLogs")],
        )
