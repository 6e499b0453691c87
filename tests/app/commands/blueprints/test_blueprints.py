"""`lakemason blueprints …` as people and programs call it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.report.text import WIDTH
from blueprints.features.vocabulary import CLASSES, FEATURES
from blueprints.library import ALL, BLUEPRINTS
from tests.app.commands.test_plan import at_a_terminal
from tests.conftest import Lakemason

NAMES = [one.name for one in BLUEPRINTS]
SVG = "{http://www.w3.org/2000/svg}"
BINDINGS = {"cdktf", "constructs", "jsii", "cdktf_cdktf_provider_azurerm", "cdktf_cdktf_provider_databricks"}


def text_of(svg: Path) -> list[str]:
    return [found.text or "" for found in ElementTree.parse(svg).iter(f"{SVG}text")]


def test_the_overview_lists_every_blueprint_with_what_it_costs(lakemason: Lakemason) -> None:
    done = lakemason("blueprints").good()
    rows = {line.split()[0]: line for line in done.out.splitlines() if line[:1].islower()}
    assert list(rows) == [one.name for one in ALL]
    assert "USD A MONTH" in done.out.splitlines()[0]
    assert "276 - 1,519" in rows["databricks-ml-dev"]
    assert "West Europe" in done.err


def test_the_overview_for_programs(lakemason: Lakemason) -> None:
    found = {one["name"]: one for one in json.loads(lakemason("blueprints", "--json").good().out)}
    assert list(found) == [one.name for one in ALL]
    dev = found["databricks-ml-dev"]
    cost = dev["estimated_monthly_cost_range"]
    assert (cost["region"], round(cost["from_usd"]), round(cost["to_usd"])) == ("westeurope", 276, 1519)
    assert dev["makes"]["azure"] == {"azurerm_resource_group": 1, "azurerm_databricks_workspace": 1}
    assert dev["required_features"] == ["interactive_compute"]


@pytest.mark.parametrize("name", [one.name for one in ALL])
def test_a_page_says_all_there_is(lakemason: Lakemason, name: str) -> None:
    page = lakemason("blueprints", "show", name).good().out
    one = next(one for one in ALL if one.name == name)
    for title in ("What it is", "Picture", "What it makes", "Next"):
        assert f"\n{title}\n" in page
    for feature in one.features:
        assert f"\n  {feature} " in page
        assert CLASSES[feature].about.description.split()[0] in page
    assert [option for feature in one.features for option in CLASSES[feature].model_fields if option not in page] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_says_to_plan_is_planned_with_its_blueprint(lakemason: Lakemason, project: Path, name: str) -> None:
    page = lakemason("blueprints", "show", name).good().out
    said = page.partition("\nNext\n")[2].partition("\n  draw it ")[0].replace("\\\n", " ")
    planned = lakemason(*shlex.split(said)[3:]).good().out
    assert f"\n  blueprint   {name}\n" in planned


def test_a_page_shows_options_with_their_defaults(lakemason: Lakemason) -> None:
    page = lakemason("blueprints", "show", "databricks-ml-dev").good().out
    assert "    dedicated_to " in page
    page = " ".join(page.split())  # it wraps
    assert "User or group that may use it" in page
    assert "not beside photon" in page
    assert "needs sql_warehouse" in page
    assert "added later it replaces databricks_instance_pool" in page


def test_a_page_is_drawn_with_what_is_added(lakemason: Lakemason) -> None:
    plain = lakemason("blueprints", "show", "databricks-ml-dev").good().out
    more = lakemason("blueprints", "show", "databricks-ml-dev", "--with", "sql_warehouse").good().out
    assert "│ sql_endpoint" in more
    assert "│ sql_endpoint" not in plain
    assert "\nPicture, with sql_warehouse\n" in more


def test_a_page_says_what_a_file_must_say(lakemason: Lakemason) -> None:
    page = lakemason("blueprints", "show", "databricks-ml-dev", "--with", "repos_integration").good().out
    assert "A platform file must say repos_integration.url; here stand examples." in page
    assert "must say" not in lakemason("blueprints", "show", "databricks-ml-dev").good().out


def test_a_page_for_programs_has_the_options(lakemason: Lakemason) -> None:
    found = json.loads(lakemason("blueprints", "show", "databricks-ml-dev", "--json").good().out)
    features = {one["name"]: one for one in found["features"]}
    assert features["gpu"]["excludes"] == ["photon"]
    (option,) = features["interactive_compute"]["options"]
    assert (option["name"], option["type"], option["default"]) == ("dedicated_to", "text", "")


def test_a_blueprint_is_drawn_as_svg(lakemason: Lakemason, tmp_path: Path) -> None:
    file = tmp_path / "ml.svg"
    done = lakemason("blueprints", "show", "databricks-ml-dev", "--with", "notebooks", "--svg", str(file)).good()
    assert done.err == f"Drawn: {file}\n"
    assert {"Workspace", "databricks_workspace", "Cluster", "cluster", "notebook"} <= set(text_of(file))
    assert len(list(ElementTree.parse(file).iter(f"{SVG}path"))) > 3


def test_two_blueprints_stand_side_by_side_with_their_differences_marked(lakemason: Lakemason) -> None:
    lines = lakemason("blueprints", "compare", "databricks-ml-dev", "databricks-ml-prod").good().out.splitlines()
    rows = {line[3:].split("  ")[0]: line for line in lines if line[3:4].strip()}
    assert rows["environments"].split() == ["*", "environments", "dev,", "staging", "prod"]
    assert rows["instance_pool"].split() == ["*", "instance_pool", "can", "always"]
    assert rows["complexity"].split() == ["complexity", "moderate", "moderate"]
    only = lakemason("blueprints", "compare", "databricks-ml-dev", "databricks-ml-prod", "--differences").good().out
    assert "complexity" not in only
    assert "instance_pool" in only


def test_a_blueprint_does_not_differ_from_itself(lakemason: Lakemason) -> None:
    found = json.loads(lakemason("blueprints", "compare", NAMES[0], NAMES[0], "--json").good().out)
    assert found
    assert not any(row["differs"] for row in found)


def test_the_matrix_has_every_feature_and_every_blueprint(lakemason: Lakemason) -> None:
    found = json.loads(lakemason("blueprints", "coverage", "--json").good().out)
    assert found["blueprints"] == NAMES
    assert set(found["features"]) == set(CLASSES)
    assert found["features"]["gpu"]["databricks-ml-dev"] == "can"
    assert found["features"]["gpu"]["databricks-basic"] == "cannot"
    assert found["features"]["instance_pool"]["databricks-ml-prod"] == "always"
    assert set(found["unsupported"]) == FEATURES.keys() - CLASSES.keys()
    sharing = found["unsupported"]["delta_sharing"]
    assert sharing["minutes_by_hand"] == sum(step["minutes"] for step in sharing["manual_steps"]) == 40


def test_the_matrix_as_people_read_it(lakemason: Lakemason) -> None:
    page = lakemason("blueprints", "coverage").good().out
    rows = {line.split()[0]: line.split()[1:] for line in page.splitlines() if line[:1].islower()}
    assert rows["delta_sharing"][0] == "40"
    number = NAMES.index("databricks-ml-prod")
    assert f"{number + 1:>2}  databricks-ml-prod" in page
    assert rows["instance_pool"][number] == "always"
    assert {len(rows[name]) for name in CLASSES} == {len(NAMES)}


@pytest.mark.parametrize(
    "arguments",
    [[], ["coverage"], ["compare", NAMES[0], NAMES[-1]], *(["show", name] for name in NAMES)],
    ids=" ".join,
)
def test_pages_fit_a_hundred_columns(lakemason: Lakemason, arguments: list[str]) -> None:
    lines = lakemason("blueprints", *arguments).good().out.splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    assert "\x1b" not in "".join(lines)


def test_a_terminal_gets_colours_unless_it_wants_none(lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "36m" not in lakemason("blueprints", "show", "databricks-basic").good().out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;36mPicture" in lakemason("blueprints", "show", "databricks-basic").good().out


def test_a_terminal_without_lines_gets_plain_boxes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "blueprints", "show", "databricks-basic"],
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[4])},
        capture_output=True,
        check=True,
    )
    assert b"+ azure layer -" in done.stdout
    assert b"->" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "databricks-ml-deb"], "Did you mean databricks-ml-dev?"),
        (["compare", "databricks-basic", "ml-prod"], "Did you mean databricks-ml-prod?"),
        (["show", "databricks-ml-dev", "--with", "gpus"], "did you mean 'gpu'?"),
        (["show", "databricks-basic", "--with", "gpu"], "databricks-basic cannot have gpu."),
        (["show", "databricks-ml-dev", "--with", "delta_sharing"], "databricks-ml-dev cannot have delta_sharing."),
        (["show", "databricks-ml-dev", "--with", "gpu", "--with", "photon"], "gpu and photon exclude each other"),
        (["show", "databricks-basic", "--svg", "no/such/folder.svg"], "no/such/folder.svg: No such file"),
    ],
)
def test_fails_with_what_to_do(lakemason: Lakemason, arguments: list[str], said: str) -> None:
    done = lakemason("blueprints", *arguments)
    assert done.code == 1
    assert said in done.err
    assert "Traceback" not in done.err


def test_fails_where_json_stands_before_the_verb(lakemason: Lakemason) -> None:
    done = lakemason("blueprints", "--json", "coverage")
    assert done.code == 2
    assert "Write it at the end" in done.err


@pytest.mark.parametrize(
    "verb", [[], ["show", "databricks-ml-dev"], ["coverage"]], ids=["overview", "show", "coverage"]
)
def test_showing_loads_no_bindings(verb: list[str], tmp_path: Path) -> None:
    program = f"""
import sys
from app.cli import main
sys.argv = ["lakemason", "blueprints", *{verb!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *sorted({{name.split(".")[0] for name in sys.modules}}))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert set(done.stdout.rpartition("LOADED")[2].split()) & BINDINGS == set()
