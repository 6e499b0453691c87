"""What the features that compute make for people and for jobs, and who may use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.synthesis import build
from blueprints import library
from blueprints.checking import load_platforms
from blueprints.composition import compose
from blueprints.platform import Platform
from naming.documents import DocumentError

PLATFORM = """\
name: labs-nightly-prod
blueprint: {blueprint}
team: labs
environment: prod
workload: nightly
region: westeurope
sizes: {{runtime: {runtime}, worker_type: Standard_D4ds_v5, max_workers: {most}{warehouse}}}
features: {features}
"""
PLAIN, ML = "17.3.x-scala2.13", "17.3.x-cpu-ml-scala2.13"


class Loader:
    """Reads platforms as from a file, and synthesizes what is inside their workspaces.

    Args:
        folder: Where they are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def platform(
        self, blueprint: str, features: dict[str, Any] | None = None, *, runtime: str = PLAIN, most: int = 4
    ) -> Platform:
        path = self._folder / "labs-nightly-prod.yaml"
        asks = "sql_warehouse" in {*library.blueprint(blueprint).required_features, *(features or {})}
        said = {
            "blueprint": blueprint,
            "features": json.dumps(features or {}),
            "runtime": runtime,
            "most": most,
            "warehouse": ", warehouse_size: Small" if asks else "",
        }
        path.write_text(PLATFORM.format(**said))
        (found,) = load_platforms([path])
        return found

    def inside(self, platform: Platform) -> dict[str, dict[str, Any]]:
        """Resources of the second layer: by type, and by id without the hash."""
        build([platform], out=self._folder / "out", state="../state")
        text = (self._folder / "out/stacks" / platform.stacks[1] / "cdk.tf.json").read_text()
        return {
            kind: {id.rpartition("_")[0]: body for id, body in bodies.items()}
            for kind, bodies in json.loads(text)["resource"].items()
        }

    def policy(self, platform: Platform) -> dict[str, dict[str, Any]]:
        """The rules for clusters of jobs."""
        (policy,) = self.inside(platform)["databricks_cluster_policy"].values()
        rules = json.loads(policy["definition"])
        assert isinstance(rules, dict)
        return rules


@pytest.fixture
def load(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


def test_a_job_takes_no_more_machines_than_its_pool_has(load: Loader) -> None:
    platform = load.platform("databricks-data-engineering")
    (pool,) = load.inside(platform)["databricks_instance_pool"].values()
    rules = load.policy(platform)
    assert pool["max_capacity"] == 4
    assert rules["autoscale.max_workers"]["maxValue"] == 3  # the driver comes from the pool, too
    assert rules["instance_pool_id"] == rules["driver_instance_pool_id"]


def test_a_pool_has_room_for_a_driver_and_a_worker(load: Loader) -> None:
    with pytest.raises(DocumentError, match=r"a job takes a driver and a worker from the pool; write 2 or more in "):
        load.platform("databricks-data-engineering", most=1)


def test_drivers_of_jobs_are_of_the_platforms_type(load: Loader) -> None:
    rules = load.policy(load.platform("databricks-sql-analytics", {"job_compute": {}}))
    fixed = {"type": "fixed", "value": "Standard_D4ds_v5"}
    assert (rules["node_type_id"], rules["driver_node_type_id"]) == (fixed, fixed)
    assert rules["autoscale.max_workers"]["maxValue"] == 4


def test_jobs_have_an_access_mode_that_unity_catalog_and_the_runtime_take(load: Loader) -> None:
    plain = load.policy(load.platform("databricks-data-engineering"))["data_security_mode"]
    assert plain == {"type": "allowlist", "values": ["USER_ISOLATION", "SINGLE_USER"], "defaultValue": "USER_ISOLATION"}
    learning = load.policy(load.platform("databricks-data-engineering", runtime=ML))["data_security_mode"]
    assert learning == {"type": "fixed", "value": "SINGLE_USER"}


def test_spare_machines_of_a_pool_are_drivers_too(load: Loader) -> None:
    def notes(features: dict[str, Any], blueprint: str) -> str:
        site = compose(load.platform(blueprint, {**features, "spot": {}}))
        return " ".join(site.features["spot"].notes(site))

    assert "drivers, too" in notes({}, "databricks-data-engineering")
    assert notes({"job_compute": {}}, "databricks-sql-analytics") == ""
