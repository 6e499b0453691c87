"""Beside plain Terraform and cdktf: a state that moved without a run is adopted, or nothing is done to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.provisioning.faults.scene import NAME, Scene
from tests.conftest import PLATFORM

OTHER_TAG = PLATFORM.replace('"4711"', '"4713"')


def by_hand(scene: Scene, layer: str) -> None:
    """What somebody does with Terraform alone."""
    scene.inside("lakemason-terraform", f"-chdir={scene.stack(layer)}", "apply", "-auto-approve")


def synthesize(scene: Scene) -> None:
    scene.inside("lakemason", "synth", NAME)


def states(scene: Scene) -> list[Path]:
    place = scene.project.place(rehearse=True)
    return [place.state_file(f"{NAME}-{layer}") for layer in ("azure", "databricks")]


def test_a_state_that_holds_what_cdktf_out_says_is_adopted_quietly(standing: Scene) -> None:
    standing.change(OTHER_TAG)
    synthesize(standing)
    by_hand(standing, "azure")
    by_hand(standing, "databricks")
    after = standing.picture()

    done = standing.run("deploy").good()
    assert "was written by something else than Lakemason: run 1 left serial" in done.err
    assert "so it was adopted as run 2." in done.err
    assert "nothing to change" in done.out
    with standing.ledger() as ledger:
        assert [(run.id, run.kind, run.state) for run in reversed(ledger.runs(platform=NAME))] == [
            (1, "deploy", "committed"),
            (2, "adopt", "committed"),
            (3, "deploy", "committed"),
        ]
    assert standing.picture() == after
    assert standing.loose_ends() == []

    standing.run("rollback", "--to", "1").good()
    assert standing.picture() != after, "the ledger had what stood before somebody went past it"
    assert standing.loose_ends() == []


@pytest.mark.whole
def test_fails_for_a_state_that_holds_something_else_until_it_is_adopted(standing: Scene) -> None:
    standing.change(OTHER_TAG)
    synthesize(standing)
    by_hand(standing, "azure")  # and not the other layer, so that what stands is nothing that cdktf.out says
    for verb in ("deploy", "destroy", "rollback"):
        refused = standing.run(verb)
        assert refused.code == 1, verb
        assert "was written by something else than Lakemason" in refused.err
        assert f"`lakemason adopt-state {NAME} --rehearse`" in refused.err
    assert standing.last().state in ("declined", "committed")
    before = standing.picture()

    asked = standing.lakemason("adopt-state", NAME, "--rehearse", "--no-input")
    assert asked.code == 1
    assert "databricks_cluster" in asked.err, "it shows what differs"
    assert asked.err.endswith("Error: Nobody is here to approve this, so nothing was changed.\n--yes approves.\n")
    assert standing.last().state == "declined"
    adopted = standing.run("adopt-state").good()
    assert "adopted" in adopted.out
    assert standing.picture() == before, "nothing was changed"
    assert standing.loose_ends() == []

    standing.run("deploy").good()
    assert standing.picture() != before
    assert standing.loose_ends() == []


def test_fails_for_a_state_of_another_lineage_whatever_is_asked(standing: Scene) -> None:
    before = standing.picture()
    path = states(standing)[0]
    text = path.read_text()
    path.write_text(json.dumps(json.loads(text) | {"lineage": "00000000-0000-0000-0000-00000000abcd", "serial": 99}))
    for verb in ("deploy", "destroy", "rollback", "adopt-state"):
        refused = standing.run(verb)
        assert refused.code == 1, verb
        assert f"Here is another state of {NAME}-azure, lineage " in refused.err
        assert "--another-lineage" in refused.err
    path.unlink()
    gone = standing.run("deploy")
    assert gone.code == 1
    assert f"Here is no state of {NAME}-azure" in gone.err
    assert standing.picture() == before
    path.write_text(text)  # "put it back"
    assert "nothing to change" in standing.run("deploy").good().out

    path.write_text(json.dumps(json.loads(text) | {"lineage": "00000000-0000-0000-0000-00000000abcd"}))
    asked = standing.lakemason("adopt-state", NAME, "--rehearse", "--another-lineage", "--no-input", "--json")
    assert (asked.code, json.loads(asked.out)["status"]) == (1, "declined")
    assert standing.last().state == "declined"
    assert "All that was to stand is in the states that are here." in asked.err
    assert "adopted" in standing.run("adopt-state", "--another-lineage").good().out
    assert "nothing to change" in standing.run("deploy").good().out
    assert standing.picture() == before


def test_what_another_state_does_not_know_is_said_before_the_one_before_is_given_up(standing: Scene) -> None:
    azure, databricks = states(standing)
    other = json.loads(databricks.read_text()) | {"lineage": "00000000-0000-0000-0000-00000000abcd", "resources": []}
    databricks.write_text(json.dumps(other))
    asked = standing.lakemason("adopt-state", NAME, "--rehearse", "--another-lineage", "--no-input")
    assert asked.code == 1
    given_up = asked.err.partition("stays in the cloud and costs on; no run manages or removes it any more:\n")[2]
    assert [line.strip().partition(".")[0] for line in given_up.splitlines()[:2]] == [
        "databricks_cluster", "databricks_notebook",
    ]  # fmt: skip
    assert standing.last().state == "declined"
    azure.unlink()
    databricks.unlink()
    gone = standing.lakemason("adopt-state", NAME, "--rehearse", "--another-lineage", "--no-input")
    assert "azurerm_databricks_workspace." in gone.err
    assert gone.err.endswith("Error: Nobody is here to approve this, so nothing was changed.\n--yes approves.\n")
    assert "adopted" in standing.run("adopt-state", "--another-lineage").good().out
