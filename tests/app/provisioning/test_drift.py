"""`lakemason drift`: what somebody changed behind Terraform's back, found on real Terraform."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.project import Project
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.progress.progress import Progress
from app.provisioning.session import Session
from rehearsal.cloud import Cloud
from rehearsal.faults import Fault
from tests.app.provisioning.faults.test_taking_back import JOINED
from tests.conftest import Lakemason, Result
from tests.postgres import Postgres
from tests.sarif import checked_run

NAME = "ml-team-ml-dev"
CLUSTER = f"databricks_cluster/{NAME}"
GROUP = f"azurerm_resource_group/rg-{NAME}-weu"
NOTEBOOK = "databricks_notebook//Shared/ml-team/ml-dev/welcome"
WORKSPACE = f"azurerm_databricks_workspace/dbw-{NAME}-weu"
REHEARSAL = Path(".lakemason") / "rehearsal"


@pytest.fixture
def standing(samples: Path, lakemason: Lakemason) -> Path:
    """A project with one platform that stands."""
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    return samples


def change(lakemason: Lakemason, what: str, *values: str) -> None:
    flags = [flag for value in values for flag in ("--set", value)]
    lakemason("rehearsal", "drift", "change", what, *flags).good()


def remove(lakemason: Lakemason, what: str) -> None:
    lakemason("rehearsal", "drift", "remove", what).good()


def drift(lakemason: Lakemason, *flags: str, platform: str = NAME) -> Result:
    return lakemason("drift", *([platform] if platform else []), "--rehearse", *flags)


def found(done: Result) -> dict[str, dict[str, Any]]:
    """What drifted of the one platform that was looked at, by type."""
    (platform,) = json.loads(done.out)
    return {one["kind"]: one for layer in platform["layers"] for one in layer["resources"]}


def written(project: Path) -> dict[str, bytes]:
    """Every file of the rehearsal but the cloud itself, in which reads are counted."""
    return {
        str(path): path.read_bytes()
        for path in (project / REHEARSAL).rglob("*")
        if path.is_file() and not path.is_symlink() and "cloud.db" not in path.name and ".terraform" not in path.parts
    }


def test_right_after_deploying_there_is_none(standing: Path, lakemason: Lakemason) -> None:
    done = drift(lakemason).good()
    assert done.out == f"{NAME}: no drift in 4 resources\n"
    assert f"Looking at {NAME}-azure ..." in done.err


def test_what_changed_is_named_with_what_it_was_and_what_to_do(standing: Path, lakemason: Lakemason) -> None:
    change(lakemason, CLUSTER, "autotermination_minutes=600", "autoscale.max_workers=9")
    change(lakemason, GROUP, "tags.team=other")
    remove(lakemason, NOTEBOOK)
    before = written(standing)
    done = drift(lakemason)
    assert done.code == 2
    assert written(standing) == before, "nothing is written: no state, no stack, no plan"
    assert f"{NAME}: 3 of 4 resources drifted" in done.out
    assert f"  rg-{NAME}-weu\n" in done.out
    for line in (
        'tags.team: "ml-team" -> "other"',
        "autotermination_minutes: 30 -> 600",
        "autoscale.max_workers: 4 -> 9",
        "gone",
        f"`lakemason deploy {NAME} --rehearse` puts it back; to keep it, write it into platforms/{NAME}.yaml.",
        f"`lakemason deploy {NAME} --rehearse` makes it again; to do without it, take it out of platforms/{NAME}.yaml.",
    ):
        assert f"      {line}\n" in done.out

    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    assert drift(lakemason).good().out == f"{NAME}: no drift in 4 resources\n", "deploying put it back"


def test_programs_read_the_same(standing: Path, lakemason: Lakemason) -> None:
    change(lakemason, CLUSTER, "autotermination_minutes=600")
    remove(lakemason, NOTEBOOK)
    done = drift(lakemason, "--json")
    assert done.code == 2
    (platform,) = json.loads(done.out)
    assert (platform["platform"], platform["file"], platform["drifted"]) == (NAME, f"platforms/{NAME}.yaml", True)
    assert [(layer["layer"], layer["looked_at"]) for layer in platform["layers"]] == [("azure", 2), ("databricks", 2)]
    state = json.loads((standing / REHEARSAL / "state" / f"{NAME}-databricks.tfstate").read_text())
    assert platform["layers"][1]["serial"] == state["serial"]
    kinds = found(done)
    assert kinds["databricks_cluster"]["what"] == "changed"
    assert kinds["databricks_cluster"]["name"] == NAME
    assert kinds["databricks_cluster"]["differences"] == [
        {"argument": "autotermination_minutes", "managed": True, "was": 30, "now": 600}
    ]
    assert (kinds["databricks_notebook"]["what"], kinds["databricks_notebook"]["differences"]) == ("removed", [])


def test_what_the_platform_does_not_set_is_not_promised_back(standing: Path, lakemason: Lakemason) -> None:
    change(lakemason, CLUSTER, "enable_local_disk_encryption=true")
    done = drift(lakemason)
    assert done.code == 2
    assert "-> true (not set by the platform)" in done.out
    assert f"may leave it as it is: platforms/{NAME}.yaml does not set it." in done.out


def test_code_review_reads_sarif_with_the_same_fingerprints_every_time(standing: Path, lakemason: Lakemason) -> None:
    assert checked_run(json.loads(drift(lakemason, "--format", "sarif").good().out))["results"] == []
    change(lakemason, CLUSTER, "autotermination_minutes=600")
    remove(lakemason, NOTEBOOK)
    first = checked_run(json.loads(drift(lakemason, "--format", "sarif").out))
    assert {(one["ruleId"], one["level"]) for one in first["results"]} == {
        ("drift/changed", "warning"),
        ("drift/removed", "error"),
    }
    where = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in first["results"]}
    assert where == {f"platforms/{NAME}.yaml"}
    change(lakemason, CLUSTER, "autotermination_minutes=900")
    second = checked_run(json.loads(drift(lakemason, "--format", "sarif").out))
    prints = [[one["partialFingerprints"] for one in run["results"]] for run in (first, second)]
    assert prints[0] == prints[1]
    assert len({json.dumps(one) for one in prints[0]}) == 2
    # The one that GitHub tells results of a rule and a file apart by; without it the uploading action puts in a hash of
    # the line, which is the same for all.
    assert len({one["primaryLocationLineHash"] for one in prints[0]}) == 2


def test_everything_in_a_workspace_that_is_gone_is_gone(standing: Path, lakemason: Lakemason) -> None:
    remove(lakemason, WORKSPACE)
    kinds = found(drift(lakemason, "--json"))
    assert {kind: one["what"] for kind, one in kinds.items()} == {
        kind: "removed" for kind in ("azurerm_databricks_workspace", "databricks_cluster", "databricks_notebook")
    }


def test_a_layer_that_was_never_deployed_has_none(samples: Path, lakemason: Lakemason) -> None:
    done = drift(lakemason).good()
    assert f"{NAME}: nothing stands, so nothing can drift" in done.out
    assert f"{NAME}-databricks: was never deployed" in done.out
    assert not (samples / ".lakemason" / "lakemason.db").exists()
    lakemason("deploy", "labs-exploration-sandbox", "--rehearse", "--yes").good()
    done = drift(lakemason, platform="labs-exploration-sandbox").good()
    assert "labs-exploration-sandbox: no drift in 2 resources" in done.out
    assert "labs-exploration-sandbox-databricks: " in done.out


def test_a_platform_that_somebody_works_on_is_looked_at_all_the_same(standing: Path, lakemason: Lakemason) -> None:
    with Session.open(Project(standing), rehearse=True, progress=Progress()) as session, session.alone_with(NAME):
        done = drift(lakemason, "--json").good()
    assert f"A run works on {NAME}: " in done.err
    assert f"process {os.getpid()}" in json.loads(done.out)[0]["held_by"]
    assert json.loads(drift(lakemason, "--json").good().out)[0]["held_by"] == ""


@pytest.mark.parametrize("ledger", [True, False])
def test_a_configuration_that_was_not_deployed_does_not_mislead(
    standing: Path, lakemason: Lakemason, ledger: bool
) -> None:
    """As when somebody edited the file and synthesized it: one layer asks the other for what does not stand yet."""
    path = standing / "platforms" / f"{NAME}.yaml"
    path.write_text(path.read_text().replace("features:\n", "features:\n  storage: {}\n  unity_catalog: {}\n"))
    declined = lakemason("deploy", NAME, "--rehearse", "--no-input")
    assert "Nobody is here to approve this" in declined.err
    if not ledger:
        (standing / ".lakemason" / "lakemason.db").unlink()
    assert drift(lakemason).good().out == f"{NAME}: no drift in 4 resources\n"
    change(lakemason, CLUSTER, "autotermination_minutes=600")
    assert list(found(drift(lakemason, "--json"))) == ["databricks_cluster"]


@pytest.mark.parametrize("lost", [["lakemason.db"], ["lakemason.db", "rehearsal/cdktf.out"]])
def test_a_state_without_ledger_or_stacks_is_looked_at(standing: Path, lakemason: Lakemason, lost: list[str]) -> None:
    """As a plain `cdktf deploy` leaves it, and as a clone has it that was given the state alone."""
    for name in lost:
        path = standing / ".lakemason" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    change(lakemason, GROUP, "tags.team=other")
    assert list(found(drift(lakemason, "--json"))) == ["azurerm_resource_group"]
    assert not (standing / ".lakemason" / lost[-1]).exists(), "nothing is put there"


def test_stacks_that_are_just_being_written_keep_nobody_from_looking(standing: Path, lakemason: Lakemason) -> None:
    (standing / REHEARSAL / "cdktf.out" / "stacks" / f"{NAME}-azure" / "cdk.tf.json").write_text('{"terraform": {')
    assert drift(lakemason).good().out == f"{NAME}: no drift in 4 resources\n"
    (standing / ".lakemason" / "lakemason.db").unlink()
    assert drift(lakemason).good().out == f"{NAME}: no drift in 4 resources\n"


def test_a_damaged_state_is_named_where_it_stands(standing: Path, lakemason: Lakemason) -> None:
    state = standing / REHEARSAL / "state" / f"{NAME}-azure.tfstate"
    state.write_text("{}")
    done = drift(lakemason)
    assert (done.code, done.out) == (1, "")
    assert f"{state}: not a Terraform state" in done.err
    assert f"{state}.backup" in done.err


def test_all_platforms_are_looked_at_and_one_that_fails_stops_none(standing: Path, lakemason: Lakemason) -> None:
    lakemason("deploy", "fraud-ml-prod", "--rehearse", "--yes").good()
    change(lakemason, "databricks_instance_pool/fraud-ml-prod", "idle_instance_autotermination_minutes=90")
    (standing / "platforms" / f"{NAME}.yaml").unlink()  # it stands all the same
    done = drift(lakemason, "--all", "--json", platform="")
    assert done.code == 2
    drifted = {one["platform"]: one["drifted"] for one in json.loads(done.out)}
    assert drifted == {"fraud-ml-prod": True, "labs-exploration-sandbox": False, NAME: False}
    assert drift(lakemason).code == 0, "alone as well"

    cloud = Cloud(standing / REHEARSAL / "cloud.db")
    cloud.faults.add(Fault(kind="denied", operation="read", type="databricks_cluster", times=99))
    cloud.close()
    done = drift(lakemason, "--all", "--format", "sarif", platform="")
    assert done.code == 1
    run = checked_run(json.loads(done.out))
    assert len(run["results"]) == 1, "the others were looked at"
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith(f"{NAME}: Looking at")
    alone = drift(lakemason, "--json", platform="fraud-ml-prod")
    assert alone.code == 2


def test_fails_where_the_cloud_cannot_be_asked(standing: Path, lakemason: Lakemason) -> None:
    cloud = Cloud(standing / REHEARSAL / "cloud.db")
    cloud.faults.add(Fault(kind="denied", operation="read", type="azurerm_resource_group", times=99))
    cloud.close()
    done = drift(lakemason)
    assert (done.code, done.out) == (1, "")
    assert f"Looking at {NAME}-azure failed." in done.err


def test_fails_without_a_platform(samples: Path, lakemason: Lakemason) -> None:
    for arguments in ([], [NAME, "--all"]):
        done = lakemason("drift", *arguments)
        assert done.code == 2
        assert "Name a platform, or all of them: --all." in done.err


def test_the_ledger_keeps_what_was_seen_without_values(standing: Path, lakemason: Lakemason) -> None:
    change(lakemason, CLUSTER, "autotermination_minutes=600")
    drift(lakemason)
    project = Project(standing)
    with open_ledger(project, project.place(rehearse=True)) as ledger:
        known = ledger.standing(NAME)
    assert known
    assert known.drift_seen_at
    assert known.drift
    assert known.drift["azure"] == {"looked_at": 2, "drifted": {}}
    assert list(known.drift["databricks"]["drifted"].values()) == ["changed"]
    assert "600" not in json.dumps(known.drift)


def test_what_the_ledger_cannot_keep_is_told_all_the_same(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    """As for a nightly job that may only read the shared database."""
    url = postgres.new_database()
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", url)
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    change(lakemason, CLUSTER, "autotermination_minutes=600")
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", f"{url}&options=-c%20default_transaction_read_only%3Don")
    done = drift(lakemason, "--json")
    assert list(found(done)) == ["databricks_cluster"]
    assert done.code == 2
    assert "`lakemason status` will not show what was found: The PostgreSQL database" in done.err


def test_what_a_failed_run_left_with_a_provider_of_its_own_is_looked_at(standing: Path, lakemason: Lakemason) -> None:
    """The run that was committed before it has no such provider, and Terraform reads nothing without."""
    (standing / "platforms" / f"{NAME}.yaml").write_text(JOINED)
    cloud = Cloud(standing / REHEARSAL / "cloud.db")
    cloud.faults.add(Fault(kind="denied", operation="create", type="databricks_storage_credential"))
    cloud.close()
    kept = lakemason("deploy", NAME, "--rehearse", "--yes", "--on-failure", "keep")
    assert "Kept as it is" in kept.err
    change(lakemason, CLUSTER, "autotermination_minutes=600")
    assert list(found(drift(lakemason, "--json"))) == ["databricks_cluster"]
