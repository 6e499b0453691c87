"""What people meet when things go wrong: held locks, no network, a damaged mirror, a crash."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path

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
    with (samples / STATE / "ml-team-ml-dev-azure.tfstate").open("rb+") as state:
        # As another process: Terraform's locks are the process's own, and ours is another one than its.
        fcntl.lockf(state, fcntl.LOCK_EX)
        done = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes")
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


def test_after_a_crash_the_same_command_goes_on(samples: Path, lakemason: Lakemason) -> None:
    path = samples / "platforms" / "ml-team-ml-dev.yaml"
    # The cluster alone: a notebook may or may not be there before the provider crashes.
    path.write_text(path.read_text().replace("features:\n  notebooks: {}\n", ""))
    place = samples / ".lakemason" / "rehearsal"
    place.mkdir(parents=True)
    cloud = Cloud(place / "cloud.db")
    cloud.faults.add(Fault(kind="crash", operation="create", type="databricks_cluster", at=1, moment="before"))
    cloud.close()
    crashed = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes")
    assert crashed.code == 1
    assert "Applying ml-team-ml-dev-databricks failed." in crashed.err
    assert "Traceback" not in crashed.err
    assert status(lakemason) == "partly deployed"
    deployed(lakemason)
    assert status(lakemason) == "deployed"


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
