"""Policy checks on the way: they stop synthesis, can be taken on, and never keep what stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Lakemason


@pytest.mark.parametrize("name", SAMPLES)
def test_a_blueprints_defaults_never_stop_themselves(samples: Path, lakemason: Lakemason, name: str) -> None:
    findings = json.loads(lakemason("check", name, "--json").good().out)
    assert findings, "there is always something to advise"
    assert {finding["severity"] for finding in findings} <= {"advice", "warning"}


def too_long_idle(project: Path, accept: str = "") -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(path.read_text().replace("minutes: 30", "minutes: 500") + accept)


def accept(until: str) -> str:
    return f"accept: [{{code: autotermination, reason: a month of training, until: {until}}}]\n"


def test_fails_to_synthesize_what_a_check_stops(samples: Path, lakemason: Lakemason) -> None:
    too_long_idle(samples)
    for command in (["synth"], ["deploy", "ml-team-ml-dev", "--rehearse", "--yes"]):
        done = lakemason(*command)
        assert done.code == 1
        assert (
            "autotermination: databricks_cluster.Cluster_EB0386A7 stops after 500 idle minutes; dev allows 120"
            in done.err
        )
        assert "accept: [{code, reason, until}]" in done.err
    assert not list((samples / "cdktf.out").rglob("cdk.tf.json"))
    plain = subprocess.run([sys.executable, "-m", "app.main"], capture_output=True, text=True, check=False)
    assert plain.returncode == 1
    assert "autotermination" in plain.stderr


def test_a_finding_that_is_taken_on_stops_nothing_until_its_day(samples: Path, lakemason: Lakemason) -> None:
    too_long_idle(samples, accept("2099-01-01"))
    lakemason("synth").good()
    assert "taken on: a month of training (until 2099-01-01)" in lakemason("check", "ml-team-ml-dev").good().out
    path = samples / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(path.read_text().replace("2099", "2020"))
    assert lakemason("synth").code == 1


def test_fails_to_take_on_what_is_no_check(samples: Path, lakemason: Lakemason) -> None:
    too_long_idle(samples, accept("2099-01-01").replace("autotermination", "autoterminaton"))
    assert "accept.0.code: there is no such check; did you mean 'autotermination'?" in lakemason("synth").err


def test_what_stands_can_be_destroyed_whatever_the_checks_say(samples: Path, lakemason: Lakemason) -> None:
    lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes").good()
    too_long_idle(samples)
    lakemason("destroy", "ml-team-ml-dev", "--rehearse", "--yes").good()


def test_code_review_gets_the_findings_as_sarif(samples: Path, lakemason: Lakemason) -> None:
    too_long_idle(samples)
    done = lakemason("check", "ml-team-ml-dev", "--format", "sarif")
    assert done.code == 1
    (run,) = json.loads(done.out)["runs"]
    levels = {result["ruleId"]: result["level"] for result in run["results"]}
    assert levels["autotermination"] == "error"
    assert levels["public-network"] == "note"
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= levels.keys()
    where = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert where == "platforms/ml-team-ml-dev.yaml"
