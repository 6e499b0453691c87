"""Names, through the public way in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from naming.config import NamingConfig
from naming.errors import LakemasonError, RuleError
from naming.kinds import Kind, kind_of
from naming.namer import Namer
from tests.naming.samples import EVERYTHING, namer

NAMES = {
    Kind.RESOURCE_GROUP: "rg-ml-team-ml-dev-weu",
    Kind.WORKSPACE: "dbw-ml-team-ml-dev-weu",
    Kind.MANAGED_RESOURCE_GROUP: "mrg-dbw-ml-team-ml-dev-weu",
    Kind.STORAGE_ACCOUNT: "stmlteammldevweu782c8386",
    Kind.CLUSTER: "ml-team-ml-dev",
    Kind.INSTANCE_POOL: "ml-team-ml-dev",
    Kind.CATALOG: "ml_team_ml_dev",
    Kind.REPO: "/Repos/ml-team/ml-dev",
}


@pytest.mark.parametrize(("kind", "name"), NAMES.items())
def test_names_follow_the_packaged_convention(kind: Kind, name: str) -> None:
    assert namer().name(kind) == name


PURPOSEFUL = {
    Kind.VIRTUAL_NETWORK_PEERING: "peer-ml-team-ml-dev-weu-etl",
    Kind.ROUTE: "udr-etl",
    Kind.APP: "ml-team-ml-dev-etl",
    Kind.VECTOR_SEARCH_ENDPOINT: "ml-team-ml-dev-etl",
    Kind.VECTOR_SEARCH_INDEX: "ml_etl_index",
    Kind.IP_ACCESS_LIST: "ml-team-ml-dev-etl",
    Kind.ALERT: "ml-team-ml-dev-etl",
    Kind.NOTIFICATION_DESTINATION: "ml-team-ml-dev-etl",
    Kind.BUDGET_POLICY: "ml-team-ml-dev-etl",
    Kind.WORKSPACE_FILE: "/Shared/ml-team/ml-dev/files/load.sql",
    Kind.QUALITY_MONITOR: "/Shared/ml-team/ml-dev/quality-sales-gold-orders",
}


@pytest.mark.parametrize(("kind", "name"), PURPOSEFUL.items())
def test_names_say_what_a_thing_is_for(kind: Kind, name: str) -> None:
    assert namer().name(kind, **EVERYTHING) == name


def test_a_files_name_stays_as_it_was_written() -> None:
    names = namer(team="Data Platform")
    assert (
        names.name(Kind.WORKSPACE_FILE, file="Load_orders.v2.PY")
        == "/Shared/data-platform/ml-dev/files/Load_orders.v2.PY"
    )
    explained = names.explain(Kind.WORKSPACE_FILE, file="Load_orders.v2.PY")
    assert explained.parts[-1].text == "Load_orders.v2.PY"
    assert explained.parts[-1].steps == ()


def test_fails_file_that_climbs_out() -> None:
    for file in ("../a.py", "..", "a/../b.py"):
        with pytest.raises(RuleError, match="file: allowed is text without"):
            namer().name(Kind.WORKSPACE_FILE, file=file)


def test_as_a_library_only_what_matters_is_given() -> None:
    assert Namer(NamingConfig.packaged()).name(Kind.WORKSPACE, team="ml", environment="dev") == "dbw-ml-data-dev-weu"


def test_optional_part_stands_where_its_value_is_given() -> None:
    assert namer().name(Kind.CLUSTER, purpose="etl") == "ml-team-ml-dev-etl"


def test_none_is_as_if_it_were_left_out() -> None:
    assert namer().name(Kind.CLUSTER, purpose=None, team=None) == "ml-team-ml-dev"


def test_values_of_the_call_win_over_the_platform() -> None:
    assert namer().name(Kind.CLUSTER, team="fraud") == "fraud-ml-dev"


def test_managed_resource_group_differs_from_every_resource_group() -> None:
    managed = namer().name(Kind.MANAGED_RESOURCE_GROUP)
    assert not managed.startswith("rg-")
    assert managed != namer(team="dbw-ml-team").name(Kind.RESOURCE_GROUP)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"workload": "data_science"}, "dbw-ml-team-data-science-dev-weu"),
        ({"team": "Data Platform", "environment": "PRD"}, "dbw-data-platform-ml-prd-weu"),
        ({"team": "R&D"}, "dbw-r-and-d-ml-dev-weu"),
        ({"team": "Büro Süd"}, "dbw-buero-sued-ml-dev-weu"),
        ({"team": "a__b..c - d"}, "dbw-a-b-c-d-ml-dev-weu"),
        ({"team": "people's"}, "dbw-peoples-ml-dev-weu"),
        ({"region": "us-east-1"}, "dbw-ml-team-ml-dev-useast1"),
        ({"region": "West Europe"}, "dbw-ml-team-ml-dev-weu"),
        ({"team": "u\u0308ber"}, "dbw-ueber-ml-dev-weu"),
    ],
)
def test_values_are_brought_into_form(changes: dict[str, str], name: str) -> None:
    assert namer(**changes).name(Kind.WORKSPACE) == name


def test_table_reference_has_three_levels() -> None:
    values = {"project": "oncology", "type": "fact", "domain": "Patient Care", "layer": "gold", "entity": "Visits"}
    assert namer().name(Kind.TABLE_REFERENCE, **values) == "oncology_fact_dev.patient_care_gold.fact_visits"


def test_fails_too_long_saying_what_to_shorten_by_how_much() -> None:
    names = namer(team="a" * 60)
    with pytest.raises(RuleError, match=r"Shorten team by 11\.") as caught:
        names.name(Kind.WORKSPACE)
    error = caught.value
    assert error.what == "team"
    assert "3-64 characters" in error.allowed
    assert error.got == "a" * 60
    assert "resource-name-rules" in error.source
    assert len(namer(team="a" * 49).name(Kind.WORKSPACE)) == 64


def test_fails_too_long_where_one_value_is_not_enough() -> None:
    with pytest.raises(RuleError, match="Shorten team and workload by 30 together, or change the pattern"):
        namer(team="a" * 30, workload="b" * 30).name(Kind.WORKSPACE, purpose="c" * 20)


def test_fails_too_long_in_bytes() -> None:
    with pytest.raises(RuleError, match=r"Shorten team by 6\."):
        namer(team="é" * 2048).name(Kind.JOB, workload="m", environment="dev")


def test_fails_too_short() -> None:
    with pytest.raises(RuleError, match="Make purpose longer by 1") as caught:
        namer().name(Kind.STORAGE_CONTAINER, purpose="ab")
    assert caught.value.what == "purpose"


@pytest.mark.parametrize(
    ("changes", "what", "message"),
    [
        ({"team": "${file('/etc/passwd')}"}, "team", "Terraform would evaluate it"),
        ({"team": "%{ if true }"}, "team", "Terraform would evaluate it"),
        ({"team": "ml 🎉"}, "team", "Take '🎉' out of team"),
        ({"team": "a\u200bb"}, "team", "Take '\\\\u200b' out of team"),
        ({"team": "a\nb"}, "team", "punctuation"),
        ({"team": ""}, "team", "at least one character"),
        ({"team": "  "}, "team", "at least one character"),
        ({"team": "../etc"}, "team", "part of a path"),
        ({"region": "westeurop"}, "region", "Did you mean 'westeurope'"),
        ({"region": "mars"}, "region", "New ones go under transformations.codes.region"),
        ({"team": "a+b"}, "team", "Take '\\+' out of team"),
        ({"team": "a/b"}, "team", "Take '/' out of team"),
        ({"team": "---"}, "team", "something is left"),
        ({"team": "日本"}, "team", "out of team"),
    ],
)
def test_fails_values_that_no_name_may_hold(changes: dict[str, str], what: str, message: str) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        namer(**changes).name(Kind.WORKSPACE)
    assert caught.value.what == what


def test_fails_notebook_that_climbs_out() -> None:
    assert namer().name(Kind.NOTEBOOK_PATH, purpose="etl/bronze") == "/Shared/ml-team/ml-dev/etl/bronze"
    for purpose in ("../../etc", "a/../b", "..", "./a", "a\\..\\b"):
        with pytest.raises(RuleError, match=r"purpose: allowed is text without \. or \.\. as a part of a path"):
            namer().name(Kind.NOTEBOOK_PATH, purpose=purpose)


def test_fails_notebook_with_an_empty_part() -> None:
    with pytest.raises(RuleError, match="has an empty part") as caught:
        namer().name(Kind.NOTEBOOK_PATH, purpose="a//b")
    assert caught.value.what == "purpose"


def test_fails_missing_value() -> None:
    with pytest.raises(RuleError, match="Give it with --override project="):
        namer().name(Kind.TABLE_REFERENCE)


def test_fails_value_that_is_no_text() -> None:
    with pytest.raises(RuleError, match="team: allowed is text; got None"):
        Namer(platform={"team": None})  # type: ignore[dict-item]


def test_fails_unknown_kind() -> None:
    assert kind_of("databricks_job") is Kind.JOB
    with pytest.raises(LakemasonError, match="Did you mean azurerm_databricks_workspace"):
        kind_of("azurerm_databrick_workspace")
    with pytest.raises(LakemasonError, match="lists all"):
        kind_of("?")


def test_every_kind_can_be_named() -> None:
    names = [namer().name(kind, **EVERYTHING) for kind in Kind]
    assert all(names)


def test_importing_loads_nothing_heavy_and_no_other_room() -> None:
    heavy = ["jsii", "pydantic", "ruamel.yaml", "typer", "blueprints", "app", "catalog", "constructs_lib"]
    code = f"import sys, naming.namer, naming.preview, naming.lint; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
