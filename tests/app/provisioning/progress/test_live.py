"""What people see on a terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from app.provisioning.events import Change
from app.provisioning.progress.live import LiveProgress
from tests.app.provisioning.progress.telling import Clock, said
from tests.app.provisioning.test_approval import on_terminal

GROUP, WORKSPACE, VAULT = "azurerm_resource_group.G", "azurerm_databricks_workspace.W", "azurerm_key_vault.V"
CHANGES = [Change(address, address.partition(".")[0], "create") for address in (GROUP, WORKSPACE, VAULT)]
TOOK = {(change.kind, "create"): seconds for change, seconds in zip(CHANGES, (5.0, 120.0, 30.0), strict=True)}
MADE_FROM = {WORKSPACE: [GROUP], VAULT: [GROUP]}


class Screen:
    """A terminal in memory."""

    def __init__(self) -> None:
        self.file = io.StringIO()
        self.clock = Clock()
        console = Console(file=self.file, force_terminal=True, width=120, highlight=False, markup=False)
        self.progress = LiveProgress(console, self.clock)

    def drawn(self) -> list[str]:
        """What was drawn since the last look, each line once, without what moves the cursor."""
        self.progress._live.refresh()
        text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.file.getvalue()).replace("\r", "\n")
        self.file.seek(0)
        self.file.truncate()
        return list(dict.fromkeys(line.strip(" ⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏") for line in text.splitlines() if line.strip()))


@pytest.fixture
def screen() -> Screen:
    return Screen()


def test_the_heading_counts_and_says_how_long_it_takes(screen: Screen) -> None:
    with screen.progress as progress:
        progress.step("Applying ml-azure", "ml-azure")
        progress.expect(CHANGES, TOOK, MADE_FROM)
        assert "Applying ml-azure  0/3  0:00:00  about 2 min left" in screen.drawn()
        progress.event(said("apply_start", GROUP, "create"))
        screen.clock.now += 3
        assert f"creating {GROUP}  0:00:03; 2 wait for it" in screen.drawn()
        progress.event(said("apply_complete", GROUP, "create", 4))
        progress.event(said("apply_start", WORKSPACE, "create"))
        progress.event(said("apply_start", VAULT, "create"))
        screen.clock.now += 90
        drawn = screen.drawn()
        assert f"created {GROUP} (4 s)" in drawn
        assert "Applying ml-azure  1/3  0:01:33  about 30 s left" in drawn
        assert f"creating {WORKSPACE}  0:01:30" in drawn


def test_without_earlier_runs_nothing_is_said_of_the_time(screen: Screen) -> None:
    with screen.progress as progress:
        progress.step("Applying ml-azure", "ml-azure")
        progress.expect(CHANGES, {})
        assert screen.drawn()[-1] == "Applying ml-azure  0/3  0:00:00"


def test_what_a_failure_keeps_from_beginning_is_not_waited_for(screen: Screen) -> None:
    with screen.progress as progress:
        progress.step("Applying ml-azure", "ml-azure")
        progress.expect([*CHANGES, Change("azurerm_subnet.S", "azurerm_subnet", "create")],
                        {**TOOK, ("azurerm_subnet", "create"): 7.0}, MADE_FROM)  # fmt: skip
        progress.event(said("apply_start", GROUP, "create"))
        progress.event(said("apply_start", "azurerm_subnet.S", "create"))
        progress.event(said("apply_errored", GROUP, "create", 2))
        assert f"failed: {GROUP} after 2 s" in screen.drawn()
        assert screen.drawn() == ["Applying ml-azure  0/4  0:00:00  a few seconds left",
                              "creating azurerm_subnet.S  0:00:00"]  # fmt: skip


def test_a_replacement_is_done_when_both_of_its_halves_are(screen: Screen) -> None:
    pool = "databricks_instance_pool.P"
    with screen.progress as progress:
        progress.step("Applying ml-databricks", "ml-databricks")
        progress.expect([Change(pool, "databricks_instance_pool", "replace")], {})
        for type, action in (("apply_start", "delete"), ("apply_complete", "delete"), ("apply_start", "create")):
            progress.event(said(type, pool, action))
        assert "Applying ml-databricks  0/1  0:00:00" in screen.drawn()
        progress.event(said("apply_complete", pool, "create"))
        assert "Applying ml-databricks  1/1  0:00:00" in screen.drawn()


def test_another_try_counts_down(screen: Screen) -> None:
    with screen.progress as progress:
        progress.step("Applying ml-azure", "ml-azure")
        progress.retry(30, "Azure asks to wait (429).")
        screen.clock.now += 12
        assert "Azure asks to wait (429)." in screen.drawn()
        assert screen.drawn() == ["Applying ml-azure  trying again in 18 s"]


def test_a_whole_deployment_on_a_terminal(samples: Path) -> None:
    code, seen = on_terminal(samples, "y\n", "deploy", "ml-team-ml-dev", "--rehearse")
    assert code == 0, seen
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)
    assert "Applying ml-team-ml-dev-azure  0/2" in text
    assert re.search(r"creating azurerm_resource_group\.\w+  0:00:0\d; 1 waits for it", text)
    assert "Applying ml-team-ml-dev-databricks  1/2" in text
    assert "\x1b[2K" in seen, "what is under way is drawn anew in its place"


def test_a_terminal_that_cannot_move_its_cursor_gets_plain_lines(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    code, seen = on_terminal(samples, "n\n", "deploy", "ml-team-ml-dev", "--rehearse")
    assert code == 1
    assert "Planning ml-team-ml-dev-azure ..." in seen
    assert "\x1b" not in seen


def test_the_other_run_that_is_waited_for_stays_above_a_clock(screen: Screen) -> None:
    with screen.progress as progress:
        progress.wait_for_run("Another run works on ml: eva\x1b[2J.", 600, {})
        progress.note("eva\x1b]0;tells")
        screen.clock.now += 61
        drawn = screen.drawn()
    assert r"eva\x1b]0;tells" in drawn
    assert "Another run works on ml: eva\\x1b[2J. Waiting up to 600 s for it; Ctrl-C ends that." in drawn
    assert "Waiting for the other run  0:01:01" in drawn
