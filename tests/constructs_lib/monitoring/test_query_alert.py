"""Alerts on queries."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.monitoring.alert_condition import AlertCondition
from constructs_lib.monitoring.query_alert import QueryAlert
from constructs_lib.schedule import Schedule
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.samples_azure import SAMPLES


def test_an_alert_watches_a_number(names: Namer) -> None:
    assert under(SAMPLES["alert-minimal"], names, "Alert") == {
        "Alert": {
            "TYPE": "databricks_alert_v2",
            "display_name": "ml-team-ml-dev-failed-jobs",
            "evaluation": {
                "comparison_operator": "GREATER_THAN",
                "empty_result_state": "UNKNOWN",
                "notification": {"notify_on_ok": True, "subscriptions": [{"user_email": "platform@example.com"}]},
                "source": {"name": "failed"},
                "threshold": {"value": {"double_value": 0}},
            },
            "query_text": "select count(*) as failed from system.lakeflow.job_run_timeline where "
            "result_state = 'FAILED'",
            "schedule": {"pause_status": "UNPAUSED", "quartz_cron_schedule": "0 0 6 * * ?", "timezone_id": "UTC"},
            "warehouse_id": "<Warehouse.id>",
        }
    }


def test_an_alert_tells_many_and_again(names: Namer) -> None:
    assert under(SAMPLES["alert-fullest"], names, "Alert", "Mail") == {
        "Mail": {
            "TYPE": "databricks_notification_destination",
            "display_name": "ml-team-ml-dev-on-call",
            "config": {"email": {"addresses": ["oncall@example.com", "platform@example.com"]}},
        },
        "Alert": {
            "TYPE": "databricks_alert_v2",
            "display_name": "ml-team-ml-dev-revenue",
            "evaluation": {
                "comparison_operator": "LESS_THAN",
                "empty_result_state": "TRIGGERED",
                "notification": {
                    "notify_on_ok": False,
                    "retrigger_seconds": 3600,
                    "subscriptions": [{"user_email": "platform@example.com"}, {"destination_id": "<Mail.id>"}],
                },
                "source": {"aggregation": "SUM", "name": "amount"},
                "threshold": {"value": {"double_value": 10.5}},
            },
            "query_text": "select amount from main.sales.orders",
            "run_as": {"service_principal_name": "11111111-2222-3333-4444-555555555555"},
            "schedule": {
                "pause_status": "PAUSED",
                "quartz_cron_schedule": "0 0/30 * * * ?",
                "timezone_id": "Europe/Berlin",
            },
            "warehouse_id": "<Warehouse.id>",
        },
    }


def alert(**given: Any) -> Make:
    """An alert with these arguments."""
    values = {
        "query": "select 1 as n",
        "condition": AlertCondition("n", "EQUAL", 1),
        "schedule": Schedule("0 0 6 * * ?"),
        "emails": ["a@example.com"],
        **given,
    }
    return lambda azure, inside, names: QueryAlert(
        inside, "Alert", names=names, warehouse=SqlWarehouse(inside, "Warehouse", names=names), purpose="test", **values
    )


@pytest.mark.parametrize(
    "given",
    [
        {"query": "select '${x}'"},
        {"query": ""},
        {"emails": []},
        {"emails": ["nobody"]},
        {"repeat_after_seconds": -1},
        {"run_as": Principal.group("ml-team")},
    ],
)
def test_fails_outside_its_limits(names: Namer, given: dict[str, Any]) -> None:
    assert next(iter(given)) in refused(alert(**given), names)


def test_an_alert_runs_as_a_service_principal_of_the_platform(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        robot = ServicePrincipal(inside, "Robot", names=names, purpose="robot")
        alert(run_as=robot.principal)(azure, inside, names)

    made = under(make, names, "Alert")["Alert"]
    assert made["run_as"] == {"service_principal_name": "<Robot.application_id>"}


@pytest.mark.parametrize(
    ("value", "written"),
    [(True, {"bool_value": True}), ("late", {"string_value": "late"}), (3, {"double_value": 3})],
)
def test_thresholds_keep_their_type(names: Namer, value: Any, written: dict[str, Any]) -> None:
    made = under(alert(condition=AlertCondition("n", "EQUAL", value)), names, "Alert")["Alert"]
    assert made["evaluation"]["threshold"] == {"value": written}


def test_a_missing_value_needs_no_threshold(names: Namer) -> None:
    made = under(alert(condition=AlertCondition("n", "IS_NULL")), names, "Alert")["Alert"]
    assert "threshold" not in made["evaluation"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"operator": ">"}, "operator"),
        ({"threshold": None}, "a value, but none with IS_NULL"),
        ({"operator": "IS_NULL"}, "a value, but none with IS_NULL"),
        ({"aggregation": "MODE"}, "aggregation"),
        ({"empty": "FINE"}, "empty"),
        ({"column": "${n}"}, "column"),
        ({"threshold": "${n}"}, "threshold"),
    ],
)
def test_fails_for_conditions_that_databricks_does_not_know(given: dict[str, Any], says: str) -> None:
    with pytest.raises(RuleError, match=says):
        AlertCondition(**{"column": "n", "operator": "EQUAL", "threshold": 1, **given})
