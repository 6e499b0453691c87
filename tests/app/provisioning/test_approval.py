"""Asking people: on a real terminal, with real answers."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest


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
