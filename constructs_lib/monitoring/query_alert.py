"""Watches a number in the data."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.principal import Principal
from constructs_lib.jobs.run_as import check_run_as, run_as_block
from constructs_lib.limits import between
from constructs_lib.literal import literal
from constructs_lib.monitoring.alert_condition import AlertCondition
from constructs_lib.monitoring.email import checked_email
from constructs_lib.monitoring.mail_destination import MailDestination
from constructs_lib.schedule import Schedule
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class QueryAlert(Construct):
    """Runs a query on a schedule and tells when its answer is not as it should be.

    Makes: 1 databricks_alert_v2 (a public preview at Databricks; its predecessor has no schedule).

    Args:
        names: Names and tags of the platform.
        warehouse: What runs the query.
        query: SQL, without `${` and `%{`.
        condition: When it goes off.
        schedule: When the query runs.
        emails: Users of the workspace who are told. Left out: nobody.
        destinations: Destinations that are told. Left out: none.
        tell_when_good: Also tells when all is well again. Left out: it does.
        repeat_after_seconds: Seconds after which it may go off again, 0 or more. Left out: only after it was
            well again.
        run_as: A service principal (or user) whose rights it has. Left out: whoever deploys.
        purpose: What it watches; part of its name.

    Raises:
        RuleError: For a value outside its limits, nobody to tell, or a group as `run_as`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        warehouse: SqlWarehouse,
        query: str,
        condition: AlertCondition,
        schedule: Schedule,
        purpose: str,
        emails: Sequence[str] = (),
        destinations: Sequence[MailDestination] = (),
        tell_when_good: bool = True,
        repeat_after_seconds: int | None = None,
        run_as: Principal | None = None,
    ) -> None:
        literal("query", query)
        if not (emails or destinations):
            raise RuleError("emails", allowed="at least one of emails and destinations", got=None)
        if repeat_after_seconds is not None:
            between("repeat_after_seconds", repeat_after_seconds, 0, None, unit="seconds")
        told = [
            databricks.AlertV2EvaluationNotificationSubscriptions(user_email=checked_email("emails", e)) for e in emails
        ]
        check_run_as(run_as)
        super().__init__(scope, id)
        told += [
            databricks.AlertV2EvaluationNotificationSubscriptions(destination_id=d.destination_id) for d in destinations
        ]
        alert = databricks.AlertV2(
            self,
            "Resource",
            display_name=names.name(Kind.ALERT, purpose=purpose),
            warehouse_id=warehouse.warehouse_id,
            query_text=query,
            evaluation=databricks.AlertV2Evaluation(
                source=databricks.AlertV2EvaluationSource(name=condition.column, aggregation=condition.aggregation),
                comparison_operator=condition.operator,
                threshold=_threshold(condition.threshold),
                empty_result_state=condition.empty,
                notification=databricks.AlertV2EvaluationNotification(
                    notify_on_ok=tell_when_good, retrigger_seconds=repeat_after_seconds, subscriptions=told
                ),
            ),
            schedule=databricks.AlertV2Schedule(
                quartz_cron_schedule=schedule.cron,
                timezone_id=schedule.timezone,
                pause_status="PAUSED" if schedule.paused else "UNPAUSED",
            ),
            run_as=run_as_block(run_as, "AlertV2RunAs"),
        )
        self.alert_id: str = alert.id
        self.permission_target = PermissionTarget("alert_v2_id", self.alert_id)


def _threshold(value: float | str | bool | None) -> object:
    if value is None:
        return None
    kind = "bool_value" if isinstance(value, bool) else "string_value" if isinstance(value, str) else "double_value"
    return databricks.AlertV2EvaluationThreshold(value=databricks.AlertV2EvaluationThresholdValue(**{kind: value}))
