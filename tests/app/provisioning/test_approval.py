"""Asking people: on a real terminal, with real answers."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from app.provisioning.describe import describe_plans
from app.provisioning.terraform import Change, LayerPlan


def on_terminal(folder: Path, answer: str, *arguments: str) -> tuple[int, str]:
    """Run a command on a terminal of its own; answer its question."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("lakemason"), *arguments],
        cwd=folder,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "COLUMNS": "200"},
        start_new_session=True,
    )
    os.close(slave)
    said = ""
    answered = False
    while True:
        try:
            data = os.read(master, 4096)
        except OSError:  # the terminal closes with the program
            break
        if not data:
            break
        said += data.decode(errors="replace")
        if not answered and "[y/N]" in said:
            os.write(master, answer.encode())
            answered = True
    os.close(master)
    return process.wait(), said


@pytest.mark.parametrize(("answer", "code", "words"), [("n\n", 1, "Nothing was changed."), ("y\n", 0, "cluster_id")])
def test_the_answer_decides(samples: Path, answer: str, code: int, words: str) -> None:
    ended, said = on_terminal(samples, answer, "deploy", "ml-team-ml-dev", "--rehearse")
    assert "Deploy ml-team-ml-dev? [y/N]" in said
    assert words in said
    assert ended == code


@pytest.mark.parametrize(
    ("made", "waits_for"),
    [
        ("azurerm_databricks_workspace", "its workspace does not stand yet"),
        ("azurerm_storage_account", "what it takes from the layer before does not stand yet"),
    ],
)
def test_a_preview_says_what_it_waits_for(made: str, waits_for: str) -> None:
    first = LayerPlan("a-azure", (Change(f"{made}.A", made, "create"),), file=None, has_changes=True)
    second = LayerPlan(
        "a-databricks",
        (Change("databricks_catalog.B", "databricks_catalog", "create"),),
        file=None,
        has_changes=True,
        preview=True,
    )
    assert f"a-databricks (preview: {waits_for})" in describe_plans([first, second])
