"""Policy checks on the way: they stop synthesis, can be taken on, and never keep what stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Lakemason
from tests.sarif import checked_run


@pytest.mark.parametrize("name", SAMPLES)
def test_a_blueprints_defaults_never_stop_themselves(samples: Path, lakemason: Lakemason, name: str) -> None:
    findings = json.loads(lakemason("check", name, "--json").good().out)
    assert findings, "there is always something to advise"
    assert {finding["severity"] for finding in findings} <= {"advice", "warning"}


def too_long_idle(project: Path, accept: str = "") -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    text = (
        path.read_text().replace("minutes: 30", "minutes: 500").replace("cost_limit_usd: 500", "cost_limit_usd: 1000")
    )
    path.write_text(text + accept)


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
    run = checked_run(json.loads(done.out))
    levels = {result["ruleId"]: result["level"] for result in run["results"]}
    assert levels["autotermination"] == "error"
    assert levels["public-network"] == "note"
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= levels.keys()
    where = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert where == "platforms/ml-team-ml-dev.yaml"


def dearer(project: Path, **said: str) -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    text = "".join(line for line in path.read_text().splitlines(True) if not line.startswith(tuple(said)))
    path.write_text(text + "".join(f"{key}: {value}\n" for key, value in said.items()))


@pytest.mark.parametrize("command", [["synth"], ["deploy", "ml-team-ml-dev", "--rehearse", "--yes"]])
def test_fails_to_synthesize_what_costs_more_than_its_limit(
    samples: Path, lakemason: Lakemason, command: list[str]
) -> None:
    dearer(samples, cost_limit_usd="100")
    done = lakemason(*command)
    assert done.code == 1
    assert (
        "cost-limit: the platform is expected to cost USD 483 a month, above USD 100 (its cost_limit_usd)" in done.err
    )
    assert not list((samples / "cdktf.out").rglob("cdk.tf.json"))
    plain = subprocess.run([sys.executable, "-m", "app.main"], capture_output=True, text=True, check=False)
    assert plain.returncode == 1
    assert "cost-limit: the platform is expected to cost USD 483" in plain.stderr


def test_a_higher_limit_or_fewer_hours_let_it_pass(samples: Path, lakemason: Lakemason) -> None:
    dearer(samples, cost_limit_usd="100", hours_a_month="34")
    lakemason("synth", "ml-team-ml-dev").good()
    dearer(samples, cost_limit_usd="484", hours_a_month="168")
    lakemason("synth", "ml-team-ml-dev").good()


def test_without_a_limit_of_its_own_the_environments_holds(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    dearer(samples, cost_limit_usd="1")
    path = samples / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(path.read_text().replace("cost_limit_usd: 1\n", ""))
    lakemason("synth", "ml-team-ml-dev").good()
    monkeypatch.setenv("LAKEMASON_LIMIT_DEV", "300")
    assert "above USD 300 (the limit of dev by LAKEMASON_LIMIT_DEV)" in lakemason("synth", "ml-team-ml-dev").err
    monkeypatch.setenv("LAKEMASON_LIMIT_DEV", "a lot")
    done = lakemason("synth", "ml-team-ml-dev")
    assert done.code != 0
    assert "LAKEMASON_LIMIT_DEV: allowed is an amount above 0" in done.err


def test_a_cost_above_the_limit_can_be_taken_on(samples: Path, lakemason: Lakemason) -> None:
    taken_on = "[{code: cost-limit, reason: a month of training, until: 2099-01-01}]"
    dearer(samples, cost_limit_usd="100", accept=taken_on)
    lakemason("synth", "ml-team-ml-dev").good()
    run = checked_run(json.loads(lakemason("check", "ml-team-ml-dev", "--format", "sarif").good().out))
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {one["ruleId"] for one in run["results"]}
    assert "suppressions" in next(one for one in run["results"] if one["ruleId"] == "cost-limit")


def test_what_has_no_price_is_said_and_stops_nothing(samples: Path, lakemason: Lakemason) -> None:
    path = samples / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(path.read_text().replace("worker_type: Standard_D4ds_v5", "worker_type: Standard_F8s_v2"))
    found = json.loads(lakemason("check", "ml-team-ml-dev", "--json").good().out)
    (said,) = [one for one in found if one["code"] == "cost-limit"]
    assert said["severity"] == "advice"
    assert "cannot be held against its limit: The catalog has no VM type 'Standard_F8s_v2'" in said["problem"]
