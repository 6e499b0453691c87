"""Deploying for real: real Terraform over every blueprint, in the rehearsal cloud."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rehearsal.cloud import Cloud
from tests.conftest import SAMPLES, Lakemason, Result

OUTPUTS = {"workspace_url", "workspace_id", "workspace_number", "resource_group_name"}
MAKES = {
    "ml-team-ml-dev": ("databricks_cluster", "cluster_id", "max_workers: 4", "max_workers: 3"),
    "labs-exploration-sandbox": (None, None, "tier: premium}", "tier: premium}\ntags: {cost_centre: '12'}"),
    "fraud-ml-prod": ("databricks_instance_pool", "instance_pool_id", "max_workers: 6", "max_workers: 9"),
}


def deploy(lakemason: Lakemason, name: str, *flags: str) -> Result:
    return lakemason("deploy", name, "--rehearse", "--yes", *flags)


def cloud(project: Path) -> list[str]:
    found = Cloud(project / ".lakemason" / "rehearsal" / "cloud.db")
    try:
        return sorted(thing.type for thing in found.objects())
    finally:
        found.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_platform_lives_and_dies(samples: Path, lakemason: Lakemason, name: str) -> None:
    kind, output, before, after = MAKES[name]

    done = deploy(lakemason, name, "--json").good()
    result = json.loads(done.out)
    assert result["status"] == "deployed"
    assert {change["action"] for change in result["changes"]} == {"create"}
    assert result["outputs"].keys() == OUTPUTS | ({output} if output else set())
    assert result["outputs"]["workspace_url"].startswith("https://adb-")
    assert "azurerm_databricks_workspace" in cloud(samples)
    assert kind is None or kind in cloud(samples)

    again = json.loads(deploy(lakemason, name, "--json").good().out)
    assert again["status"] == "unchanged"
    assert again["outputs"] == result["outputs"]

    path = samples / "platforms" / f"{name}.yaml"
    path.write_text(path.read_text().replace(before, after))
    changed = json.loads(deploy(lakemason, name, "--json").good().out)
    assert {change["action"] for change in changed["changes"]} == {"update"}
    assert changed["outputs"] == result["outputs"]

    destroyed = json.loads(lakemason("destroy", name, "--rehearse", "--yes", "--json").good().out)
    assert {change["action"] for change in destroyed["changes"]} == {"delete"}
    assert cloud(samples) == []
    assert not list(samples.rglob("*.tfplan"))


def test_a_replacement_is_shown_as_one(samples: Path, lakemason: Lakemason) -> None:
    deploy(lakemason, "fraud-ml-prod").good()
    path = samples / "platforms" / "fraud-ml-prod.yaml"
    path.write_text(path.read_text().replace("Standard_D8ds_v5", "Standard_D16ds_v5"))
    done = deploy(lakemason, "fraud-ml-prod").good()
    assert "-/+ databricks_instance_pool.Pool_" in done.err
    assert 'node_type_id: "Standard_D8ds_v5" -> "Standard_D16ds_v5" (forces replacement)' in done.err
    assert "In all: 1 to replace." in done.err


def test_both_layers_are_shown_before_the_first_exists(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--no-input")
    assert done.code == 1
    assert "+ azurerm_databricks_workspace.Workspace_" in done.err
    assert "ml-team-ml-dev-databricks (preview: its workspace does not stand yet)" in done.err
    assert "+ databricks_cluster.Cluster_" in done.err
    assert "In all: 4 to create." in done.err
    assert "--yes approves" in done.err
    assert cloud(samples) == []


def test_status_and_show_tell_what_stands(samples: Path, lakemason: Lakemason) -> None:
    deploy(lakemason, "ml-team-ml-dev").good()
    rows = {row["platform"]: row for row in json.loads(lakemason("status", "--rehearse", "--json").good().out)}
    assert rows.keys() == SAMPLES.keys()
    assert (rows["ml-team-ml-dev"]["status"], rows["ml-team-ml-dev"]["azure"]) == ("deployed", 2)
    assert rows["fraud-ml-prod"]["status"] == "not deployed"
    assert {row["status"] for row in json.loads(lakemason("status", "--json").good().out)} == {"not deployed"}

    shown = json.loads(lakemason("show", "ml-team-ml-dev", "--rehearse", "--json").good().out)
    names = [thing["name"] for thing in shown["resources"]]
    assert names == [
        "dbw-ml-team-ml-dev-weu",
        "rg-ml-team-ml-dev-weu",
        "ml-team-ml-dev",
        "/Shared/ml-team/ml-dev/welcome",
    ]
    only = lakemason("show", "ml-team-ml-dev", "--rehearse", "--type", "databricks_*").good()
    assert "databricks_cluster" in only.out
    assert "azurerm_resource_group" not in only.out
    assert "dbw-ml-team-ml-dev-weu" in lakemason("rehearsal", "show").good().out


def test_an_empty_workspace_counts_as_deployed(samples: Path, lakemason: Lakemason) -> None:
    deploy(lakemason, "labs-exploration-sandbox").good()
    assert "labs-exploration-sandbox  deployed" in lakemason("status", "--rehearse").good().out


def test_what_somebody_deleted_is_made_again(samples: Path, lakemason: Lakemason) -> None:
    deploy(lakemason, "ml-team-ml-dev").good()
    found = Cloud(samples / ".lakemason" / "rehearsal" / "cloud.db")
    (cluster,) = [thing for thing in found.objects() if thing.type == "databricks_cluster"]
    with found.transaction():
        found.remove(cluster.number)
    found.close()
    done = json.loads(deploy(lakemason, "ml-team-ml-dev", "--json").good().out)
    assert [(change["kind"], change["action"]) for change in done["changes"]] == [("databricks_cluster", "create")]


def test_fails_to_add_a_network_to_a_workspace_that_stands_naming_the_feature(
    samples: Path, lakemason: Lakemason
) -> None:
    deploy(lakemason, "ml-team-ml-dev").good()
    file = samples / "platforms" / "ml-team-ml-dev.yaml"
    file.write_text(
        file.read_text().replace("features:\n", "features:\n  custom_vnet: {}\n").replace("usd: 500", "usd: 5000")
    )
    done = deploy(lakemason, "ml-team-ml-dev")
    assert done.code == 1
    assert "would be replaced: notebooks, jobs and the DBFS root go with it.\n" in done.err
    assert "\n  custom_vnet cannot be added to one that stands\n" in done.err
    assert "--allow-replace azurerm_databricks_workspace." in done.err


def test_destroying_nothing_is_no_error(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("destroy", "ml-team-ml-dev", "--rehearse", "--yes").good()
    assert "nothing stands" in done.out
    assert done.err == ""
    assert not (samples / ".lakemason").exists()
    assert json.loads(lakemason("destroy", "ml-team-ml-dev", "--json").good().out)["status"] == "unchanged"


def test_fails_without_credentials_naming_the_variables(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("deploy", "ml-team-ml-dev", "--yes")
    assert done.code == 1
    assert "ARM_SUBSCRIPTION_ID" in done.err
    assert "--rehearse none is needed" in done.err
    assert not (samples / "cdktf.out").exists()


def test_a_service_principal_needs_its_parts(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARM_SUBSCRIPTION_ID", "0")
    monkeypatch.setenv("ARM_CLIENT_ID", "0")
    assert "ARM_TENANT_ID, ARM_CLIENT_SECRET are not set" in lakemason("deploy", "ml-team-ml-dev", "--yes").err


def test_fails_where_a_name_is_taken_with_advice(samples: Path, lakemason: Lakemason) -> None:
    deploy(lakemason, "ml-team-ml-dev").good()
    for state in (samples / ".lakemason" / "rehearsal" / "state").iterdir():
        state.unlink()
    refused = deploy(lakemason, "ml-team-ml-dev")
    assert "Here is no state of ml-team-ml-dev-azure; run 1 left one of lineage" in refused.err
    lakemason("adopt-state", "ml-team-ml-dev", "--rehearse", "--another-lineage", "--yes").good()
    done = deploy(lakemason, "ml-team-ml-dev")
    assert done.code == 1
    assert "already exists" in done.err
    assert "Rolled back: nothing" in done.err
    assert "Something of that name stands already" in done.err
    assert "Traceback" not in done.err


def test_fails_for_a_state_that_is_none(samples: Path, lakemason: Lakemason) -> None:
    state = samples / ".lakemason" / "state" / "ml-team-ml-dev-azure.tfstate"
    state.parent.mkdir(parents=True)
    state.write_text("{}")
    done = lakemason("show", "ml-team-ml-dev")
    assert done.code == 1
    assert "not a Terraform state" in done.err


def test_a_platform_without_file_is_still_listed(samples: Path, lakemason: Lakemason) -> None:
    deploy(lakemason, "ml-team-ml-dev").good()
    (samples / "platforms" / "ml-team-ml-dev.yaml").unlink()
    assert "no platform file" in lakemason("status", "--rehearse").good().out
    assert "dbw-ml-team-ml-dev-weu" in lakemason("show", "ml-team-ml-dev", "--rehearse").good().out
