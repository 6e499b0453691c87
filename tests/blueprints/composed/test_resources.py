"""What resources of a composed platform become, whole and at their fullest."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from app.policy import check_platform
from app.sizing.month import monthly_cost
from app.synthesis import build
from blueprints.checking import load_platforms
from blueprints.composed.resource import Resource
from blueprints.composed.stacks import maker_of
from blueprints.composed.types import TYPES, construct_id
from blueprints.composition import compose
from blueprints.library import BLUEPRINTS, blueprint
from blueprints.names import planned_names, refuse_shared_names
from blueprints.platform import Platform
from blueprints.platform_file import platform_yaml
from naming.config import NamingConfig
from naming.kinds import Kind
from naming.terraform_names import read_names
from tests.blueprints.composed.samples import COMPOSED, FULLEST

Stacks = dict[str, dict[str, Any]]


def read(project: Path, text: str) -> Platform:
    name = next(line for line in text.splitlines() if line.startswith("name:")).split()[1]
    path = project / "platforms" / f"{name}.yaml"
    path.write_text(text)
    (platform,) = load_platforms([path], root=project)
    return platform


def synthesized(project: Path, platform: Platform) -> Stacks:
    """The resources of both layers, by type and then by the last part of their construct's path but one."""
    build([platform], out=project / "out", state="../state")
    found: Stacks = {}
    for stack in platform.stacks:
        resources = json.loads((project / "out" / "stacks" / stack / "cdk.tf.json").read_text())["resource"]
        for kind, instances in resources.items():
            for body in instances.values():
                path = body.pop("//")["metadata"]["path"].split("/")
                found.setdefault(kind, {})["/".join(path[1:])] = body
    return found


@pytest.fixture
def fullest(project: Path) -> Platform:
    return read(project, FULLEST)


@pytest.mark.parametrize("text", [COMPOSED, FULLEST], ids=["sample", "fullest"])
def test_it_makes_what_it_says_under_the_names_it_says(project: Path, text: str) -> None:
    platform = read(project, text)
    made = synthesized(project, platform)
    said: Counter[str] = Counter()
    for one in compose(platform).makes:
        said[one.type] += one.count
    assert {kind: len(bodies) for kind, bodies in made.items()} == said

    stacks = project / "out" / "stacks"
    written = [name for stack in platform.stacks for name in read_names(stacks / stack / "cdk.tf.json")]
    planned = planned_names(platform, NamingConfig.load())
    assert [one for one in planned if one.problem] == []
    # An experiment's name is written as a reference to its folder's.
    known = {(str(one.kind), one.name) for one in planned if one.kind != Kind.EXPERIMENT}
    assert known == {(str(one.kind), one.name) for one in written}
    refuse_shared_names([platform], NamingConfig.load())
    assert [one for one in check_platform(platform, stacks) if one.severity == "error"] == []


def test_the_fullest_sample_says_every_argument_of_every_type(fullest: Platform) -> None:
    said: dict[str, set[str]] = {}
    for key, arguments in fullest.resources.items():
        said.setdefault(key.partition("-")[0], set()).update(arguments)
    assert said.keys() == TYPES.keys()
    for name, kind in TYPES.items():
        assert said[name] | {"depends_on"} == set(kind.model_fields), name


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_a_construct_and_refers_to_types_there_are(name: str) -> None:
    assert callable(maker_of(name))
    assert _refs(TYPES[name]) <= TYPES.keys()


def _refs(kind: type[Resource]) -> set[str]:
    found, waiting = set(), [kind]
    while waiting:
        fields = waiting.pop().model_fields
        found |= {field.removesuffix("_ref") for field in fields if field.endswith("_ref")}
        for field in fields.values():
            inner: list[Any] = [field.annotation]
            while inner:
                one = inner.pop()
                waiting += [one] if hasattr(one, "model_fields") else []
                inner += get_args(one)
    return found


FEATURES = """\
features:
  notebooks: {}
  storage: {}
  unity_catalog: {}
  budget_alert: {emails: [ada@example.com], amount_usd: 500}
  custom_vnet: {}
  secret_scope: {}
  diagnostics: {}
  ip_access_list: {allowed: [203.0.113.0/24]}
"""


def test_features_stand_beside_resources(project: Path) -> None:
    head, _, resources = COMPOSED.partition("features:\n  notebooks: {}\n")
    platform = read(project, head + FEATURES + resources)
    made = synthesized(project, platform)
    alone = synthesized(project, read(project, COMPOSED))
    said = Counter({kind: len(bodies) for kind, bodies in made.items()})
    assert said == sum((Counter({one.type: one.count}) for one in compose(platform).makes), Counter())
    for kind, bodies in alone.items():
        own = {path: body for path, body in bodies.items() if path.startswith("Resources/")}
        assert own.items() <= made[kind].items()
    refuse_shared_names([platform], NamingConfig.load())


def test_references_arrive_as_references(project: Path) -> None:
    made = synthesized(project, read(project, COMPOSED))
    cluster = made["databricks_cluster"]["Resources/ClusterEtl/Resource"]
    assert cluster["instance_pool_id"].startswith("${databricks_instance_pool.Resources_PoolShared_")
    assert cluster["policy_id"].startswith("${databricks_cluster_policy.Resources_PolicyEtl_")
    policy = made["databricks_cluster_policy"]["Resources/PolicyEtl/Resource"]
    rules = json.loads(policy["definition"])
    assert rules["instance_pool_id"]["value"] == cluster["instance_pool_id"]
    assert rules["autoscale.max_workers"] == {"type": "range", "maxValue": 4, "defaultValue": 2}
    job = made["databricks_job"]["Resources/JobNightly/Resource"]
    tasks = {task["task_key"]: task for task in job["task"]}
    assert tasks["explore"]["existing_cluster_id"].startswith("${databricks_cluster.Resources_ClusterEtl_")
    assert tasks["events"]["pipeline_task"]["pipeline_id"].startswith("${databricks_pipeline.Resources_PipelineEvents_")
    assert [one.rpartition("_")[0] for one in job["depends_on"]] == [
        "databricks_secret_scope.Resources_SecretScopeMain",
        "databricks_secret_acl.Resources_SecretScopeMain_Acl-data-engineers",
    ]


def test_a_lake_is_reached_as_whoever_deploys(project: Path) -> None:
    platform = read(project, COMPOSED)
    build([platform], out=project / "out", state="../state")
    stack = json.loads((project / "out" / "stacks" / platform.stacks[0] / "cdk.tf.json").read_text())
    (provider,) = stack["provider"]["azurerm"]
    assert provider["storage_use_azuread"] is True
    assert provider["features"] == [{"storage": [{"data_plane_available": False}]}]


def test_code_is_not_evaluated(project: Path) -> None:
    made = synthesized(project, read(project, COMPOSED))
    assert "not evaluated" not in json.dumps(made)


def test_it_is_written_back_as_people_write_it(project: Path) -> None:
    platform = read(project, COMPOSED)
    text = platform_yaml(platform)
    assert "  notebook-ingest:\n    content: |\n      # Databricks notebook source\n      print(" in text
    assert "  pool-shared:\n    node_type: Standard_D4ds_v5\n    max_capacity: 6\n" in text
    assert read(project, text) == platform


def test_adding_one_resource_changes_no_other(project: Path) -> None:
    before = synthesized(project, read(project, COMPOSED))
    more = COMPOSED.replace("resources:\n", "resources:\n  warehouse-first: {}\n")
    after = synthesized(project, read(project, more))
    added = after["databricks_sql_endpoint"].pop("Resources/WarehouseFirst/Resource")
    assert added["name"] == "sales-etl-dev-first"
    assert after == before


def test_a_month_is_counted_by_the_sizes_of_resources(project: Path) -> None:
    cost = monthly_cost(compose(read(project, COMPOSED)))
    assert [part.what for part in cost.parts] == [
        "warehouse-bi, X-Small, serverless",
        "lake-main, ZRS",
        "cluster-etl, driver, 1 x Standard_D4ds_v5",
        "cluster-etl, workers, 1-2 x Standard_D4ds_v5",
        "job-nightly, small, driver, 1 x Standard_D4ds_v5",
        "job-nightly, small, workers, 1-2 x Standard_D4ds_v5",
    ]
    assert cost.low_usd < cost.expected_usd < cost.high_usd
    assert not any("No compute" in one for one in cost.assumptions)
    assert "pipeline-events, serverless" in cost.not_covered
    larger = monthly_cost(compose(read(project, COMPOSED.replace("size: X-Small", "size: Medium"))))
    assert larger.expected_usd > cost.expected_usd


def test_a_pool_that_nothing_of_the_platform_uses_is_counted_itself(project: Path) -> None:
    head = COMPOSED.partition("resources:")[0]
    alone = read(
        project, f"{head}resources:\n  pool-a: {{node_type: Standard_D4ds_v5, max_capacity: 4, min_idle: 1}}\n"
    )
    cost = monthly_cost(compose(alone))
    assert [part.what for part in cost.parts] == ["idle machines of pool-a", "pool-a, up to 4 x Standard_D4ds_v5"]


def test_everything_at_its_fullest_has_a_price(fullest: Platform) -> None:
    cost = monthly_cost(compose(fullest))
    priced = {part.what.partition(",")[0] for part in cost.parts}
    assert {"cluster-many", "cluster-alone", "pipeline-events", "model_endpoint-churn", "warehouse-old"} <= priced


def test_nothing_is_ever_matched_to_it() -> None:
    assert blueprint("composed").stacks == "blueprints.composed.stacks"
    assert "composed" not in [one.name for one in BLUEPRINTS]


def test_ids_of_two_keys_never_meet() -> None:
    keys = [f"{kind}-{identifier}" for kind in TYPES for identifier in ("a-b", "ab", "a-1", "a1", "a-b-1", "1-a", "1a")]
    assert len({construct_id(key) for key in keys}) == len(keys)
    assert not [one for one in TYPES for other in TYPES if other.startswith(f"{one}_")]
