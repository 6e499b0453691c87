"""What programs read of a run that failed: one JSON document on stdout, and the last of the JSON lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.app.provisioning.faults.scene import CLUSTER, NAME, WORKSPACE, Scene, fault
from tests.conftest import Result

STORAGE = "azurerm_storage_account"


def document(done: Result, code: int = 1) -> dict[str, Any]:
    """What a failed command says on stdout."""
    assert done.code == code, done.err
    found: dict[str, Any] = json.loads(done.out)
    assert set(found) == {"platform", "status", "error", "fix", "run", "advice", "kept"}
    return found


def last_line(done: Result) -> dict[str, Any]:
    """The last of the JSON lines; all of them are."""
    told = [json.loads(line) for line in done.err.splitlines()]
    assert [line["type"] for line in told].count("failed") == 1
    found: dict[str, Any] = told[-1]
    assert found.pop("type") == "failed"
    assert found.pop("time")
    return found


def test_a_run_that_was_taken_back(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER))
    done = scene.run("deploy", "--json")
    found = document(done)
    assert (found["platform"], found["status"], found["run"], found["kept"]) == (NAME, "rolled_back", 1, {})
    assert found["error"].startswith(f"Applying {NAME}-databricks failed.")
    assert found["fix"].startswith("Databricks allows no more of this kind")
    assert found["advice"] == f"Rolled back: nothing of {NAME} stands."
    assert f"Error: Applying {NAME}-databricks failed." in done.err, "stderr stays for people"


def test_a_run_that_was_kept_and_taken_back_in_part(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER, times=2))
    kept = document(scene.run("deploy", "--json", "--on-failure", "keep"))
    assert (kept["status"], kept["run"]) == ("kept", 1)
    assert kept["advice"].startswith("Kept as it is: 3 resources stand.")
    again = document(scene.run("deploy", "--json"))
    assert (again["status"], again["run"]) == ("kept", 2)
    assert [address.partition(".")[0] for address in again["kept"]] == [WORKSPACE]
    assert "notebooks" in next(iter(again["kept"].values()))


def test_the_last_json_line_says_it_too_and_nothing_else_stands_among_them(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER))
    done = scene.run("deploy", "--json", "--progress", "json")
    line = last_line(done)
    assert line == {name: value for name, value in document(done).items() if value}
    assert line["status"] == "rolled_back"


def test_each_command_says_what_it_was_about(standing: Scene) -> None:
    standing.change()
    standing.run("deploy").good()
    standing.strike(fault("denied", CLUSTER, "update"))
    back = document(standing.run("rollback", "--json"))
    assert (back["run"], back["platform"]) == (3, NAME)
    assert back["status"] == standing.last().state
    standing.mend()
    standing.strike(fault("denied", CLUSTER, "delete", times=2))
    gone = document(standing.run("destroy", "--json"))
    assert (gone["run"], gone["status"]) == (4, standing.last().state)
    adopted = document(standing.run("adopt-state", "--json", name="nobody"))
    assert (adopted["platform"], adopted["status"], adopted["run"]) == ("nobody", "failed", None)
    assert "nobody" in adopted["error"]


def test_what_never_came_to_a_run(scene: Scene) -> None:
    scene.change("name: ml-team-ml-dev\n")
    for verb in ("deploy", "destroy"):
        done = scene.run(verb, "--json", "--progress", "json")
        found = document(done)
        assert (found["status"], found["run"], found["advice"]) == ("failed", None, "")
        assert last_line(done)["error"] == found["error"]
    wrong = document(scene.run("deploy", "--json", name="no-such-platform"))
    assert wrong["platform"] == "no-such-platform"


@pytest.mark.parametrize("verb", ["deploy", "rollback"])
def test_what_nobody_approved_is_declined(standing: Scene, verb: str) -> None:
    standing.change()
    if verb == "rollback":
        standing.run("deploy").good()
    style = "json" if verb == "deploy" else "plain"
    done = standing.lakemason(verb, NAME, "--rehearse", "--no-input", "--json", "--progress", style)
    found = document(done)
    assert found["status"] == standing.last().state == "declined"
    assert found["run"] == standing.last().id
    assert found["error"] == "Nobody is here to approve this, so nothing was changed."
    assert found["fix"] == "--yes approves."
    assert found["advice"] == "Nothing; the same command with the same flags shows and asks again."
    if style == "json":
        assert last_line(done)["status"] == "declined"
    else:
        assert done.err.endswith("Error: Nobody is here to approve this, so nothing was changed.\n--yes approves.\n")


def test_a_run_that_cannot_be_recovered(standing: Scene) -> None:
    standing.change()
    standing.strike(fault("power", STORAGE))
    with standing.start("deploy") as process:
        process.communicate()
    standing.mend()
    declined = standing.lakemason("recover", NAME, "--rehearse", "--forward", "--no-input", "--json")
    (found,) = json.loads(declined.out)
    assert (declined.code, found["status"], found["run"]) == (1, "declined", standing.last().id)
    assert f"`lakemason recover {NAME} --rehearse` takes it back" in found["advice"]
    assert declined.err.splitlines()[-2:] == [
        f"Error: Nobody is here to approve this, so run {found['run']} of {NAME} stays as it is.",
        "--yes approves.",
    ]
    assert standing.last().state == "interrupted"

    standing.strike(fault("denied", "azurerm_resource_group", "read", times=50))
    failed = standing.run("recover", "--json", "--progress", "json")
    (found,) = json.loads(failed.out)
    assert (failed.code, found["status"]) == (1, "interrupted")
    assert last_line(failed)["advice"] == found["advice"]
    standing.mend()
    (recovered,) = json.loads(standing.run("recover", "--json").good().out)
    assert recovered["status"] == "recovered"
    assert standing.loose_ends() == []


def test_a_look_that_fails_ends_with_a_line_as_well(standing: Scene) -> None:
    standing.strike(fault("denied", WORKSPACE, "read", times=99))
    done = standing.lakemason("drift", NAME, "--rehearse", "--progress", "json")
    assert (done.code, done.out) == (1, "")
    for flags in (("--json",), ("--format", "json")):
        (found,) = json.loads(standing.lakemason("drift", NAME, "--rehearse", *flags).out)
        assert set(found) == {"platform", "status", "error", "fix", "run", "advice", "kept"}
        assert (found["platform"], found["status"], found["run"]) == (NAME, "failed", None)
        assert found["error"] == last_line(done)["error"]
    (nobody,) = json.loads(standing.lakemason("drift", "nobody", "--rehearse", "--json").out)
    assert "nobody" in nobody["error"]
    line = last_line(done)
    assert (line["platform"], line["status"]) == (NAME, "failed")
    assert line["error"].startswith(f"Looking at {NAME}-azure failed.")
