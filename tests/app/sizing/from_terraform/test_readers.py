"""What each type of resource costs, ours or anybody's; what has no price is named with why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.sizing.cost_report import CostReport, report
from app.sizing.from_terraform.library import FREE, READERS, used_by
from app.sizing.from_terraform.reading import resources_of
from app.sizing.from_terraform.resource import Landscape

D4, D8 = "Standard_D4ds_v5", "Standard_D8ds_v5"
PEOPLE, JOBS = 0.55 + 0.272, 0.3 + 0.272
"""USD an hour of a D4ds_v5 in West Europe."""


def priced(*resources: tuple[str, dict[str, Any]], region: str | None = "westeurope") -> CostReport:
    """The report of a stack with those resources, each called by its number."""
    written: dict[str, dict[str, Any]] = {}
    for number, (kind, body) in enumerate(resources):
        written.setdefault(kind, {})[f"r{number}"] = body
    landscape = Landscape(resources_of({"resource": written}, stack="s", source=Path("s")), region=region)
    return report(used_by(landscape), of="s")


def amounts(found: CostReport) -> tuple[float, float, float]:
    return found.low_usd, found.expected_usd, found.high_usd


def why(found: CostReport) -> str:
    assert found.resources == ()
    return " | ".join(one.why for one in found.not_priced)


def cluster(**given: Any) -> tuple[str, dict[str, Any]]:
    return "databricks_cluster", {"node_type_id": D4, "num_workers": 2, "autotermination_minutes": 30, **given}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, 168 * 3 * PEOPLE),
        ({"autotermination_minutes": 15}, 157.5 * 3 * PEOPLE),
        ({"autotermination_minutes": 60}, 189 * 3 * PEOPLE),
        ({"autotermination_minutes": None}, 189 * 3 * PEOPLE),
        ({"autotermination_minutes": 0}, 730 * 3 * PEOPLE),
        ({"autotermination_minutes": "0"}, 730 * 3 * PEOPLE),
        ({"num_workers": 0}, 168 * PEOPLE),
        ({"num_workers": None, "spark_conf": {"spark.databricks.cluster.profile": "singleNode"}}, 168 * PEOPLE),
        ({"num_workers": None, "is_single_node": True}, 168 * PEOPLE),
        ({"driver_node_type_id": D8}, 168 * (2 * PEOPLE + 2 * PEOPLE)),
        ({"runtime_engine": "PHOTON"}, 168 * 3 * (PEOPLE + 0.55)),
        ({"autoscale": {"min_workers": 1, "max_workers": 4}}, 168 * 3.5 * PEOPLE),
        ({"autoscale": [{"min_workers": 1, "max_workers": 4}]}, 168 * 3.5 * PEOPLE),
    ],
)
def test_a_cluster_of_people(given: dict[str, Any], expected: float) -> None:
    assert priced(cluster(**given)).expected_usd == pytest.approx(expected, abs=0.02)


def test_a_cluster_that_grows_has_a_range() -> None:
    found = priced(cluster(autoscale={"min_workers": 1, "max_workers": 4}))
    assert amounts(found) == pytest.approx((168 * 2 * PEOPLE, 168 * 3.5 * PEOPLE, 168 * 5 * PEOPLE), abs=0.02)
    assert "On average 2.5 of 4 workers run; low is 1, high is 4." in found.assumptions


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"node_type_id": None}, "its VM type is not in the file"),
        ({"node_type_id": "${data.databricks_node_type.small.id}"}, "its VM type is not in the file"),
        ({"num_workers": "${var.workers}"}, "its number of workers is not in the file"),
        ({"autoscale": {"min_workers": 1}}, "its number of workers is not in the file"),
        ({"node_type_id": "Standard_L8s_v3"}, "The catalog has no VM type"),
        ({"node_type_id": "Standard_NC40ads_H100_v5", "location": "francecentral"}, "no price in francecentral"),
        ({"location": "atlantis"}, "no price of ALL_PURPOSE_COMPUTE in 'atlantis'"),
    ],
)
def test_a_cluster_that_cannot_be_priced_is_named(given: dict[str, Any], said: str) -> None:
    assert said in why(priced(cluster(**given)))


def test_machines_of_a_pool_are_counted_once() -> None:
    pool = ("databricks_instance_pool", {"node_type_id": D8, "max_capacity": 10})
    taker = cluster(node_type_id=None, instance_pool_id="${databricks_instance_pool.r0.id}")
    assert priced(pool).expected_usd == pytest.approx(60 * 5 * 2 * JOBS, abs=0.01)
    assert amounts(priced(pool)) == pytest.approx([60 * count * 2 * JOBS for count in (1, 5, 10)], abs=0.01)
    both = priced(pool, taker)
    assert [one.address for one in both.resources] == ["databricks_cluster.r1"]
    assert both.expected_usd == pytest.approx(168 * 3 * 2 * PEOPLE, abs=0.02)


def test_waiting_machines_of_a_pool_cost_no_dbus() -> None:
    pool = {"node_type_id": D4, "max_capacity": 2, "min_idle_instances": 2}
    found = priced(("databricks_instance_pool", pool))
    (parts,) = (one.parts for one in found.resources)
    assert parts[0].expected_usd == pytest.approx(2 * 730 * 0.272, abs=0.01)


def policy(**rules: Any) -> tuple[str, dict[str, Any]]:
    return "databricks_cluster_policy", {"definition": json.dumps(rules)}


def fixed(value: object) -> dict[str, object]:
    return {"type": "fixed", "value": value}


def test_a_pool_that_a_policy_leads_people_to_is_counted_in_their_hours() -> None:
    pool = ("databricks_instance_pool", {"node_type_id": D4, "max_capacity": 4})
    leads = fixed("${databricks_instance_pool.r0.id}")
    people = priced(pool, policy(cluster_type=fixed("all-purpose"), instance_pool_id=leads))
    assert amounts(people) == pytest.approx([168 * count * PEOPLE for count in (2, 2, 4)], abs=0.01)
    jobs = priced(pool, policy(cluster_type=fixed("job"), instance_pool_id=leads, runtime_engine=fixed("PHOTON")))
    assert jobs.expected_usd == pytest.approx(60 * 2 * (2.5 * 0.3 + 0.272), abs=0.01)


def test_a_policy_that_names_its_machines_is_counted_until_something_follows_it() -> None:
    rules = {
        "cluster_type": fixed("job"),
        "node_type_id": fixed(D4),
        "autoscale.max_workers": {"type": "range", "minValue": 1, "maxValue": 4},
    }
    alone = priced(policy(**rules))
    assert amounts(alone) == pytest.approx([60 * count * JOBS for count in (2, 3, 5)], abs=0.01)
    followed = priced(policy(**rules), cluster(policy_id="${databricks_cluster_policy.r0.id}"))
    assert [one.address for one in followed.resources] == ["databricks_cluster.r1"]
    assert priced(policy(), ("databricks_cluster_policy", {"definition": "no JSON"})).free == 2


def job(*clusters: dict[str, Any], **given: Any) -> tuple[str, dict[str, Any]]:
    named = [
        {"job_cluster_key": f"c{number}", "new_cluster": {"node_type_id": D4, "num_workers": 1, **one}}
        for number, one in enumerate(clusters)
    ]
    task = {"task_key": "t", "job_cluster_key": "c0", "notebook_task": {"notebook_path": "/x"}}
    return "databricks_job", {"job_cluster": named, "task": [task], **given}


@pytest.mark.parametrize(
    ("given", "hours", "said"),
    [
        (
            {"schedule": {"quartz_cron_expression": "0 0 3 * * ?"}},
            30.44,
            "by its schedule 0 0 3 * * ?), 1 h each is as",
        ),
        ({"schedule": {"quartz_cron_expression": "0 0 6 ? * MON"}}, 4.33, "The job runs 4.333 times a month"),
        ({"schedule": {"quartz_cron_expression": "0 0/5 * * * ?"}}, 730, "at most 1 at a time, so 730 h"),
        ({"schedule": {"quartz_cron_expression": "0 0/5 * * * ?"}, "max_concurrent_runs": 3}, 2190, "at most 3"),
        ({"schedule": {"quartz_cron_expression": "0 0 3 * * ?", "pause_status": "PAUSED"}}, 0, "it is paused"),
        ({"trigger": {"periodic": {"interval": 4, "unit": "HOURS"}}}, 182.5, "every 4 hours"),
        ({"trigger": {"periodic": {"interval": 1, "unit": "WEEKS"}}}, 4.35, "every 1 weeks"),
        ({"trigger": {"file_arrival": {"url": "x"}}}, 30, "a guess: what starts it is no clock"),
        ({"continuous": {"pause_status": "UNPAUSED"}}, 730, "The job always runs: 730 h a month."),
        ({}, 30, "a guess: it has no schedule"),
    ],
)
def test_a_job_costs_its_machines_for_its_runs(given: dict[str, Any], hours: float, said: str) -> None:
    found = priced(job({}, **given))
    assert found.expected_usd == pytest.approx(hours * 2 * JOBS, abs=0.02)
    assert said in " ".join(found.assumptions)


def test_every_cluster_of_a_job_is_counted_those_of_tasks_and_loops_too() -> None:
    kind, body = job({}, {"runtime_engine": "PHOTON"})
    new = {"node_type_id": D4, "num_workers": 0}
    loop = {"task_key": "loop", "for_each_task": {"inputs": "[]", "task": {"task_key": "in", "new_cluster": new}}}
    body["task"] += [{"task_key": "own", "new_cluster": [new]}, loop]
    found = priced((kind, body))
    assert found.expected_usd == pytest.approx(30 * (4 * JOBS + 2 * 2.5 * 0.3 + 2 * 0.272), abs=0.05)


def test_tasks_without_machines_are_counted_elsewhere_or_named() -> None:
    elsewhere = [
        {"task_key": key, key: {"x": 1}} for key in ("sql_task", "pipeline_task", "run_job_task", "condition_task")
    ]
    on_cluster = {"task_key": "old", "existing_cluster_id": "1-2-3", "notebook_task": {"notebook_path": "/x"}}
    assert priced(("databricks_job", {"task": [*elsewhere, on_cluster]})).free == 1
    serverless = {"task_key": "s", "notebook_task": {"notebook_path": "/x"}}
    assert "dbus_an_hour in a usage file" in why(priced(("databricks_job", {"task": [serverless]})))


def test_a_job_whose_schedule_cannot_be_read_is_named() -> None:
    said = why(priced(job({}, schedule={"quartz_cron_expression": "${var.cron}"})))
    assert "its schedule cannot be read" in said
    assert "not in the file" in why(priced(job({}, trigger={"periodic": {"interval": 1, "unit": "MOONS"}})))


@pytest.mark.parametrize(
    ("given", "hourly"),
    [
        ({"cluster_size": "Small", "enable_serverless_compute": True, "warehouse_type": "PRO"}, 12 * 0.91),
        ({"cluster_size": "Small", "warehouse_type": "PRO"}, 12 * 0.91),
        ({"cluster_size": "Small", "enable_serverless_compute": False}, 12 * 0.72 + 1.384 + 4 * 0.692),
        ({"cluster_size": "Small", "warehouse_type": "CLASSIC"}, 12 * 0.22 + 1.384 + 4 * 0.692),
    ],
)
def test_a_warehouse_of_each_kind(given: dict[str, Any], hourly: float) -> None:
    assert priced(("databricks_sql_endpoint", given)).expected_usd == pytest.approx(168 * hourly, abs=0.01)


def test_a_warehouse_answers_as_long_as_its_environment_works() -> None:
    size = {"cluster_size": "2X-Small", "enable_serverless_compute": True, "max_num_clusters": 3}
    dev = priced(("databricks_sql_endpoint", size), ("azurerm_resource_group", {"tags": {"environment": "dev"}}))
    assert amounts(dev) == pytest.approx((42 * 4 * 0.91, 42 * 4 * 0.91, 3 * 42 * 4 * 0.91), abs=0.01)
    always = priced(("databricks_sql_endpoint", {**size, "auto_stop_mins": 0}))
    assert always.low_usd == pytest.approx(730 * 4 * 0.91, abs=0.01)
    assert "No SQL warehouse has the size" in why(priced(("databricks_sql_endpoint", {"cluster_size": "Huge"})))


def test_a_pipeline_of_machines_and_one_without() -> None:
    machines = {"cluster": [{"node_type_id": D4, "num_workers": 1}, {"label": "maintenance"}], "edition": "CORE"}
    assert priced(("databricks_pipeline", machines)).expected_usd == pytest.approx(60 * 2 * JOBS, abs=0.02)
    advanced = {**machines, "edition": None, "photon": True, "continuous": True}
    found = priced(("databricks_pipeline", advanced))
    assert found.expected_usd == pytest.approx(730 * 2 * (2.5 * 0.54 + 0.272), abs=0.02)
    serverless = priced(("databricks_pipeline", {"serverless": True}))
    assert amounts(serverless) == pytest.approx([60 * dbus * 0.5 for dbus in (2, 4, 8)], abs=0.01)
    assert "it says no machines" in why(priced(("databricks_pipeline", {})))


def serving(**given: Any) -> tuple[str, dict[str, Any]]:
    entity = {"name": "m", "workload_size": "Small", "scale_to_zero_enabled": False, **given}
    return "databricks_model_serving", {"config": {"served_entities": [entity]}}


def test_models_cost_their_hours_for_each_request_at_a_time() -> None:
    assert priced(serving()).expected_usd == pytest.approx(730 * 4 * 0.084, abs=0.01)
    asleep = priced(serving(scale_to_zero_enabled=True))
    assert amounts(asleep) == pytest.approx((0, 168 * 4 * 0.084, 168 * 4 * 0.084), abs=0.01)
    gpu = priced(serving(workload_type="GPU_SMALL"))
    assert gpu.expected_usd == pytest.approx(730 * 10.48 * 0.084, abs=0.01)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"external_model": {"provider": "openai"}}, "bills it by tokens"),
        ({"max_provisioned_throughput": 100}, "billed by throughput"),
        ({"workload_type": "MULTIGPU_MEDIUM"}, "no price of MULTIGPU_MEDIUM"),
        ({"workload_size": "Gigantic"}, "in the size Gigantic"),
    ],
)
def test_models_that_cannot_be_priced_are_named(given: dict[str, Any], said: str) -> None:
    assert said in why(priced(serving(**given)))


def test_vectors_take_a_unit_at_all_hours() -> None:
    standard = ("databricks_vector_search_endpoint", {"endpoint_type": "STANDARD"})
    assert amounts(priced(standard)) == pytest.approx([units * 730 * 4 * 0.084 for units in (0, 1, 2)], abs=0.01)
    with_index = priced(standard, ("databricks_vector_search_index", {}))
    assert with_index.low_usd == pytest.approx(730 * 4 * 0.084, abs=0.01)
    optimized = priced(("databricks_vector_search_endpoint", {"endpoint_type": "STORAGE_OPTIMIZED"}))
    assert optimized.expected_usd == pytest.approx(730 * 18.29 * 0.084, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("nat_gateway", {}, 730 * 0.045 + 100 * 0.045),
        ("public_ip", {"sku": "Standard"}, 730 * 0.005),
        ("public_ip", {}, 730 * 0.005),
        ("private_endpoint", {}, 730 * 0.01 + 200 * 0.01),
        ("storage_account", {"account_replication_type": "LRS"}, 500 * 0.0196),
        ("storage_account", {"account_replication_type": "ZRS", "access_tier": "Hot"}, 500 * 0.024),
        ("log_analytics_workspace", {"sku": "PerGB2018", "retention_in_days": 30}, 5 * 2.99),
        ("eventhub_namespace", {"sku": "Basic"}, 730 * 0.015 + 10 * 0.028),
        ("eventhub_namespace", {"sku": "Standard", "capacity": 2}, 1460 * 0.03 + 10 * 0.028),
        ("eventhub_namespace", {"sku": "Premium", "capacity": 1}, 730 * 1.336),
        ("key_vault", {}, 5 * 0.03),
        ("key_vault_key", {"key_type": "RSA", "key_size": 2048}, 5 * 0.03),
        ("key_vault_key", {"key_type": "EC"}, 5 * 0.15),
        ("key_vault_key", {"key_type": "RSA-HSM", "key_size": 4096}, 5 + 5 * 0.15),
        ("key_vault_key", {"key_type": "RSA-HSM", "key_size": 2048}, 1 + 5 * 0.03),
        ("key_vault_key", {"key_type": "RSA", "rotation_policy": {"automatic": {"a": 1}}}, 5 * 0.03 + 1 / 12),
    ],
)
def test_a_part_of_azure(kind: str, body: dict[str, Any], expected: float) -> None:
    assert priced((f"azurerm_{kind}", body)).expected_usd == pytest.approx(expected, abs=0.011)


@pytest.mark.parametrize(("kind", "each"), [("private_endpoint", 7.30), ("nat_gateway", 32.85), ("key_vault_key", 0)])
def test_what_passes_together_is_counted_once(kind: str, each: float) -> None:
    body = {"key_type": "RSA"}
    one, four = priced((f"azurerm_{kind}", body)), priced(*[(f"azurerm_{kind}", body)] * 4)
    assert four.expected_usd - one.expected_usd == pytest.approx(3 * each, abs=0.001)


def test_the_capture_of_events_is_counted_with_the_namespace() -> None:
    hub = ("azurerm_eventhub", {"capture_description": [{"enabled": True}]})
    found = priced(("azurerm_eventhub_namespace", {"sku": "Standard"}), hub)
    assert found.expected_usd == pytest.approx(730 * 0.13 + 0.28, abs=0.01)


def test_a_vault_for_keys_alone_is_asked_for_no_secrets() -> None:
    keys = priced(("azurerm_key_vault", {}), ("azurerm_key_vault_key", {"key_type": "RSA"}))
    assert [one.address for one in keys.resources] == ["azurerm_key_vault_key.r1"]


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("azurerm_firewall", {}, "no price of firewalls"),
        ("azurerm_kubernetes_cluster", {}, "the catalog has no price of azurerm_kubernetes_cluster"),
        ("aws_instance", {}, "the catalog has no price of aws_instance"),
        ("databricks_app", {}, "apps are billed by the DBUs"),
        ("azurerm_storage_account", {"account_tier": "Premium", "account_replication_type": "LRS"}, "hot standard"),
        ("azurerm_storage_account", {"access_tier": "Cool", "account_replication_type": "LRS"}, "hot standard"),
        ("azurerm_storage_account", {"account_replication_type": "RAGZRS"}, "storage, RAGZRS, 500 GB: the catalog"),
        ("azurerm_public_ip", {"sku": "Basic"}, "Basic kind were retired"),
        ("azurerm_log_analytics_workspace", {"sku": "CapacityReservation"}, "by the gigabyte only"),
        ("azurerm_eventhub_namespace", {"sku": "Dedicated"}, "its sku is not in the file"),
        ("azurerm_nat_gateway", {"count": "${var.many}"}, "how many there are is known only when"),
    ],
)  # fmt: skip
def test_what_has_no_price_is_named(kind: str, body: dict[str, Any], said: str) -> None:
    assert said in why(priced((kind, body)))


def test_logs_that_stay_have_no_price_and_the_rest_has() -> None:
    found = priced(("azurerm_log_analytics_workspace", {"retention_in_days": 365}))
    assert found.expected_usd == 14.95
    assert "logs kept beyond 31 days" in found.not_priced[0].why


def test_a_hardened_workspace_has_a_surcharge_without_a_price() -> None:
    profile = {"compliance_security_profile_enabled": True}
    hardened = priced(("azurerm_databricks_workspace", {"enhanced_security_compliance": [profile]}))
    assert "surcharge of the compliance profile on every DBU: the catalog has no price" in why(hardened)
    assert priced(("azurerm_databricks_workspace", {})).free == 1


def test_without_a_region_nothing_is_guessed() -> None:
    assert "--region says it" in why(priced(cluster(), region=None))
    located = priced(cluster(), ("azurerm_databricks_workspace", {"location": "East US"}), region=None)
    assert located.resources[0].region == "eastus"
    by_group = priced(
        ("azurerm_nat_gateway", {"location": "${azurerm_resource_group.r1.location}"}),
        ("azurerm_resource_group", {"location": "northeurope"}),
        region=None,
    )
    assert by_group.resources[0].region == "northeurope"


JUNK: tuple[object, ...] = (None, "x", "${a.b.c}", -1, 10**400, [], [{}], {}, True, [[1]], float("nan"))


@pytest.mark.parametrize("kind", sorted(READERS))
@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:12])
def test_whatever_stands_in_an_argument_is_priced_or_named(kind: str, junk: object) -> None:
    arguments = (
        "node_type_id", "num_workers", "autoscale", "min_idle_instances", "max_capacity", "definition", "schedule",
        "trigger", "task", "job_cluster", "cluster_size", "min_num_clusters", "cluster", "config", "capacity", "sku",
        "account_replication_type", "key_size", "tags", "location", "spark_conf", "azure_attributes", "continuous",
    )  # fmt: skip
    for body in ({name: junk} for name in arguments):
        found = priced((kind, body), (kind, dict.fromkeys(arguments, junk)))
        assert found.low_usd <= found.expected_usd <= found.high_usd
        assert len(found.resources) + len(found.not_priced) + found.free >= 2


def test_a_type_costs_nothing_or_has_a_reader_and_not_both() -> None:
    assert set(READERS) & FREE == set()
