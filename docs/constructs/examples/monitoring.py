"""What is spent, what the data says, and who is told."""

from __future__ import annotations

import datetime

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.identity.account import Account
from constructs_lib.monitoring.action_group import ActionGroup
from constructs_lib.monitoring.alert_condition import AlertCondition
from constructs_lib.monitoring.budget import Budget
from constructs_lib.monitoring.budget_alert import BudgetAlert
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from constructs_lib.monitoring.mail_destination import MailDestination
from constructs_lib.monitoring.query_alert import QueryAlert
from constructs_lib.schedule import Schedule
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer


def action_group(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> ActionGroup:
    return ActionGroup(
        stack,
        "Alerts",
        names=names,
        resource_group=resource_group,
        emails={"platform": "platform@example.com"},
        short_name="ml-team",
    )


def budget(
    stack: TerraformStack,
    names: Namer,
    resource_group: ResourceGroup,
    workspace: Workspace,
    action_group: ActionGroup,
) -> Budget:
    return Budget(
        stack,
        "Budget",
        names=names,
        resource_group=resource_group,
        workspace=workspace,
        amount=500,
        start=datetime.date(2026, 11, 1),
        alerts=[BudgetAlert(80), BudgetAlert(100, forecast=True)],
        action_group=action_group,
    )


def budget_policy(stack: TerraformStack, names: Namer, account: Account, workspace: Workspace) -> BudgetPolicy:
    return BudgetPolicy(
        stack,
        "Serverless",
        names=names,
        account=account,
        workspaces=[workspace],
        extra_tags={"project": "churn"},
    )


def mail_destination(stack: TerraformStack, names: Namer) -> MailDestination:
    return MailDestination(stack, "OnCall", names=names, addresses=["oncall@example.com"], purpose="on-call")


def query_alert(
    stack: TerraformStack, names: Namer, sql_warehouse: SqlWarehouse, mail_destination: MailDestination
) -> QueryAlert:
    return QueryAlert(
        stack,
        "FailedJobs",
        names=names,
        warehouse=sql_warehouse,
        query="select count(*) as failed from system.lakeflow.job_run_timeline where result_state = 'FAILED'",
        condition=AlertCondition("failed", "GREATER_THAN", 0),
        schedule=Schedule("0 0 6 * * ?"),
        purpose="failed-jobs",
        destinations=[mail_destination],
    )
