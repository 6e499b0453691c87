"""Somebody deleted the workspace behind Terraform's back: a platform can still be deployed and taken down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Lakemason

NAME = "ml-team-ml-dev"
WORKSPACE_KIND = "azurerm_databricks_workspace"
WORKSPACE = f"{WORKSPACE_KIND}/dbw-ml-team-ml-dev-weu"
STATE = Path(".lakemason") / "rehearsal" / "state" / f"{NAME}-azure.tfstate"


@pytest.fixture
def without_workspace(samples: Path, lakemason: Lakemason) -> Path:
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    lakemason("rehearsal", "drift", "remove", WORKSPACE).good()
    return samples


def test_deploying_makes_it_and_what_was_in_it_again(without_workspace: Path, lakemason: Lakemason) -> None:
    done = json.loads(lakemason("deploy", NAME, "--rehearse", "--yes", "--json").good().out)
    made = {(change["kind"], change["action"]) for change in done["changes"]}
    assert made == {(kind, "create") for kind in (WORKSPACE_KIND, "databricks_cluster", "databricks_notebook")}
    again = json.loads(lakemason("deploy", NAME, "--rehearse", "--yes", "--json").good().out)
    assert again["status"] == "unchanged"


def test_destroying_forgets_what_was_in_it(without_workspace: Path, lakemason: Lakemason) -> None:
    done = lakemason("destroy", NAME, "--rehearse", "--yes").good()
    assert "2 to forget (gone already)" in done.err
    assert "not deployed" in lakemason("status", "--rehearse").good().out
    assert "empty" in lakemason("rehearsal", "show").good().out
    assert "nothing stands" in lakemason("destroy", NAME, "--rehearse", "--yes").good().out


def test_what_outlives_the_workspace_is_listed_before_and_kept_in_the_ledger(
    samples: Path, lakemason: Lakemason
) -> None:
    """A catalog belongs to the metastore: it is forgotten with the rest, and nobody would know of it any more."""
    path = samples / "platforms" / f"{NAME}.yaml"
    path.write_text(path.read_text().replace("features:\n", "features:\n  storage: {}\n  unity_catalog: {}\n"))
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    lakemason("rehearsal", "drift", "remove", WORKSPACE).good()
    looked = lakemason("drift", NAME, "--rehearse", "--json")
    drifted = json.loads(looked.out)[0]["layers"][1]
    asked = lakemason("destroy", NAME, "--rehearse", "--no-input")
    done = lakemason("destroy", NAME, "--rehearse", "--yes").good()
    stays = "stays, as it belongs to no workspace: see"
    listed = {
        f"{stays} Catalog > ml_team_ml_dev",
        f"{stays} Catalog > ml_team_ml_dev > core_gold",
        f"{stays} Catalog > External data > Credentials > ml_team_ml_dev",
        f"{stays} Catalog > External data > External locations > ml_team_ml_dev_gold",
    }
    assert listed < {line.strip() for line in asked.err.splitlines()}, "before anybody approves it"
    gone = {one["kind"] for one in drifted["resources"]}
    assert gone == {"databricks_cluster", "databricks_notebook"}, "drift calls nothing gone that stays"
    assert "databricks belong to no workspace and stay: they were not looked at." in looked.err
    shown = lakemason("runs", "show", "3", "--rehearse").good().out
    by_hand = shown.partition("To be looked at by hand:\n")[2].partition("\n\n")[0].splitlines()
    assert listed < {line.strip().partition(" ")[2] for line in by_hand}
    assert len(by_hand) == 8, "neither the notebook nor the cluster, which are gone"
    assert all(line.strip() in done.out + done.err for line in by_hand)
    assert "Look at what it left, by hand: `lakemason runs show 3 --rehearse` lists it." in shown


def test_a_first_layer_that_is_gone_altogether_keeps_nobody_from_destroying(
    samples: Path, lakemason: Lakemason
) -> None:
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    state = json.loads((samples / STATE).read_text())
    (samples / STATE).write_text(json.dumps({**state, "resources": [], "outputs": {}, "serial": 99}))
    refused = lakemason("destroy", NAME, "--rehearse", "--yes")
    assert "run 1 left serial 3, found is 99" in refused.err
    lakemason("adopt-state", NAME, "--rehearse", "--yes").good()
    lakemason("destroy", NAME, "--rehearse", "--yes").good()
    rows = json.loads(lakemason("status", "--rehearse", "--json").good().out)
    assert {row["status"] for row in rows} == {"not deployed"}


def test_an_input_that_is_not_there_yet_is_all_that_is_guessed(samples: Path, lakemason: Lakemason) -> None:
    """As when a newer version hands one value more from the first layer to the second."""
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    state = json.loads((samples / STATE).read_text())
    name = next(output for output in state["outputs"] if output.endswith("Workspace_2F8C78CCid"))
    del state["outputs"][name]
    (samples / STATE).write_text(json.dumps({**state, "serial": 99}))
    lakemason("adopt-state", NAME, "--rehearse", "--yes").good()
    done = json.loads(lakemason("deploy", NAME, "--rehearse", "--yes", "--json").good().out)
    assert done["changes"] == []
    assert json.loads(lakemason("deploy", NAME, "--rehearse", "--yes", "--json").good().out)["status"] == "unchanged"
