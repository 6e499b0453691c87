"""Watches a table's quality."""

from __future__ import annotations

from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.limits import matching, plain
from constructs_lib.schedule import Schedule
from constructs_lib.unity_catalog.monitored import Monitored
from constructs_lib.unity_catalog.schema import Schema
from naming.kinds import Kind
from naming.namer import Namer


class QualityMonitor(Construct):
    """Measures a table again and again, and keeps the measures in tables and a dashboard.

    Makes: 1 databricks_quality_monitor.

    Args:
        names: Names of the platform; the dashboard lies beside its notebooks.
        schema: Schema of the table.
        table: The table's name in it; it must exist.
        output: Where the measures go.
        how: `Monitored.snapshot()`, `.time_series(…)` or `.inference(…)`.
        schedule: When to measure; left out: only when asked.
        warehouse: What the dashboard asks; left out: the first that runs. Cannot be changed later.
        baseline: Full name of a table to compare with.
        slices: Columns or expressions to measure apart.
        tell_on_failure: Addresses to write to.

    Raises:
        RuleError: A table's name with dots; text that would be evaluated.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        schema: Schema,
        table: str,
        output: Schema,
        how: Monitored,
        schedule: Schedule | None = None,
        warehouse: SqlWarehouse | None = None,
        baseline: str | None = None,
        slices: tuple[str, ...] = (),
        tell_on_failure: tuple[str, ...] = (),
    ) -> None:
        matching("table", table, r"[^./ \x00-\x1f\x7f${]{1,255}", allowed="the table's own name, without its schema")
        for text in (*slices, *tell_on_failure, baseline or ""):
            plain("slices, tell_on_failure, baseline", text)
        super().__init__(scope, id)
        failed = databricks.QualityMonitorNotificationsOnFailure
        monitor = databricks.QualityMonitor(
            self,
            "Resource",
            table_name=f"{schema.full_name}.{table}",
            output_schema_name=output.full_name,
            assets_dir=names.name(Kind.QUALITY_MONITOR, domain=schema.domain, layer=schema.layer, entity=table),
            schedule=[databricks.QualityMonitorSchedule(**schedule.quartz())] if schedule else None,
            warehouse_id=warehouse.warehouse_id if warehouse else None,
            baseline_table_name=baseline,
            slicing_exprs=list(slices) or None,
            notifications=[
                databricks.QualityMonitorNotifications(on_failure=[failed(email_addresses=list(tell_on_failure))])
            ]
            if tell_on_failure
            else None,
            **_profile(how),
        )
        self.table_name: str = monitor.table_name


def _profile(how: Monitored) -> dict[str, Any]:
    windows = {"timestamp_col": how.timestamp, "granularities": list(how.granularities)}
    if how.kind == "snapshot":
        return {"snapshot": [databricks.QualityMonitorSnapshot()]}
    if how.kind == "time_series":
        return {"time_series": [databricks.QualityMonitorTimeSeries(**windows)]}
    log = databricks.QualityMonitorInferenceLog(
        **windows,
        prediction_col=how.prediction,
        model_id_col=how.model_id,
        label_col=how.label,
        problem_type=f"PROBLEM_TYPE_{how.problem.upper()}",
    )
    return {"inference_log": [log]}
