"""Every example of docs/costs.md, as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.conftest import PLATFORM, ROOT, Lakemason

TEXT = (ROOT / "docs" / "costs.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = ("plan.json", "usage.yaml", "lakemason-prices.csv")


def test_examples_do_what_they_show(project: Path, lakemason: Lakemason) -> None:
    (project / "platforms" / "ml-team-ml-dev.yaml").write_text(PLATFORM)
    shown = 0
    for language, text in BLOCK.findall(TEXT):
        if language != "console":
            name, _, content = text.partition("\n")
            name = name.lstrip("#/ ")
            assert name in FILES
            (project / name).write_text(content if name.endswith(".json") else text)
            continue
        command, _, expected = text.removeprefix("$ ").partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "lakemason"
        done = lakemason(*arguments).good()
        assert [line.rstrip() for line in done.out.splitlines()] == expected.splitlines(), command
        shown += 1
    assert shown == 6
