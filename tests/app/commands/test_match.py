"""`lakemason match`, as people call it, and the request files it and `lakemason plan` read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.capability import CapabilityPlan
from blueprints.platform import read_platform
from tests.conftest import Lakemason

WISH = "ML for team vision in dev with gpus and delta sharing"
FILE = """\
team: vision
environment: dev
workload_type: ml
features: [gpu, autoscaling]
cost_limit_usd: 900
"""


@pytest.fixture
def request_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "request.yaml"
    path.write_text(FILE)
    return path


def test_shows_the_match_with_what_each_point_came_from(lakemason: Lakemason) -> None:
    done = lakemason("match", WISH).good()
    assert done.err == ""
    for part in (
        "Match for vision\n",
        "databricks-ml-dev: partial match, 85%.",
        "workload     0.40 of 0.40: made for ml",
        "environment  0.30 of 0.30: allowed in dev",
        "features     0.15 of 0.30: 1 of 2: has gpu; has no delta_sharing",
        "Left to do by hand, about 40 minutes",
        "https://learn.microsoft.com/azure/databricks/delta-sharing/set-up",
        "Asked for, not built here yet\n  delta_sharing  tables shared with partners",
        "Other blueprints",
        f"plan it  lakemason plan '{WISH}'",
    ):
        assert part in done.out
    assert "USD" not in done.out


@pytest.mark.parametrize("flags", [["--json"], ["--format", "json"]])
def test_prints_the_match_as_json(flags: list[str], lakemason: Lakemason) -> None:
    found = json.loads(lakemason("match", WISH, *flags).good().out)
    assert (found["match_type"], found["confidence"], found["blueprint"]) == ("partial", 0.85, "databricks-ml-dev")
    assert found["request"]["features"] == ["delta_sharing", "gpu"]
    assert found["supported_features"] == ["gpu"]
    assert found["unsupported_features"] == found["feature_requests_to_log"] == ["delta_sharing"]
    assert found["reasons"][0] == {"what": "workload", "points": 0.4, "of": 0.4, "why": "made for ml"}
    assert [step["minutes"] for step in found["manual_steps_required"]] == [10, 15, 15]
    assert len(found["alternative_blueprints"]) == 2


def test_a_request_needs_neither_team_nor_environment(lakemason: Lakemason) -> None:
    shown = lakemason("match", "machine learning").good().out
    assert "no environment was named" in shown


def test_fails_where_nothing_fits_with_what_comes_nearest(lakemason: Lakemason) -> None:
    done = lakemason("match", "ML sandbox for team x with delta sharing, clean rooms and disaster recovery")
    assert done.code == 1
    assert "No blueprint fits." in done.out
    assert "Nearest blueprints" in done.out


def test_fails_without_anything_to_match(lakemason: Lakemason) -> None:
    done = lakemason("match")
    assert done.code == 2
    assert "-f FILE" in done.err


def test_reads_a_request_file_and_flags_win(lakemason: Lakemason, request_file: Path) -> None:
    found = json.loads(lakemason("match", "-f", "request.yaml", "--json").good().out)
    assert found["supported_features"] == ["autoscaling", "gpu"]
    assert found["request"]["cost_limit_usd"] == 900
    other = json.loads(lakemason("match", "-f", "request.yaml", "--environment", "prod", "--json").good().out)
    assert other["request"]["environment"] == "prod"
    shown = lakemason("match", "-f", "request.yaml", "--environment", "prod").good().out
    assert "lakemason plan -f request.yaml --environment prod" in shown


def test_a_plan_reads_a_request_file(lakemason: Lakemason, project: Path) -> None:
    (project / "request.yaml").write_text(FILE)
    shown = lakemason("plan", "-f", "request.yaml").good().out
    assert "save it  lakemason plan -f request.yaml --save" in shown
    done = lakemason("plan", "-f", "request.yaml", "--save", "--json").good()
    planned = CapabilityPlan.model_validate_json(done.out)
    platform = read_platform(project / "platforms" / "vision-ml-dev.yaml")[0]
    assert platform == planned.platform
    assert (platform.origin.parser, platform.cost_limit_usd) == ("file", 900)


def test_fails_on_a_sentence_and_a_file(lakemason: Lakemason, request_file: Path) -> None:
    done = lakemason("match", WISH, "-f", "request.yaml")
    assert done.code == 2
    assert "not both" in done.err


def test_fails_with_every_mistake_of_a_request_file_and_its_line(lakemason: Lakemason, request_file: Path) -> None:
    request_file.write_text(
        "team: Vision Team\n"
        "environment: moon\n"
        "region: atlantis\n"
        "features:\n"
        "  - gpus\n"
        "  - spot\n"
        "unwanted_features: [spot]\n"
        "cost_limit_usd: true\n"
        "sizes: {}\n"
    )
    done = lakemason("match", "-f", "request.yaml")
    assert done.code == 1
    lines = done.err.removeprefix("Error: ").splitlines()
    starts = [
        "request.yaml:1: team: must be lower-case letters",
        "request.yaml:2: environment: must be 'dev', 'staging', 'prod' or 'sandbox'; got 'moon'",
        "request.yaml:3: region: The catalog knows no region 'atlantis'.",
        "request.yaml:5: features.0: there is no such feature: 'gpus'; did you mean 'gpu'?",
        "request.yaml:7: unwanted_features.0: spot is wished in features",
        "request.yaml:8: cost_limit_usd: must be a number",
        "request.yaml:9: sizes: unknown key;",
    ]
    assert len(lines) == len(starts)
    for line, start in zip(lines, starts, strict=True):
        assert line.startswith(start)


def test_fails_where_the_file_is_missing(lakemason: Lakemason, request_file: Path) -> None:
    done = lakemason("match", "-f", "nothing.yaml")
    assert done.code == 1
    assert "nothing.yaml: No such file" in done.err
