"""A clock that is set while a run goes on, a day forward or back: nothing of a run hangs on it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from app.provisioning.ledger import ledger
from app.provisioning.ledger.leases import Leases, PlatformBusy
from tests.app.provisioning.faults.scene import CLUSTER, NAME, Scene, fault

DAY = timedelta(days=1)


class Clock:
    """Stands for `datetime` where the ledger asks it for the time.

    Args:
        jump: By how much it is set.
        after: After how many looks at it.
    """

    def __init__(self, jump: timedelta, after: int) -> None:
        self.jump = jump
        self.after = after
        self.looks = 0

    def now(self, zone: object) -> datetime:
        assert zone is UTC
        self.looks += 1
        return datetime.now(UTC) + (self.jump if self.looks > self.after else timedelta())


def set_clock(patch: pytest.MonkeyPatch, jump: timedelta, after: int = 0) -> None:
    patch.setattr(ledger, "datetime", Clock(jump, after))


@pytest.mark.parametrize("jump", [pytest.param(DAY, marks=pytest.mark.whole), -DAY], ids=["forward", "back"])
def test_a_run_is_tried_again_and_committed_all_the_same(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    scene.strike(fault("throttled", CLUSTER))
    set_clock(monkeypatch, jump, after=6)  # when the run has begun: its lease was taken, its first step started
    scene.run("deploy").good()
    run = scene.last()
    assert run.state == "committed"
    assert run.ended_at is not None
    assert abs(run.ended_at - run.started_at - jump) < timedelta(minutes=10)
    assert scene.ran() == ["azure apply forward: done in 1", "databricks apply forward: done in 2"]
    assert scene.loose_ends() == []
    shown = scene.lakemason("runs", "show", "1", "--rehearse").good().out
    assert "committed" in shown
    assert "-1 day" not in shown
    assert f"{NAME}  deployed" in scene.lakemason("status", "--rehearse").good().out


def test_a_failed_run_is_never_taken_for_one_that_holds_data_of_long_ago(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it made is minutes old by the clock that cannot be set; the other one says a day."""
    scene.strike(fault("quota", CLUSTER))
    set_clock(monkeypatch, DAY, after=6)
    done = scene.run("deploy")
    assert f"Rolled back: nothing of {NAME} stands." in done.err
    assert scene.last().state == "rolled_back"
    assert scene.objects() == []
    assert scene.loose_ends() == []


@pytest.mark.parametrize("jump", [DAY, -DAY], ids=["forward", "back"])
def test_a_lease_is_held_as_long_as_its_process_lives(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    place = scene.project.place(rehearse=True)
    with scene.ledger() as kept:
        leases = Leases(kept.database, kept.scope, place.state)
        others = Leases(kept.database, kept.scope, place.state.parent / "another-lock-file")
        with leases.hold(NAME, "deploy"):
            set_clock(monkeypatch, jump)
            with pytest.raises(PlatformBusy), others.hold(NAME, "destroy"):
                pass
            done = scene.run("deploy")
            assert "Another run works on" in done.err
        assert leases.all() == []
        died = subprocess.run(
            [sys.executable, "-c", HOLDS_AND_DIES, str(place.state)], cwd=scene.root, check=False, capture_output=True
        )
        assert died.returncode == -9, died.stderr
        assert len(leases.all()) == 1
        with others.hold(NAME, "destroy"):
            assert [lease.doing for lease in leases.all()] == ["destroy"]


HOLDS_AND_DIES = """
import os, sys
from pathlib import Path
from app.project import Project
from app.provisioning.ledger.leases import Leases
from app.provisioning.ledger.opened import open_ledger

project = Project(Path.cwd())
with open_ledger(project, project.place(rehearse=True)) as kept:
    with Leases(kept.database, kept.scope, Path(sys.argv[1])).hold("ml-team-ml-dev", "deploy"):
        os.kill(os.getpid(), 9)
"""
