"""`lakemason plan`, as people call it."""

import io
import json
import sys
from pathlib import Path

import pytest

from app.capability import CapabilityPlan
from blueprints.platform import read_platform
from tests.conftest import Lakemason

FIRST = "I need Databricks for ML team in dev environment"


class Keyboard(io.StringIO):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)


def test_prints_a_page_on_stdout_and_nothing_else(
    lakemason: Lakemason, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # no project: none is needed to plan
    done = lakemason("plan", FIRST).good()
    assert done.out.startswith("Plan for ml-team-ml-dev\n")
    assert done.err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("flags", [["--json"], ["--format", "json"]])
def test_prints_the_plan_as_json(flags: list[str], lakemason: Lakemason) -> None:
    plan = CapabilityPlan.model_validate_json(lakemason("plan", FIRST, *flags).good().out)
    assert plan.blueprint_name == "databricks-ml-dev"
    assert plan.platform is not None


def test_saves_a_platform_that_reads_back(lakemason: Lakemason, project: Path) -> None:
    done = lakemason("plan", FIRST, "--save", "--json").good()
    assert done.err == "created: platforms/ml-team-ml-dev.yaml\n"
    platform = read_platform(project / "platforms" / "ml-team-ml-dev.yaml")[0]
    assert platform == CapabilityPlan.model_validate_json(done.out).platform
    assert lakemason("plan", FIRST, "--save").good().err == "unchanged: platforms/ml-team-ml-dev.yaml\n"


def test_saves_from_a_folder_below(lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = project / "docs"
    below.mkdir()
    monkeypatch.chdir(below)
    lakemason("plan", FIRST, "--save", "--name", "first").good()
    assert (project / "platforms" / "first.yaml").is_file()


def test_fails_to_overwrite_without_replace(lakemason: Lakemason, project: Path) -> None:
    lakemason("plan", FIRST, "--save").good()
    refused = lakemason("plan", FIRST, "--save", "--region", "northeurope")
    assert refused.code == 1
    assert refused.out == ""
    assert "-region: westeurope\n+region: northeurope" in refused.err
    replaced = lakemason("plan", FIRST, "--save", "--region", "northeurope", "--replace").good()
    assert "replaced: platforms/ml-team-ml-dev.yaml" in replaced.err


def test_fails_to_save_outside_a_project(lakemason: Lakemason, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = lakemason("plan", FIRST, "--save")
    assert done.code == 1
    assert "cdktf.json" in done.err


def test_flags_win_over_the_sentence(lakemason: Lakemason) -> None:
    flags = ["--team", "core", "--environment", "prod", "--workload", "data_engineering", "--region", "East US"]
    plan = CapabilityPlan.model_validate_json(lakemason("plan", FIRST, *flags, "--json").good().out)
    assert plan.platform is not None
    assert (plan.platform.name, plan.platform.region) == ("core-data-engineering-prod", "eastus")


def test_flags_alone_are_enough(lakemason: Lakemason) -> None:
    assert "Plan for x-exploration-dev" in lakemason("plan", "--team", "x", "--environment", "dev").good().out


@pytest.mark.parametrize("flag", [[], ["--no-input"]])
def test_fails_on_an_incomplete_request_with_what_was_understood(flag: list[str], lakemason: Lakemason) -> None:
    done = lakemason("plan", "ML workspace in dev", *flag)
    assert done.code == 1
    assert "environment  dev" in done.out
    assert "Missing: the team." in done.err
    assert "Missing" not in done.out
    assert "--team" in done.err


def test_fails_on_an_incomplete_request_as_json(lakemason: Lakemason) -> None:
    done = lakemason("plan", "ML workspace", "--json")
    assert done.code == 1
    answer = json.loads(done.out)
    assert set(answer) == {"request", "missing"}
    assert answer["missing"] == ["team", "environment"]
    assert answer["request"]["workload_type"] == "ml"


def test_fails_with_a_page_where_nothing_fits(lakemason: Lakemason, project: Path) -> None:
    wish = "ML sandbox for team sales with delta sharing, clean rooms and disaster recovery"
    done = lakemason("plan", wish, "--save", "--no-log")
    assert done.code == 1
    assert done.out.startswith("No blueprint fits\n")
    assert list((project / "platforms").iterdir()) == []


def test_fails_as_wrong_usage_on_a_value_that_is_not_allowed(lakemason: Lakemason) -> None:
    assert lakemason("plan", FIRST, "--environment", "moon").code == 2
    assert lakemason("plan", FIRST, "--format", "xml").code == 2


def test_fails_over_the_limit_saying_what_would_do(lakemason: Lakemason) -> None:
    done = lakemason("plan", f"{FIRST}, no more than $100 a month")
    assert done.code == 1
    assert "A limit of USD 259 would do" in done.err


def test_asks_at_a_terminal_for_what_is_missing(lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "Risk ${x}\nrisk\nmoon\nprod\n")
    done = lakemason("plan", "ML jobs").good()
    assert "--team: allowed is" in done.err
    assert "--environment: allowed is dev" in done.err
    assert "Plan for risk-ml-prod" in done.out


def test_fails_instead_of_asking_where_it_may_not(lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "risk\nprod\n")
    assert lakemason("plan", "ML jobs", "--no-input").code == 1


def test_hostile_text_stays_text(lakemason: Lakemason, project: Path) -> None:
    sentence = 'ML for team vision in dev ${file("/etc/passwd")} \x1b[31m'
    done = lakemason("plan", sentence, "--save").good()
    assert "\x1b" not in done.out + done.err
    assert read_platform(project / "platforms" / "vision-ml-dev.yaml")[0].origin.sentence == sentence


def test_shows_what_was_weighed_and_checked(lakemason: Lakemason, project: Path) -> None:
    shown = lakemason("plan", f"{FIRST} with gpu, 600 GB of data").good().out
    assert "Weighed against\n" in shown
    assert "Checks\n  vm_types  no retirement is announced for Standard_NC4as_T4_v3." in shown
    assert "quota     warning: 8 cores of standardNCASv3_T4Family, of which a new subscription has" in shown
    assert "names     no other platform of this project has one of them." in shown
    decision = json.loads(lakemason("plan", FIRST, "--json").good().out)["decision"]
    assert {check["of"] for check in decision["checks"]} == {"vm_types", "runtime", "region", "quota", "names"}
    assert {choice["of"] for choice in decision["choices"]} >= {"worker_type", "max_workers", "runtime"}


def test_keeps_the_hours_that_were_asked_for(lakemason: Lakemason, project: Path) -> None:
    lakemason("plan", f"{FIRST}, 40 hours a month", "--save", "--name", "short").good()
    platform = read_platform(project / "platforms" / "short.yaml")[0]
    assert platform.hours_a_month == 40
    assert "USD 115" in lakemason("cost", "short").good().out


def test_names_are_said_only_within_a_project(
    lakemason: Lakemason, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no other platform of this project" not in lakemason("plan", FIRST).good().out
