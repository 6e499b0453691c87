"""Every example of docs/naming.md, as it stands there."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import PLATFORM, ROOT, Lakemason

TEXT = (ROOT / "docs" / "naming.md").read_text(encoding="utf-8")
SECTIONS = [part for part in re.split(r"^#{2,3} ", TEXT, flags=re.MULTILINE)[1:] if "```" in part]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_console(text: str, lakemason: Lakemason) -> None:
    for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
        program, *arguments = shlex.split(command)
        assert program == "lakemason"
        done = lakemason(*arguments)
        shown = done.out or re.sub(r"^Naming by .*\n", "", done.err)
        assert [line.rstrip() for line in shown.splitlines()] == expected.splitlines(), command


@pytest.mark.parametrize("section", SECTIONS, ids=lambda text: text.partition("\n")[0])
def test_examples_do_what_they_show(section: str, project: Path, lakemason: Lakemason) -> None:
    (project / "platforms" / "ml-team-ml-dev.yaml").write_text(PLATFORM)
    names: dict[str, object] = {}
    for language, text in BLOCK.findall(section):
        if language == "yaml":
            name = text.partition("\n")[0].removeprefix("# ")
            assert name in ("naming-values.yaml", "naming-patterns.yaml")
            (project / name).write_text(text)
        elif language == "console":
            run_console(text, lakemason)
        else:
            test = doctest.DocTestParser().get_doctest(text, names, section, None, None)
            runner = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST)
            assert runner.run(test, clear_globs=False).failed == 0
            names = test.globs
