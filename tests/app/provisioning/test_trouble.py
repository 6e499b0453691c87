"""What people meet when things go wrong: held locks, no network, a damaged mirror, a crash."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from rehearsal.cloud import Cloud
from rehearsal.faults import Fault
from tests.conftest import Lakemason

STATE = Path(".lakemason") / "rehearsal" / "state"


def deployed(lakemason: Lakemason) -> None:
    lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes").good()


def status(lakemason: Lakemason) -> str:
    rows = json.loads(lakemason("status", "--rehearse", "--json").good().out)
    return next(row["status"] for row in rows if row["platform"] == "ml-team-ml-dev")


def note(project: Path, stack: str) -> Path:
    path = project / STATE / f".{stack}.tfstate.lock.info"
    path.write_text(
        json.dumps({"ID": "1-2", "Operation": "OperationTypeApply", "Who": "ann@laptop", "Version": "1.15.5",
                    "Created": "2026-11-21T10:00:00.5Z", "Path": "x", "Info": ""})
    )  # fmt: skip
    return path


def test_a_held_lock_says_who_holds_it_and_what_to_do(samples: Path, lakemason: Lakemason) -> None:
    deployed(lakemason)
    note(samples, "ml-team-ml-dev-azure")
    # Another process's, as Terraform's own would be: a lock of this one would end with its next look at the file.
    holds = (
        "import fcntl, sys; file = open(sys.argv[1], 'rb+'); fcntl.lockf(file, fcntl.LOCK_EX); "
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(samples / STATE / "ml-team-ml-dev-azure.tfstate")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        assert holder.stdout
        holder.stdout.readline()
        done = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes")
        holder.communicate()
    assert done.code == 1
    assert "ann@laptop" in done.err
    assert "force-unlock" in done.err
    assert "Traceback" not in done.err


def test_a_stale_note_of_a_lock_stops_nobody(samples: Path, lakemason: Lakemason) -> None:
    deployed(lakemason)
    note(samples, "ml-team-ml-dev-azure")
    assert "locked" not in lakemason("status", "--rehearse").good().out
    lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes").good()


def test_no_network_to_a_registry_is_said(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    settings = own_home / "terraform.rc"
    settings.write_text('provider_installation {\n  network_mirror {\n    url = "https://127.0.0.1:1/"\n  }\n}\n')
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(settings))
    for name in ("SUBSCRIPTION_ID", "TENANT_ID", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"ARM_{name}", "00000000-0000-0000-0000-00000000000f")
    done = lakemason("deploy", "ml-team-ml-dev", "--yes")
    assert done.code == 1
    assert "could not fetch the providers" in done.err
    assert "--rehearse" in done.err
    assert not list((samples / ".lakemason" / "state").glob("*.tfstate"))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_provider_that_crashes_once_is_asked_again(
    samples: Path, lakemason: Lakemason, moment: Literal["before", "after"]
) -> None:
    broken(samples, Fault(kind="crash", operation="create", type="databricks_cluster", moment=moment))
    done = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes").good()
    assert "A provider crashed." in done.err
    assert ("found and recorded databricks_cluster.Cluster_" in done.err) == (moment == "after")
    cloud = Cloud(samples / ".lakemason" / "rehearsal" / "cloud.db")
    assert [thing.type for thing in cloud.objects()].count("databricks_cluster") == 1
    cloud.close()
    assert status(lakemason) == "deployed"


def test_a_provider_that_crashes_again_ends_in_a_rollback(samples: Path, lakemason: Lakemason) -> None:
    broken(samples, Fault(kind="crash", operation="create", type="databricks_cluster", times=9))
    crashed = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes")
    assert crashed.code == 1
    assert "Applying ml-team-ml-dev-databricks failed." in crashed.err
    assert "Rolled back: nothing of ml-team-ml-dev stands." in crashed.err
    assert "Traceback" not in crashed.err
    assert "empty" in lakemason("rehearsal", "show").good().out
    lakemason("rehearsal", "fault", "clear").good()
    deployed(lakemason)
    assert status(lakemason) == "deployed"


def broken(samples: Path, fault: Fault) -> None:
    place = samples / ".lakemason" / "rehearsal"
    place.mkdir(parents=True)
    cloud = Cloud(place / "cloud.db")
    cloud.faults.add(fault)
    cloud.close()


def test_another_build_of_a_provider_is_explained(samples: Path, lakemason: Lakemason) -> None:
    deployed(lakemason)
    lock = (
        samples / ".lakemason" / "rehearsal" / "cdktf.out" / "stacks" / "ml-team-ml-dev-azure" / ".terraform.lock.hcl"
    )
    text = lock.read_text()
    before = text.index('"h1:') + 4
    lock.write_text(text[:before] + "A" * 43 + text[before + 43 :])
    done = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes")
    assert done.code == 1
    assert "Delete .terraform.lock.hcl" in done.err
