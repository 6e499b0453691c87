"""Names that already exist."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from naming.config import NamingConfig
from naming.errors import LakemasonError
from naming.kinds import Kind
from naming.lint import check_name, lint
from naming.sarif import sarif
from naming.terraform_names import read_names
from tests.naming.samples import EVERYTHING, configured, namer

CONFIG = NamingConfig.packaged()


def state(*resources: tuple[str, str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "version": 4,
        "resources": [
            {"mode": "managed", "type": kind, "name": name, "instances": [{"attributes": values}]}
            for kind, name, values in resources
        ],
        **more,
    }


def write(folder: Path, data: object, name: str = "terraform.tfstate") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=2))
    return path


def findings(path: Path) -> dict[str, str]:
    return {f.existing.address + ":" + f.existing.kind: f.status for f in lint(CONFIG, read_names(path))}


def test_everything_the_convention_makes_is_fine() -> None:
    for kind in Kind:
        for values in ({}, {"purpose": "a-b"}, {"team": "some-very-long-team-name-of-ours"}):
            name = namer().name(kind, **{**EVERYTHING, **values})
            assert check_name(CONFIG, name, kind).status == "fine", name


def test_bad_names_of_a_state_are_found_and_nothing_else(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        state(
            ("azurerm_resource_group", "ends_in_dot", {"name": "rg."}),
            ("azurerm_databricks_workspace", "two", {
                "name": "my workspace", "managed_resource_group_name": "mrg-dbw-a-b-dev-weu"}),
            ("azurerm_storage_account", "upper", {"name": "StorageAccount"}),
            ("azurerm_key_vault", "hand_made", {"name": "contoso-vault"}),
            ("databricks_instance_pool", "good", {"instance_pool_name": "ml-team-ml-dev"}),
            ("databricks_group", "good", {"display_name": "ml-team-ml-dev"}),
            ("databricks_notebook", "climbs", {"path": "/Shared/../x"}),
            ("azurerm_role_assignment", "unknown_kind", {"name": "?!"}),
            ("aws_s3_bucket", "ip", {"bucket": "10.0.0.1"}),
            ("databricks_cluster", "unnamed", {"cluster_name": None}),
        ),
    )  # fmt: skip
    assert findings(path) == {
        "azurerm_resource_group.ends_in_dot:azurerm_resource_group": "breaks",
        "azurerm_databricks_workspace.two:azurerm_databricks_workspace": "breaks",
        "azurerm_databricks_workspace.two:azurerm_managed_resource_group": "fine",
        "azurerm_storage_account.upper:azurerm_storage_account": "breaks",
        "azurerm_key_vault.hand_made:azurerm_key_vault": "off pattern",
        "databricks_instance_pool.good:databricks_instance_pool": "fine",
        "databricks_group.good:databricks_group": "fine",
        "databricks_notebook.climbs:databricks_notebook_path": "breaks",
        "aws_s3_bucket.ip:aws_s3_bucket": "breaks",
    }


def test_names_that_stand_twice_are_found(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        state(
            ("azurerm_key_vault_key", "a", {"name": "key-a-b-dev-weu", "key_vault_id": "one"}),
            ("azurerm_key_vault_key", "b", {"name": "KEY-a-b-dev-weu", "key_vault_id": "one"}),
            ("azurerm_key_vault_key", "c", {"name": "key-a-b-dev-weu", "key_vault_id": "other"}),
            ("databricks_job", "a", {"name": "a-b-c"}),
            ("databricks_job", "b", {"name": "a-b-c"}),
            ("azurerm_resource_group", "a", {"name": "rg-a-b-dev-weu"}),
            ("azurerm_databricks_workspace", "w", {
                "name": "dbw-a-b-dev-weu", "managed_resource_group_name": "rg-a-b-dev-weu"}),
        ),
    )  # fmt: skip
    again = write(tmp_path, state(("azurerm_resource_group", "x", {"name": "rg-a-b-dev-weu"})), "other.tfstate")
    twice = [f for f in lint(CONFIG, [*read_names(path), *read_names(again)]) if f.status == "breaks"]
    assert [f.existing.address for f in twice] == ["azurerm_key_vault_key.b", "azurerm_databricks_workspace.w"]
    assert "is the name of azurerm_key_vault_key.a too, and can stand only once in its key vault" in twice[0].messages


def test_indexes_stand_among_the_tables_of_their_schema(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        state(
            ("databricks_sql_table", "t", {"name": "ML_a_index", "catalog_name": "c", "schema_name": "s"}),
            ("databricks_vector_search_index", "same", {"name": "c.s.ml_a_index"}),
            ("databricks_vector_search_index", "other", {"name": "c.other.ml_a_index"}),
            ("databricks_vector_search_index", "hyphen", {"name": "my-catalog.s.ml-a"}),
        ),
    )
    found = lint(CONFIG, read_names(path))
    assert [(f.existing.name, f.existing.inside, f.status) for f in found[1:]] == [
        ("ml_a_index", ("c", "s"), "breaks"),
        ("ml_a_index", ("c", "other"), "fine"),
        ("ml-a", ("my-catalog", "s"), "breaks"),
    ]
    assert "is the name of databricks_sql_table.t too" in found[1].messages[0]
    assert found[3].messages[0].startswith("holds '-'; allowed is letters, digits and _")


def test_names_stand_in_the_argument_of_their_kind(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        state(
            ("azurerm_route", "a", {"name": "udr-default", "route_table_name": "one"}),
            ("azurerm_route", "b", {"name": "udr-default", "route_table_name": "other"}),
            ("databricks_ip_access_list", "l", {"label": "a-b-c"}),
            ("databricks_alert_v2", "l", {"display_name": "a-b-c/d"}),
            ("databricks_notification_destination", "l", {"display_name": "a-b-c"}),
            ("databricks_budget_policy", "l", {"policy_name": "databricks:mine"}),
            ("databricks_workspace_file", "l", {"path": "/Shared/a/b-c/files/My_module.py"}),
            ("databricks_quality_monitor", "l", {"assets_dir": "/Shared/a/b-c/orders"}),
            ("databricks_app", "l", {"name": "a_b"}),
        ),
    )
    status = ["fine", "fine", "fine", "breaks", "fine", "breaks", "fine", "off pattern", "breaks"]
    assert [f.status for f in lint(CONFIG, read_names(path))] == status


def test_names_have_the_line_they_stand_on(tmp_path: Path) -> None:
    path = write(
        tmp_path, state(("databricks_job", "a", {"name": "first"}), ("databricks_job", "b", {"name": "second"}))
    )
    for found in read_names(path):
        assert found.name in path.read_text().splitlines()[found.line - 1]


def test_indexed_and_module_resources_have_their_address(tmp_path: Path) -> None:
    resource = {
        "mode": "managed", "module": "module.a", "type": "databricks_job", "name": "j",
        "instances": [{"index_key": "x", "attributes": {"name": "a"}}, {"index_key": 1, "attributes": {"name": "b"}}],
    }  # fmt: skip
    data = {"mode": "data", "type": "databricks_job", "name": "d", "instances": [{"attributes": {"name": "?"}}]}
    path = write(tmp_path, {"resources": [resource, data, "junk"]})
    assert [name.address for name in read_names(path)] == [
        'module.a.databricks_job.j["x"]',
        "module.a.databricks_job.j[1]",
    ]


def test_synthesized_folder_is_read_stack_by_stack(tmp_path: Path) -> None:
    azure = {"resource": {"azurerm_resource_group": {"Group": {"name": "rg-ml-team-ml-dev-weu"}}}}
    inside = {
        "resource": {
            "databricks_cluster": {"C": {"cluster_name": "ml-team-ml-dev"}},
            "databricks_repo": {"R": {"path": "/Repos/ml-team/ml-dev"}},
            "databricks_job": {"J": {"name": "${data.x.y}"}},
        }
    }
    write(tmp_path, azure, "stacks/a/cdk.tf.json")
    write(tmp_path, inside, "stacks/b/cdk.tf.json")
    assert list(findings(tmp_path).values()) == ["fine"] * 3


def test_plan_is_read_with_its_modules(tmp_path: Path) -> None:
    resource = {"mode": "managed", "type": "databricks_job", "values": {"name": "x"}}
    child = {"resources": [{**resource, "address": "module.a.databricks_job.b"}, {**resource, "mode": "data"}]}
    root = {"resources": [{**resource, "address": "databricks_job.a"}], "child_modules": [child]}
    path = write(tmp_path, {"format_version": "1.2", "planned_values": {"root_module": root}})
    assert [name.address for name in read_names(path)] == ["databricks_job.a", "module.a.databricks_job.b"]


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("dbw-a-b-dev-weu", Kind.WORKSPACE, "fine"),
        ("dbw-a-b-dev-weu-x-y", Kind.WORKSPACE, "fine"),
        ("dbw-a-dev-weu", Kind.WORKSPACE, "off pattern"),
        ("DBW-a-b-dev-weu", Kind.WORKSPACE, "off pattern"),
        ("dbw-a-b-dev-xxx", Kind.WORKSPACE, "off pattern"),
        ("dbw-a-b-dev-weux", Kind.WORKSPACE, "off pattern"),
        ("rg-a-b-dev-weu", Kind.WORKSPACE, "off pattern"),
        ("stabdevweu01234567", Kind.STORAGE_ACCOUNT, "fine"),
        ("stabdevweu0123456z", Kind.STORAGE_ACCOUNT, "off pattern"),
        ("kv-a-dev-weu-0123", Kind.KEY_VAULT, "fine"),
        ("p_fact_dev.sales_gold.fact_orders", Kind.TABLE_REFERENCE, "fine"),
        ("p_dev.sales_gold.fact_orders", Kind.TABLE_REFERENCE, "off pattern"),
        ("a-b-c", Kind.JOB, "fine"),
        ("a-b", Kind.JOB, "off pattern"),
        ("x" * 301, Kind.JOB, "off pattern"),
        ("", Kind.JOB, "breaks"),
    ],
)
def test_convention_is_recognised(name: str, kind: Kind, status: str) -> None:
    assert check_name(CONFIG, name, kind).status == status


def test_hashed_names_and_passthrough_are_recognised(tmp_path: Path) -> None:
    patterns = """
kinds:
  azurerm_databricks_workspace: {pattern: "{team}-{environment}", too_long: hash}
  databricks_cluster_policy: {pattern: "{team}", too_long: hash}
  databricks_cluster: {pattern: "{name}", passthrough: true}
  databricks_job: {pattern: "{team}.{workload}", case: keep}
  databricks_pipeline: {pattern: "{team}[-{purpose}]-{region}", case: upper}
  databricks_group: "{abbreviation}-{team}[-{region}]"
  databricks_secret_scope: "{team}{workload}-{environment}"
  databricks_volume: "{name}[_{team}][_{workload}][_{purpose}][_{domain}][_{layer}][_{type}]"
"""
    config = configured(tmp_path, patterns=patterns)
    names = namer(config, team="t" * 120)
    for kind in (Kind.WORKSPACE, Kind.CLUSTER_POLICY):
        assert check_name(config, names.name(kind), kind).status == "fine"
    assert check_name(config, "Any Thing", Kind.CLUSTER).status == "fine"
    assert check_name(config, "Ml-Team.X", Kind.JOB).status == "fine"
    assert check_name(config, "ML-X-WEU", Kind.PIPELINE).status == "fine"
    assert check_name(config, "ML-WEUX", Kind.PIPELINE).status == "off pattern"
    assert check_name(config, "g-ml-team-weu", Kind.GROUP).status == "fine"
    assert check_name(config, "ab-dev", Kind.SECRET_SCOPE).status == "fine"
    assert check_name(config, "ab", Kind.SECRET_SCOPE).status == "off pattern"
    assert check_name(config, "a", Kind.VOLUME).status == "fine"
    assert check_name(config, "a_b_c_d_e_f_g", Kind.VOLUME).status == "fine"


def test_long_names_end() -> None:
    # A pattern that tries every way to read these would not be back in the life of the universe.
    for name in ("-".join("a" * 2000), "a-" * 150, "a" * 299, "-" * 299):
        check_name(CONFIG, name, Kind.JOB)
    for name in ("kv-" + "-" * 290, "a-" * 12, "kv-" + "a-" * 10):
        check_name(CONFIG, name, Kind.KEY_VAULT)
        check_name(CONFIG, name, Kind.S3_BUCKET)


def test_sarif_holds_what_is_not_fine(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        state(
            ("databricks_job", "off", {"name": "x"}),
            ("databricks_job", "fine", {"name": "a-b-c"}),
            ("azurerm_key_vault", "bad", {"name": "-"}),
        ),
    )
    run: Any = sarif(lint(CONFIG, read_names(path)))["runs"]
    results = run[0]["results"]
    assert [(result["ruleId"], result["level"]) for result in results] == [
        ("naming/off-pattern", "warning"),
        ("naming/breaks-rule", "error"),
    ]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(path)
    assert place["region"]["startLine"] > 1


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "is no JSON"), ("[]", "neither synthesized JSON"), ('{"a": 1}', "neither"), ("[" * 100_000, "is no JSON")],
)
def test_fails_files_that_are_something_else(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(LakemasonError, match=message):
        read_names(path)


def test_fails_missing_file_and_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LakemasonError, match="No such file"):
        read_names(tmp_path / "nope")
    with pytest.raises(LakemasonError, match=r"holds no cdk\.tf\.json"):
        read_names(tmp_path)
    monkeypatch.setattr("naming.terraform_names.MAX_BYTES", 10)
    with pytest.raises(LakemasonError, match="larger than 10 bytes"):
        read_names(write(tmp_path, state()))


def test_empty_state_has_no_names(tmp_path: Path) -> None:
    assert read_names(write(tmp_path, state())) == []
