"""Composed platforms on real Terraform, in the rehearsal cloud."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rehearsal.cloud import Cloud
from tests.blueprints.composed.samples import COMPOSED, FULLEST
from tests.conftest import Lakemason

ELSEWHERE = 'url: "abfss://landing@salesold.dfs.core.windows.net/"'


def run(lakemason: Lakemason, verb: str, name: str, *flags: str) -> dict[str, Any]:
    done: dict[str, Any] = json.loads(lakemason(verb, name, "--rehearse", "--yes", "--json", *flags).good().out)
    return done


def standing(project: Path) -> list[str]:
    cloud = Cloud(project / ".lakemason" / "rehearsal" / "cloud.db")
    try:
        return sorted(thing.type for thing in cloud.objects())
    finally:
        cloud.close()


def test_it_comes_keeps_still_grows_and_goes(project: Path, lakemason: Lakemason) -> None:
    path = project / "platforms" / "sales-etl-dev.yaml"
    path.write_text(COMPOSED)
    lakemason("check", "sales-etl-dev").good()

    first = run(lakemason, "deploy", "sales-etl-dev")
    assert first["status"] == "deployed"
    assert {change["action"] for change in first["changes"]} == {"create"}
    assert first["outputs"]["volume-landing"] == "/Volumes/sales_etl_dev_sales/orders_silver/landing"
    assert first["outputs"]["schema-silver"] == "sales_etl_dev_sales.orders_silver"
    assert {"databricks_job", "databricks_pipeline", "databricks_grants", "azurerm_storage_account"} <= {
        *standing(project)
    }
    assert run(lakemason, "deploy", "sales-etl-dev")["status"] == "unchanged"

    path.write_text(COMPOSED.replace("resources:\n", "resources:\n  warehouse-first: {depends_on: [job-nightly]}\n"))
    (added,) = run(lakemason, "deploy", "sales-etl-dev")["changes"]
    assert (added["kind"], added["action"]) == ("databricks_sql_endpoint", "create")

    path.write_text(COMPOSED)
    (gone,) = run(lakemason, "deploy", "sales-etl-dev")["changes"]
    assert (gone["address"], gone["action"]) == (added["address"], "delete")

    destroyed = run(lakemason, "destroy", "sales-etl-dev")
    assert {change["action"] for change in destroyed["changes"]} == {"delete"}
    assert standing(project) == []


def test_every_argument_of_every_type_comes_keeps_still_and_goes(project: Path, lakemason: Lakemason) -> None:
    path = project / "platforms" / "sales-all-dev.yaml"
    # What is protected cannot go; and nothing of the rehearsal's world is older than it.
    path.write_text(
        FULLEST.replace("    protected: true\n", "").replace(ELSEWHERE, "lake_ref: main, container: landing")
    )
    assert run(lakemason, "deploy", "sales-all-dev")["status"] == "deployed"
    again = run(lakemason, "deploy", "sales-all-dev")
    assert (again["status"], again["changes"]) == ("unchanged", [])
    run(lakemason, "destroy", "sales-all-dev")
    assert standing(project) == []
