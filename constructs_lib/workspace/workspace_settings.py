"""How a workspace behaves, for everybody in it."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.literal import literal
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.workspace.maintenance_window import MaintenanceWindow
from constructs_lib.workspace.workspace import Workspace
from naming.errors import RuleError


class WorkspaceSettings(Construct):
    """Closes what leaks data or lasts too long. One a workspace: the provider's settings are global in it.

    Makes: 1 databricks_workspace_conf, 1 databricks_aibi_dashboard_embedding_access_policy_setting, and one
    setting for each of `legacy_access` off, `legacy_dbfs` off, `restrict_admins`, `default_catalog`,
    `maintenance` and `embedding_domains`.

    Args:
        workspace: Whose settings.
        token_days: Most days that a personal token lives, 1-730. Left out: 90. None: nobody can make any.
            Source: learn.microsoft.com azure/databricks personal access tokens, maximum lifetime.
        ip_access_lists: Heeds IpAccessLists. Left out: it does; without lists everybody may come in.
        results_download: People may download results. Left out: not.
        notebook_export: People may export notebooks and copy tables to the clipboard. Left out: not.
        web_terminal: People may open a terminal on a cluster. Left out: not.
        dbfs_browser: People may browse and upload to DBFS. Left out: not.
        verbose_audit: Logs each command that is run in a notebook. Left out: it does.
        legacy_access: Workspace and Unity Catalog side by side: `hive_metastore` and clusters without access
            mode. Left out: not. A change needs clusters to restart.
        legacy_dbfs: DBFS root and mounts can be used. Left out: not.
        restrict_admins: Admins cannot act as other people's jobs and service principals; only an account admin
            can set it. Left out: they can.
        default_catalog: Catalog of names without one, or its name. Left out: the workspace's own.
        embedding_domains: Sites that dashboards may be embedded in. Left out: none.
        maintenance: When machines take updates; the workspace needs the add-on with cluster updates. Left out:
            in Databricks' own window.

    Raises:
        RuleError: For a value outside its limits, or a maintenance window without the add-on.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        workspace: Workspace,
        token_days: int | None = 90,
        ip_access_lists: bool = True,
        results_download: bool = False,
        notebook_export: bool = False,
        web_terminal: bool = False,
        dbfs_browser: bool = False,
        verbose_audit: bool = True,
        legacy_access: bool = False,
        legacy_dbfs: bool = False,
        restrict_admins: bool = False,
        default_catalog: Catalog | str | None = None,
        embedding_domains: Sequence[str] = (),
        maintenance: MaintenanceWindow | None = None,
    ) -> None:
        if token_days is not None and not 1 <= token_days <= 730:
            raise RuleError(
                "token_days", allowed="1-730 days", got=token_days, fix="None turns tokens off.",
                source="learn.microsoft.com azure/databricks personal access tokens",
            )  # fmt: skip
        addon = workspace.enhanced_security
        if maintenance and not (addon and addon.cluster_updates):
            raise RuleError(
                "maintenance",
                allowed="with the workspace's enhanced_security and its cluster_updates",
                got=maintenance,
                source="databricks 1.99, automatic_cluster_update_workspace_setting",
            )
        for domain in embedding_domains:
            if "/" in literal("embedding_domains", domain) or " " in domain:
                raise RuleError("embedding_domains", allowed="domains such as intranet.example.com", got=domain)
        if isinstance(default_catalog, str):
            literal("default_catalog", default_catalog, longest=255, source="Unity Catalog names")
        super().__init__(scope, id)
        self.ip_access_lists = ip_access_lists
        # One databricks_workspace_conf a workspace: several would undo each other (provider docs). Its values are
        # strings; at deletion the provider sets each that begins with enable or enforce to "false".
        self.resource = databricks.WorkspaceConf(
            self,
            "Resource",
            custom_config={
                "enableIpAccessLists": _text(ip_access_lists),
                "enableTokensConfig": _text(token_days is not None),
                **({"maxTokenLifetimeDays": str(token_days)} if token_days else {}),
                "enableResultsDownloading": _text(results_download),
                "enableExportNotebook": _text(notebook_export),
                "enableNotebookTableClipboard": _text(notebook_export),
                "enableWebTerminal": _text(web_terminal),
                "enableDbfsFileBrowser": _text(dbfs_browser),
                "enableVerboseAuditLogs": _text(verbose_audit),
                # Results stay in the workspace's storage, not in the control plane.
                "storeInteractiveNotebookResultsInCustomerAccount": "true",
            },
        )
        self._legacy(access=legacy_access, dbfs=legacy_dbfs)
        self._embedding(list(embedding_domains))
        if restrict_admins:
            databricks.RestrictWorkspaceAdminsSetting(
                self,
                "Admins",
                restrict_workspace_admins=databricks.RestrictWorkspaceAdminsSettingRestrictWorkspaceAdmins(
                    status="RESTRICT_TOKENS_AND_JOB_RUN_AS"
                ),
            )
        if default_catalog is not None:
            databricks.DefaultNamespaceSetting(
                self,
                "DefaultCatalog",
                namespace=databricks.DefaultNamespaceSettingNamespace(
                    value=default_catalog if isinstance(default_catalog, str) else default_catalog.catalog_name
                ),
            )
        if maintenance:
            self._maintenance(maintenance)

    def _legacy(self, *, access: bool, dbfs: bool) -> None:
        if not access:
            databricks.DisableLegacyAccessSetting(
                self,
                "LegacyAccess",
                disable_legacy_access=databricks.DisableLegacyAccessSettingDisableLegacyAccess(value=True),
            )
        if not dbfs:
            databricks.DisableLegacyDbfsSetting(
                self,
                "LegacyDbfs",
                disable_legacy_dbfs=databricks.DisableLegacyDbfsSettingDisableLegacyDbfs(value=True),
            )

    def _embedding(self, domains: list[str]) -> None:
        policy = "ALLOW_APPROVED_DOMAINS" if domains else "DENY_ALL_DOMAINS"
        access = databricks.AibiDashboardEmbeddingAccessPolicySetting(
            self,
            "Embedding",
            aibi_dashboard_embedding_access_policy={"access_policy_type": policy},
        )
        if domains:
            databricks.AibiDashboardEmbeddingApprovedDomainsSetting(
                self,
                "EmbeddingDomains",
                aibi_dashboard_embedding_approved_domains={"approved_domains": domains},
                # Databricks refuses the list while the policy does not ask for one.
                depends_on=[access],
            )

    def _maintenance(self, window: MaintenanceWindow) -> None:
        names = "AutomaticClusterUpdateWorkspaceSettingAutomaticClusterUpdateWorkspace"
        schedule = f"{names}MaintenanceWindowWeekDayBasedSchedule"
        databricks.AutomaticClusterUpdateWorkspaceSetting(
            self,
            "Maintenance",
            automatic_cluster_update_workspace=getattr(databricks, names)(
                enabled=True,
                maintenance_window=getattr(databricks, f"{names}MaintenanceWindow")(
                    week_day_based_schedule=getattr(databricks, schedule)(
                        day_of_week=window.day,
                        frequency=window.frequency,
                        window_start_time=getattr(databricks, f"{schedule}WindowStartTime")(
                            hours=window.hour, minutes=window.minute
                        ),
                    )
                ),
            ),
        )


def _text(value: bool) -> str:
    return "true" if value else "false"
