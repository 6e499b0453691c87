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
from blueprints.features.vocabulary import CLASSES
from blueprints.platform import Platform
from naming.documents import DocumentError

PLATFORM = """\
name: labs-nightly-prod
blueprint: {blueprint}
team: labs
environment: prod
workload: nightly
region: westeurope
sizes: {{{sizes}}}
features: {features}
"""
SIZES = {
    "driver_type": "Standard_D4ds_v5",
    "worker_type": "Standard_D4ds_v5",
    "min_workers": 1,
    "autotermination_minutes": 30,
    "warehouse_size": "Small",
}
PLAIN, ML = "17.3.x-scala2.13", "17.3.x-cpu-ml-scala2.13"


class Loader:
    """Reads platforms as from a file, and synthesizes what is inside their workspaces.

    Args:
        folder: Where they are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def platform(
        self,
        blueprint: str,
        features: dict[str, Any] | None = None,
        *,
        runtime: str = PLAIN,
        most: int = 4,
        resources: dict[str, Any] | None = None,
    ) -> Platform:
        path = self._folder / "labs-nightly-prod.yaml"
        own = () if blueprint == "composed" else library.blueprint(blueprint).required_features
        have = {*own, *(features or {})}
        sizes = {**SIZES, "runtime": runtime, "max_workers": most}
        asked = {size for name in have for size in CLASSES[name].about.sizes}
        said = {
            "blueprint": blueprint,
            "features": json.dumps(features or {}),
            "sizes": ", ".join(f"{size}: {sizes[size]}" for size in sorted(asked)),
        }
        more = f"resources: {json.dumps(resources)}\n" if resources else ""
        path.write_text(PLATFORM.format(**said) + more)
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


GROUPS = {
    "groups": {
        "account_groups": {
            "analysts": {"name": "Data Analysts", "access": "sql"},
            "engineers": {"name": "Data Engineers"},
            "board": {"access": "consume"},
        }
    }
}


def given(inside: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Levels of groups by the permissions' ids."""
    return {
        id: {one["group_name"]: one["permission_level"] for one in body["access_control"]}
        for id, body in inside.get("databricks_permissions", {}).items()
    }


def test_groups_that_come_in_may_use_what_is_there_for_them(load: Loader) -> None:
    inside = load.inside(load.platform("databricks-data-engineering", {**GROUPS, "sql_warehouse": {}}))
    assert given(inside) == {
        "WarehouseAccess": {"Data Analysts": "CAN_USE", "Data Engineers": "CAN_USE"},
        "PoolAccess": {"Data Engineers": "CAN_ATTACH_TO"},
        "JobPolicyAccess": {"Data Engineers": "CAN_USE"},
    }
    for permissions in inside["databricks_permissions"].values():
        waits = {address.partition(".")[0] for address in permissions["depends_on"]}
        assert waits == {"databricks_permission_assignment"}


def test_a_warehouse_is_for_the_groups_that_are_said(load: Loader) -> None:
    said = {"sql_warehouse": {"users": ["Report Readers"]}}
    assert given(load.inside(load.platform("databricks-sql-analytics", said))) == {
        "WarehouseAccess": {"Report Readers": "CAN_USE"}
    }
    assert list(given(load.inside(load.platform("databricks-sql-analytics", {**GROUPS, **said}))).values()) == [
        {"Report Readers": "CAN_USE", "Data Analysts": "CAN_USE", "Data Engineers": "CAN_USE"}
    ]


def test_a_warehouse_says_that_nobody_may_use_it(load: Loader) -> None:
    def notes(features: dict[str, Any]) -> str:
        site = compose(load.platform("databricks-sql-analytics", features))
        return " ".join(site.features["sql_warehouse"].notes(site))

    assert notes({}).startswith("Only admins may use the warehouse until features.sql_warehouse.users names groups")
    assert notes(GROUPS) == ""
    assert "must be in the workspace" in notes({"sql_warehouse": {"users": ["Report Readers"]}})


@pytest.mark.parametrize(
    ("users", "text"),
    [
        (["admins"], "must be groups of the account; admins may use everything anyway"),
        (["a", "a"], "must name each group once"),
    ],
)
def test_fails_for_users_that_a_warehouse_cannot_have(load: Loader, users: list[str], text: str) -> None:
    with pytest.raises(DocumentError, match=text):
        load.platform("databricks-sql-analytics", {"sql_warehouse": {"users": users}})


@pytest.mark.parametrize(("runtime", "shared"), [(PLAIN, True), (ML, False)])
def test_groups_share_a_cluster_that_is_nobodys_own(load: Loader, runtime: str, shared: bool) -> None:
    platform = load.platform("databricks-governed-lakehouse", {**GROUPS, "interactive_compute": {}}, runtime=runtime)
    found = given(load.inside(platform))
    assert found.get("ClusterAccess") == ({"Data Engineers": "CAN_RESTART"} if shared else None)


def test_teams_and_secrets_wait_for_groups_that_come_in(load: Loader) -> None:
    features = {
        **GROUPS,
        "team_compute": {"teams": [{"name": "risk", "group": "Data Engineers"}]},
        "secret_scope": {"readers": ["Data Engineers"]},
    }
    inside = load.inside(load.platform("databricks-team-workspaces", features))
    for kind in ("databricks_permissions", "databricks_secret_acl"):
        for body in inside[kind].values():
            assert any(one.startswith("databricks_permission_assignment.") for one in body["depends_on"])


def test_permissions_of_a_composed_platform_wait_too(load: Loader) -> None:
    resources = {
        "warehouse-bi": {"kind": "serverless", "size": "X-Small"},
        "permissions-bi": {"warehouse_ref": "bi", "groups": {"Data Analysts": "CAN_USE"}},
    }
    (permissions,) = load.inside(load.platform("composed", GROUPS, resources=resources))[
        "databricks_permissions"
    ].values()
    assert len([one for one in permissions["depends_on"] if one.startswith("databricks_permission_assignment.")]) == 3
