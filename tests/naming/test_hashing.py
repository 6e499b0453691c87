"""Hashes: names unique in the world, and names that would be too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from naming.errors import RuleError
from naming.kinds import Kind
from tests.naming.samples import configured, namer

LONG = {"team": "central-analytics-platform", "workload": "data_engineering"}


def test_the_digest_is_the_same_on_every_machine() -> None:
    assert namer().name(Kind.S3_BUCKET) == "ml-team-ml-dev-weu-23aeccb6"


def test_middle_gives_way_and_the_end_stays() -> None:
    assert namer(**LONG).name(Kind.STORAGE_ACCOUNT) == "stcentraladevweuaa5021da"
    vault = namer(**LONG).name(Kind.KEY_VAULT)
    assert vault.startswith("kv-central-dev-weu-")
    assert len(vault) <= 24


def test_two_long_names_with_one_beginning_differ() -> None:
    names = {namer(team=f"central-analytics-platform-{n}").name(Kind.KEY_VAULT) for n in range(100)}
    assert len(names) == 100


def test_long_teams_and_workloads_of_an_app_give_way() -> None:
    assert namer().name(Kind.APP, purpose="portal") == "ml-team-ml-dev-portal"
    app = namer(**LONG).name(Kind.APP, purpose="portal")
    assert app == "central-analyt-14c1-dev-portal"
    others = {namer(**LONG | {"team": f"central-analytics-{n}"}).name(Kind.APP, purpose="portal") for n in range(20)}
    assert len(others) == 20
    with pytest.raises(RuleError, match=r"^purpose: allowed is"):
        namer(**LONG).name(Kind.APP, purpose="portal-of-all-the-departments")


def test_organisation_makes_names_differ_in_the_world(tmp_path: Path) -> None:
    config = configured(tmp_path, values="defaults: {organisation: contoso}")
    assert namer(config).name(Kind.STORAGE_ACCOUNT) != namer().name(Kind.STORAGE_ACCOUNT)
    assert namer(config).name(Kind.WORKSPACE) == namer().name(Kind.WORKSPACE)


def test_a_pattern_may_choose_the_hash_for_what_would_be_too_long(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        patterns="""
kinds:
  azurerm_databricks_workspace:
    pattern: "{abbreviation}-{team}-{workload}-{environment}-{region}"
    too_long: hash
    hash: {length: 6, algorithm: md5, prefix: x}
  databricks_sql_endpoint:
    pattern: "{team}-{purpose}"
    too_long: hash
    keep_from: purpose
  databricks_cluster_policy:
    pattern: "{team}"
    too_long: hash
""",
    )
    assert namer(config).name(Kind.WORKSPACE) == "dbw-ml-team-ml-dev-weu"
    long = namer(config, team="t" * 80)
    assert long.name(Kind.WORKSPACE) == "dbw-" + "t" * 44 + "-xb29fdf-dev-weu"
    warehouse = long.name(Kind.SQL_WAREHOUSE, purpose="reports")
    assert warehouse == "t" * 80 + "-reports"
    assert len(long.name(Kind.SQL_WAREHOUSE, purpose="reports-of-today-and-more")) == 99
    assert len(long.name(Kind.CLUSTER_POLICY, team="t" * 120)) == 100


def test_bytes_are_counted_where_the_rule_counts_them(tmp_path: Path) -> None:
    config = configured(tmp_path, patterns="kinds: {databricks_job: {pattern: '{team}', too_long: hash}}")
    name = namer(config, team="é" * 3000).name(Kind.JOB)
    assert name.startswith("éé")
    assert len(name.encode()) == 4095


def test_a_digest_in_the_pattern_is_never_cut(tmp_path: Path) -> None:
    patterns = 'kinds: {databricks_sql_endpoint: {pattern: "{team}-{hash}-{purpose}", too_long: hash}}'
    config = configured(tmp_path, patterns=patterns)
    names = {namer(config, team="t" * 120 + end).name(Kind.SQL_WAREHOUSE, purpose="bi") for end in "ab"}
    assert len(names) == 2
    assert {len(name) for name in names} == {99}


def test_fails_where_not_even_the_end_fits() -> None:
    with pytest.raises(RuleError, match=r"Shorten environment by 8\.") as caught:
        namer(environment="very-long-environment").name(Kind.STORAGE_ACCOUNT)
    assert "even its shortest form has 32 characters" in caught.value.allowed


def test_explanation_says_that_the_middle_gave_way() -> None:
    explanation = namer(**LONG).explain(Kind.KEY_VAULT)
    assert explanation.hashed
    assert not namer().explain(Kind.WORKSPACE).hashed
    assert [part.origin for part in explanation.parts if part.placeholder == "hash"] == [
        "sha256 of the values, 4 characters"
    ]
