"""Where logs are kept."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import between
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class LogWorkspace(Construct):
    """Keeps and searches the logs of a platform; only signed-in people and programs get in, no shared keys.

    Makes: 1 azurerm_log_analytics_workspace.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands.
        retention_days: Days that logs are kept, 30-730; a year if left out, as audits ask for it. Azure bills
            what is kept beyond 31 days. Source: azurerm 4.55, log_analytics_workspace `retention_in_days`.
        daily_gib: Most GiB a day, above 0; what comes after that is lost until the next day. Left out: no cap.

    Raises:
        RuleError: For a number outside its limits.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        retention_days: int = 365,
        daily_gib: float | None = None,
    ) -> None:
        source = "azurerm 4.55, log_analytics_workspace retention_in_days"
        between("retention_days", retention_days, 30, 730, unit="days", source=source)
        if daily_gib is not None and daily_gib <= 0:
            raise RuleError("daily_gib", allowed="above 0 GiB", got=daily_gib, fix="Leave it out for no cap.")
        super().__init__(scope, id)
        logs = azurerm.LogAnalyticsWorkspace(
            self,
            "Resource",
            name=names.name(Kind.LOG_ANALYTICS_WORKSPACE),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            sku="PerGB2018",
            retention_in_days=retention_days,
            daily_quota_gb=daily_gib,
            local_authentication_enabled=False,
            tags=names.tags(),
        )
        self.arm_id: str = logs.id
