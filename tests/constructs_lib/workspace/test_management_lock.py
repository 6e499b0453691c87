"""The lock."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.workspace.log_workspace import LogWorkspace
from constructs_lib.workspace.management_lock import ManagementLock
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_nothing_locked_can_be_deleted(names: Namer) -> None:
    assert under(SAMPLES["lock-minimal"], names, "Lock") == {
        "Lock": {
            "TYPE": "azurerm_management_lock",
            "lock_level": "CanNotDelete",
            "name": "lock-ml-team-ml-dev-weu",
            "notes": "Locked by Lakemason: take the lock out of the platform file first.",
            "depends_on": ["<Group>"],
            "scope": "<Group.id>",
        }
    }


def test_level_and_reason_are_chosen(names: Namer) -> None:
    assert under(SAMPLES["lock-fullest"], names, "Lock") == {
        "Lock": {
            "TYPE": "azurerm_management_lock",
            "lock_level": "ReadOnly",
            "name": "lock-ml-team-ml-dev-weu-audit",
            "notes": "Frozen for the audit of 2026.",
            "depends_on": ["<Logs>"],
            "scope": "<Group.id>",
        }
    }


def test_a_groups_lock_goes_before_everything_in_it(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        logs = LogWorkspace(azure, "Logs", names=names, resource_group=here)
        ManagementLock(azure, "Lock", names=names, of=here)
        ManagementLock(azure, "Own", names=names, of=logs, purpose="logs")

    made = under(make, names, "Lock", "Own")
    assert made["Lock"]["depends_on"] == ["<Group>", "<Logs>"]
    assert "depends_on" not in made["Own"]


@pytest.mark.parametrize("given", [{"level": "None"}, {"notes": ""}, {"notes": "x" * 513}, {"notes": "${x}"}])
def test_fails_for_other_levels_and_notes(names: Namer, given: dict[str, str]) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        ManagementLock(azure, "Lock", names=names, of=group(azure, names), **given)

    assert next(iter(given)) in refused(make, names)


def test_the_longest_notes_are_allowed(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        ManagementLock(azure, "Lock", names=names, of=group(azure, names), notes="x" * 512)

    assert under(make, names, "Lock")["Lock"]["notes"] == "x" * 512
