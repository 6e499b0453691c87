"""What a platform may cost."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResourceLifecycle
from constructs_lib.limits import one_of
from constructs_lib.literal import literal
from constructs_lib.monitoring.action_group import ActionGroup
from constructs_lib.monitoring.budget_alert import BudgetAlert
from constructs_lib.monitoring.email import checked_email
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

GRAINS = ("Monthly", "Quarterly", "Annually")
_SOURCE = "azurerm 4.55, consumption_budget_resource_group"
_THIS_MONTH = "${formatdate(\"YYYY-MM-01'T00:00:00Z'\", plantimestamp())}"
"""Source: developer.hashicorp.com/terraform functions, plantimestamp (1.5) and formatdate."""

ALERTS = (BudgetAlert(80), BudgetAlert(100), BudgetAlert(100, forecast=True))


class Budget(Construct):
    """Tells when a platform costs more than it should; it stops nothing.

    Makes: 1 azurerm_consumption_budget_resource_group; with `workspace` 1 azurerm_consumption_budget_subscription
    in its place.

    Args:
        names: Names and tags of the platform.
        resource_group: The platform's.
        amount: What a period may cost, above 0, in the currency that the subscription is billed in.
        start: First day of the first period: a first of a month from 2017-06-01, in the running period at
            creation or at most a year ahead. Changing it replaces the budget. Left out: the month in which Terraform
            makes it, whatever the month is later. Source: azurerm 4.55.
        workspace: Counts its machines and disks, too: Azure bills them in the workspace's managed resource group,
            which the platform's group does not hold. It needs rights on the subscription. Left out: only what
            stands in `resource_group` (of Databricks, the DBUs).
        period: `Monthly`, `Quarterly` or `Annually`; changing it replaces the budget. Left out: `Monthly`.
        alerts: When it tells, 1-5. Left out: at 80 and 100 percent, and when 100 percent are expected.
            Source: Azure Consumption API, at most 5 notifications.
        emails: Who is told. Left out: nobody by mail.
        action_group: What else is done. Left out: nothing.
        roles: Roles whose holders are told. Left out: `Owner`.
        tag: Counts only what carries this tag: its key and value. Tags of pools and clusters reach the machines and
            their DBUs on the bill. It needs `workspace`. Left out: everything.
            Source: azurerm docs, consumption_budget_subscription; learn.microsoft.com azure/databricks
            usage-detail-tags.
        purpose: What it counts, where a platform has several; changing it replaces it. Left out: nothing is added
            to its name.

    Raises:
        RuleError: For a value outside its limits, nobody to tell, or a tag without a workspace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        amount: float,
        start: datetime.date | None = None,
        workspace: Workspace | None = None,
        period: str = "Monthly",
        alerts: Sequence[BudgetAlert] = ALERTS,
        emails: Sequence[str] = (),
        action_group: ActionGroup | None = None,
        roles: Sequence[str] = ("Owner",),
        tag: tuple[str, str] | None = None,
        purpose: str | None = None,
    ) -> None:
        _check(amount, start, period, alerts)
        contacts = [checked_email("emails", address) for address in emails]
        if not (contacts or action_group or roles):
            raise RuleError("emails", allowed="at least one of emails, action_group and roles", got=None)
        if tag and workspace is None:
            raise RuleError("tag", allowed="with workspace: machines stand in its managed group", got=tag)
        super().__init__(scope, id)

        def notification(alert: BudgetAlert) -> dict[str, object]:
            return {
                "enabled": True,
                "operator": "GreaterThanOrEqualTo",
                "threshold": alert.percent,
                "threshold_type": "Forecasted" if alert.forecast else "Actual",
                "contact_emails": contacts or None,
                "contact_groups": [action_group.arm_id] if action_group else None,
                "contact_roles": list(roles) or None,
            }

        first_day = f"{start.isoformat()}T00:00:00Z" if start else _THIS_MONTH
        # What Terraform reads off its clock is true once: read again next month, it would replace the budget.
        lifecycle = None if start else TerraformResourceLifecycle(ignore_changes=["time_period"])
        name = names.name(Kind.BUDGET, purpose=purpose)
        if workspace is None:
            azurerm.ConsumptionBudgetResourceGroup(
                self,
                "Resource",
                name=name,
                resource_group_id=resource_group.arm_id,
                amount=amount,
                time_grain=period,
                time_period=azurerm.ConsumptionBudgetResourceGroupTimePeriod(start_date=first_day),
                notification=[
                    azurerm.ConsumptionBudgetResourceGroupNotification(**notification(alert)) for alert in alerts
                ],
                lifecycle=lifecycle,
            )
            return
        # One budget over two groups: a budget on a group sees nothing of another one.
        azurerm.ConsumptionBudgetSubscription(
            self,
            "Resource",
            name=name,
            subscription_id=azurerm.DataAzurermSubscription(self, "Subscription").id,
            amount=amount,
            time_grain=period,
            time_period=azurerm.ConsumptionBudgetSubscriptionTimePeriod(start_date=first_day),
            filter=azurerm.ConsumptionBudgetSubscriptionFilter(
                dimension=[
                    azurerm.ConsumptionBudgetSubscriptionFilterDimension(
                        name="ResourceGroupName",
                        values=[resource_group.group_name, workspace.managed_group_name],
                    )
                ],
                tag=[_tag(*tag)] if tag else None,
            ),
            notification=[azurerm.ConsumptionBudgetSubscriptionNotification(**notification(alert)) for alert in alerts],
            lifecycle=lifecycle,
        )


def _tag(key: str, value: str) -> azurerm.ConsumptionBudgetSubscriptionFilterTag:
    return azurerm.ConsumptionBudgetSubscriptionFilterTag(name=literal("tag", key), values=[literal("tag", value)])


def _check(amount: float, start: datetime.date | None, period: str, alerts: Sequence[BudgetAlert]) -> None:
    if amount <= 0:
        raise RuleError("amount", allowed="above 0", got=amount, source=_SOURCE)
    if start and (start.day != 1 or start < datetime.date(2017, 6, 1)):
        raise RuleError("start", allowed="a first of a month from 2017-06-01", got=start.isoformat(), source=_SOURCE)
    one_of("period", period, GRAINS, source=_SOURCE)
    if not 1 <= len(alerts) <= 5 or len(set(alerts)) < len(alerts):
        raise RuleError("alerts", allowed="1-5, each once", got=list(alerts), source="Azure Consumption API")
