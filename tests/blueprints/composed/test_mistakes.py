"""What people are told about wrong resources: all at once, with lines, whatever comes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprints.checking import load_platforms
from blueprints.composed.types import TYPES
from blueprints.names import refuse_shared_names
from blueprints.platform import Platform
from blueprints.platform_file import platform_yaml
from naming.config import NamingConfig
from naming.documents import DocumentError
from naming.errors import LakemasonError
from tests.blueprints.composed.samples import COMPOSED, FULLEST

HEAD = COMPOSED.partition("features:")[0].replace("sales-etl-dev", "x") + "resources:\n"
CLUSTER = "{runtime: 17.3.x-scala2.13, node_type: Standard_D4ds_v5"


def mistakes(folder: Path, resources: str) -> list[str]:
    path = folder / "platforms" / "x.yaml"
    path.write_text(HEAD + resources)
    try:
        load_platforms([path], root=folder)
    except DocumentError as error:
        return [one.removeprefix("platforms/x.yaml:") for one in error.mistakes]
    return []


ONE = {
    "an unknown reference": (
        f"cluster-etl: {CLUSTER}, policy_ref: elt}}\n  policy-etl: {{}}",
        "9: resources.cluster-etl.policy_ref: there is no policy-elt; did you mean 'etl'?",
    ),
    "a reference to nothing of the kind": (
        "volume-a: {schema_ref: silver}",
        "9: resources.volume-a.schema_ref: there is no schema-silver: add it to resources",
    ),
    "a reference to another type": (
        "policy-etl: {}\n  warehouse-bi: {}\n  permissions-a: {cluster_ref: etl, groups: {a: CAN_RESTART}}",
        "11: resources.permissions-a.cluster_ref: must be a cluster; policy-etl is a policy; there is no cluster yet: "
        "add one, cluster-main",
    ),
    "a reference by another type's key": (
        f"cluster-a: {CLUSTER}, policy_ref: pool-b}}\n  pool-b: {{node_type: Standard_D4ds_v5, max_capacity: 1}}",
        "9: resources.cluster-a.policy_ref: must be a policy; pool-b is a pool; there is no policy yet: "
        "add one, policy-main",
    ),
    "a reference by the whole key": (
        f"cluster-a: {CLUSTER}, policy_ref: policy-b}}\n  policy-b: {{}}",
        "9: resources.cluster-a.policy_ref: names the policy without its type: write b",
    ),
    "a type that it cannot refer to": (
        f"cluster-a: {CLUSTER}, catalog_ref: b}}",
        "9: resources.cluster-a.catalog_ref: cluster-a cannot refer to a catalog; allowed here: policy_ref, pool_ref",
    ),
    "a cycle": (
        f"policy-etl: {{depends_on: [cluster-etl]}}\n  cluster-etl: {CLUSTER}, policy_ref: etl}}",
        "10: resources.cluster-etl: resources need each other: cluster-etl -> policy-etl -> cluster-etl; "
        "take one of these references out",
    ),
    "a job that runs itself": (
        "job-a: {tasks: {b: {job_ref: a}}}",
        "9: resources.job-a: resources need each other: job-a -> job-a; take one of these references out",
    ),
    "a first layer that waits for the second": (
        "connector-a: {depends_on: [warehouse-b]}\n  warehouse-b: {}",
        "9: resources.connector-a.depends_on.0: connector-a stands before the workspace is filled; "
        "it cannot wait for warehouse-b",
    ),
    "an unknown type": ("clster-a: {}", "9: resources.clster-a: there is no type 'clster'; did you mean 'cluster'?"),
    "no identifier": (
        "warehouse: {}",
        "9: resources.warehouse: must be warehouse and an identifier, such as warehouse-main: lower-case letters, "
        "digits and single hyphens, 1-40 characters",
    ),
    "an unknown argument": (
        "warehouse-a: {sise: Small}",
        "9: resources.warehouse-a.sise: unknown key; did you mean 'size'? allowed here: depends_on, kind, size, "
        "min_clusters, max_clusters, auto_stop_minutes, spot, preview_channel",
    ),
    "no arguments": (
        "warehouse-a:",
        "9: resources.warehouse-a: must be a mapping, `key: value`; write `warehouse-a: {}` for none; got nothing",
    ),
    "true for a number": (
        "pool-a: {node_type: Standard_D4ds_v5, max_capacity: true}",
        "9: resources.pool-a.max_capacity: must be a valid integer; got True",
    ),
    "a retired VM type": (
        "pool-a: {node_type: Standard_NC6s_v3, max_capacity: 1}",
        "9: resources.pool-a.node_type: Standard_NC6s_v3 was retired by Azure on 2025-09-30; use Standard_NC4as_T4_v3",
    ),
    "a runtime without support": (
        "cluster-a: {runtime: 13.3.x-scala2.12, node_type: Standard_D4ds_v5}",
        "9: resources.cluster-a.runtime: support of 13.3 ended on 2026-08-22; use a newer one",
    ),
    "a policy's attribute": (
        "policy-a: {limits: {node_typ: {fixed: a}}}",
        "9: resources.policy-a: limits: allowed is ",
    ),
    "a cron of five fields": (
        "job-a: {schedule: {cron: 0 3 * * *}, tasks: {b: {notebook: /a}}}",
        "9: resources.job-a.schedule: cron: allowed is 6 or 7 Quartz fields",
    ),
    "tasks in a circle": (
        "job-a: {tasks: {b: {notebook: /a, after: [c]}, c: {notebook: /a, after: [b]}}}",
        "9: resources.job-a: tasks wait for each other: ",
    ),
    "work that is none": (
        "job-a: {tasks: {b: {}}}",
        "9: resources.job-a.tasks.b: must do one thing of: notebook_ref, notebook, file_ref, python, wheel, sql, "
        "pipeline_ref, job_ref, condition; got none",
    ),
    "SQL where Python is wanted": (
        "file-a: {file_name: a.sql, content: select 1}\n"
        "  job-a: {environments: {p: {}}, tasks: {b: {file_ref: a, environment: p}}}",
        "10: resources.job-a.tasks.b.file_ref: must be a file that ends in .py, or a SQL file with warehouse_ref; "
        "a.sql does not",
    ),
    "two folders": (
        "folder-a: {}\n  folder-b: {}",
        "10: resources.folder-b: a platform has at most 1 folder; there is folder-a",
    ),
    "grants given twice": (
        "connector-a: {}\n  credential-a: {connector_ref: a}\n"
        "  grants-a: {credential_ref: a, groups: {b: [READ_FILES]}}\n"
        "  grants-b: {credential_ref: a, groups: {c: [READ_FILES]}}",
        "12: resources.grants-b: credential-a has grants-a already: a second would undo the first",
    ),
    "a privilege that it has not": (
        "connector-a: {}\n  credential-a: {connector_ref: a}\n  grants-a: {credential_ref: a, groups: {b: [SELECT]}}",
        "11: resources.grants-a: b: a credential has no SELECT; there are: ALL_PRIVILEGES, ",
    ),
    "a level that it has not": (
        "warehouse-a: {}\n  permissions-a: {warehouse_ref: a, groups: {b: CAN_RUN}}",
        "10: resources.permissions-a: b: a warehouse has no CAN_RUN; there are: CAN_USE, ",
    ),
    "a pool too small for its cluster": (
        "pool-a: {node_type: Standard_D4ds_v5, max_capacity: 2}\n"
        "  cluster-a: {runtime: 17.3.x-scala2.13, pool_ref: a, min_workers: 1, max_workers: 2}",
        "10: resources.cluster-a.max_workers: pool-a holds at most 2 (max_capacity), but a driver and 2 workers take 3"
        " machines; write max_capacity: 3 there, or max_workers: 1 here",
    ),
    "a pool of one for a cluster that says no size": (
        "pool-a: {node_type: Standard_D4ds_v5, max_capacity: 1}\n  cluster-a: {runtime: 17.3.x-scala2.13, pool_ref: a}",
        "10: resources.cluster-a.max_workers: pool-a holds at most 1 (max_capacity), but a driver and 4 workers take 5"
        " machines; write max_capacity: 5 there",
    ),
    "a pool too small for machines of a job": (
        "pool-a: {node_type: Standard_D4ds_v5, max_capacity: 1}\n  notebook-n: {content: x}\n"
        "  job-a: {machines: {m: {runtime: 17.3.x-scala2.13, pool_ref: a, min_workers: 1, max_workers: 1}},"
        " tasks: {t: {notebook_ref: n, machines: m}}}",
        "11: resources.job-a.machines.m.max_workers: pool-a holds at most 1 (max_capacity), but a driver and 1 worker",
    ),
    "a runtime for GPUs on a machine without": (
        "cluster-a: {runtime: 17.3.x-gpu-ml-scala2.13, node_type: Standard_D4ds_v5}",
        "9: resources.cluster-a.node_type: Standard_D4ds_v5 has no GPU, which runtime 17.3.x-gpu-ml-scala2.13 needs;"
        " write a machine with GPUs, such as Standard_NC4as_T4_v3, or a runtime without -gpu-",
    ),
    "GPUs that the runtime does not use": (
        "cluster-a: {runtime: 17.3.x-scala2.13, node_type: Standard_NC4as_T4_v3}",
        "9: resources.cluster-a.node_type: Standard_NC4as_T4_v3 has GPUs, which runtime 17.3.x-scala2.13 does not use;",
    ),
    "GPUs of a pool that the runtime does not use": (
        "pool-a: {node_type: Standard_NC4as_T4_v3, max_capacity: 5}\n"
        "  cluster-a: {runtime: 17.3.x-scala2.13, pool_ref: a}",
        "10: resources.cluster-a.pool_ref: Standard_NC4as_T4_v3 has GPUs",
    ),
    "a pool that holds a runtime for other machines": (
        "pool-a: {node_type: Standard_D4ds_v5, max_capacity: 5, runtime: 17.3.x-gpu-ml-scala2.13}",
        "9: resources.pool-a.node_type: Standard_D4ds_v5 has no GPU",
    ),
    "a secret in the open": (
        'model_endpoint-a: {models: {b: {model: a.b.c, version: 1, environment: {API_KEY: "1"}}}}',
        "9: resources.model_endpoint-a.models.b.environment: API_KEY must be a secret by reference: ",
    ),
}


@pytest.mark.parametrize("wrong", ONE)
def test_fails_saying_where_and_why(project: Path, wrong: str) -> None:
    resources, expected = ONE[wrong]
    (mistake,) = mistakes(project, f"  {resources}\n")
    assert mistake.startswith(expected)


def test_fails_with_all_mistakes_at_once(project: Path) -> None:
    found = mistakes(
        project,
        f"""\
  cluster-etl: {CLUSTER}, policy_ref: elt, workers: 2}}
  policy-etl:
    family: cheap
    depends_on: [policy-etl]
  clster-b: {{}}
  job-a:
    tasks:
      one: {{notebook_ref: gone, after: [two]}}
      two: {{pipeline_ref: events, machines: own}}
""",
    )
    assert [one.partition(": ")[2].partition(": ")[0] for one in found] == [
        "resources.cluster-etl.policy_ref",
        "resources.cluster-etl.workers",
        "resources.policy-etl",
        "resources.policy-etl.family",
        "resources.clster-b",
        "resources.job-a.tasks.one.notebook_ref",
        "resources.job-a.tasks.two.pipeline_ref",
        "resources.job-a.tasks.two",
    ]


HOSTILE = {
    "an expression as identifier": "notebook-${file(1)}: {content: a}",
    "an expression as principal": 'secret_scope-a: {acls: {"${a}": READ}}',
    "an expression as runtime": 'cluster-a: {runtime: "${a}", node_type: Standard_D4ds_v5}',
    "an expression in a map": f'cluster-a: {CLUSTER}, spark_conf: {{"a": "%{{b}}"}}}}',
    "an expression as path": 'job-a: {tasks: {b: {notebook: "/${a}"}}}',
    "an expression as task": 'job-a: {tasks: {"${a}": {notebook: /a}}}',
    "an expression in a rule": 'policy-a: {limits: {spark_version: {fixed: "${a}"}}}',
    "an expression in a list of rules": 'policy-a: {limits: {spark_version: {allow: ["${a}"]}}}',
    "an expression as comment": 'schema-a: {catalog_ref: b, domain: c, comment: "${a}"}',
    "an expression as variable": (
        'model_endpoint-a: {models: {b: {model: a.b.c, version: 1, environment: {C: "${a}"}}}}'
    ),
    "a path that climbs": "file-a: {file_name: ../a.py, content: a}",
    "an address with a password": 'git_folder-a: {url: "https://a:b@c.d/e", provider: gitHub, branch: main}',
    "a deep value": "job-a: " + "{tasks: " * 25 + "1" + "}" * 25,
    "a number as resource": "cluster-a: 1",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_fails_on_what_is_hostile(project: Path, what: str) -> None:
    assert any(one.startswith("9: resources.") for one in mistakes(project, f"  {HOSTILE[what]}\n"))


def test_fails_on_ten_thousand_resources(project: Path) -> None:
    started = time.monotonic()
    assert mistakes(project, "".join(f"  warehouse-w{number}: {{}}\n" for number in range(10_000))) == [
        "8: resources: are 10,000; a platform has at most 500: share them among several platforms"
    ]
    assert time.monotonic() - started < 30


def test_fails_on_a_long_cycle_showing_its_ends(project: Path) -> None:
    links = "".join(f"  warehouse-w{i}: {{depends_on: [warehouse-w{(i + 1) % 500}]}}\n" for i in range(500))
    (mistake,) = mistakes(project, links)
    assert "warehouse-w0 -> warehouse-w1 -> " in mistake
    assert " -> (491 more) -> warehouse-w499 -> warehouse-w0; " in mistake


TWO = """\
  connector-a: {}
  lake-a: {connector_ref: a, containers: [data]}
  lake-b: {connector_ref: a, containers: [data]}
  credential-a: {connector_ref: a}
  location-a: {credential_ref: a, lake_ref: a, container: data}
  catalog-a: {location_ref: a}
  catalog-b: {location_ref: a}
  schema-a: {catalog_ref: a, domain: orders, layer: silver}
  schema-b: {catalog_ref: b, domain: orders, layer: silver}
"""


def test_what_stands_in_two_things_may_have_one_name(project: Path) -> None:
    path = project / "platforms" / "x.yaml"
    path.write_text(HEAD + TWO)
    refuse_shared_names(load_platforms([path]), NamingConfig.packaged())


def test_fails_two_schemas_of_one_name_in_a_catalog(project: Path) -> None:
    path = project / "platforms" / "x.yaml"
    path.write_text(HEAD + TWO.replace("catalog_ref: b", "catalog_ref: a"))
    with pytest.raises(LakemasonError, match="databricks_schema 'orders_silver': two things of x would share it"):
        refuse_shared_names(load_platforms([path]), NamingConfig.packaged())


def test_fails_two_resources_of_one_name(project: Path) -> None:
    path = project / "platforms" / "x.yaml"
    file = "{file_name: load.sql, content: select 1}"
    path.write_text(f"{HEAD}  file-a: {file}\n  file-b: {file}\n")
    with pytest.raises(LakemasonError, match=r"files/load\.sql': two things of x would share it"):
        refuse_shared_names(load_platforms([path]), NamingConfig.packaged())


ARGUMENTS = st.sampled_from(sorted({"a", *(name for kind in TYPES.values() for name in kind.model_fields)}))
KEYS = st.sampled_from([*(f"{kind}-a" for kind in TYPES), "cluster", "x-a"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 2000) | st.sampled_from(["a", "b", "", "${a}", "/a", "cluster-a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(ARGUMENTS, inner, max_size=4),
    max_leaves=8,
)


def read_or_refused(path: Path) -> list[str]:
    """A file's mistakes; everything else that may go wrong is no answer."""
    try:
        load_platforms([path])
    except DocumentError as error:
        return error.mistakes
    return []


@given(resources=st.dictionaries(KEYS, st.dictionaries(ARGUMENTS, VALUES, max_size=4), max_size=3))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_is_read_or_refused_in_words(project: Path, resources: dict[str, dict[str, object]]) -> None:
    base = Platform.model_validate(
        {"name": "x", "blueprint": "composed", "team": "a", "environment": "dev", "workload": "b",
         "region": "westeurope", "sizes": {}, "resources": resources}
    )  # fmt: skip
    path = project / "platforms" / "x.yaml"
    path.write_text(platform_yaml(base))
    assert all("resources" in one for one in read_or_refused(path))


@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_leaving_lines_out_ends_in_words(project: Path, data: st.DataObject) -> None:
    lines = FULLEST.splitlines()
    gone = data.draw(st.sets(st.integers(8, len(lines) - 1), min_size=1, max_size=3))
    path = project / "platforms" / "sales-all-dev.yaml"
    path.write_text("\n".join(line for number, line in enumerate(lines) if number not in gone) + "\n")
    assert all(one.startswith(str(path)) for one in read_or_refused(path))
