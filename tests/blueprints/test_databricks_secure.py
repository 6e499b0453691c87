"""When the security reference architecture is chosen, and what it asks for."""

from __future__ import annotations

import json

import pytest

from blueprints.matching.matcher import match
from blueprints.request import InfrastructureRequest, WorkloadType
from tests.conftest import Lakemason


@pytest.mark.parametrize("workload", ["ml", "data_engineering", "analytics"])
def test_it_stands_back_where_nobody_wished_for_security(workload: WorkloadType) -> None:
    for environment in ("staging", "prod"):
        found = match(InfrastructureRequest(team="risk", environment=environment, workload_type=workload))
        assert found.blueprint
        assert found.blueprint.name != "databricks-secure"


@pytest.mark.parametrize("workload", ["data_engineering", "analytics"])
def test_it_is_chosen_for_what_it_always_has(workload: WorkloadType) -> None:
    wished = ("custom_vnet", "private_endpoints", "customer_managed_keys", "ip_access_list", "diagnostics")
    request = InfrastructureRequest(team="risk", environment="prod", workload_type=workload, features=wished)
    found = match(request)
    assert found.blueprint
    assert (found.blueprint.name, found.match_type) == ("databricks-secure", "exact")


def test_a_plan_says_what_only_people_can_fill_in(lakemason: Lakemason) -> None:
    sentence = (
        "team risk needs a data engineering workspace in production with its own vnet, private link,"
        " customer managed keys, an ip access list and diagnostic logs"
    )
    done = lakemason("plan", sentence, "--json").good()
    plan = json.loads(done.out)
    assert plan["blueprint_name"] == "databricks-secure"
    for option in (
        "customer_managed_keys.databricks_id",
        "customer_managed_keys.allowed_ips",
        "ip_access_list.allowed",
    ):
        assert f"features.{option}" in done.out
    assert "must run in the workspace's network" in done.out
