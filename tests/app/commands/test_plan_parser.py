"""Planning with a model on a real server, as markdown, and with the rules to fall back on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.app.intent.model.server import ANSWER, ModelServer, fails, says, serving
from tests.conftest import Lakemason

SENTENCE = "GPU cluster for deep learning, team vision, dev"


def use(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("LAKEMASON_MODEL", "small")


def test_a_plan_says_which_model_read_it(lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(ANSWER)) as server:
        use(server, monkeypatch)
        done = lakemason("plan", SENTENCE, "--parser", "openai", "--save").good()
        assert "Asking openai/small ..." in done.err
        assert "read by      openai/small" in done.out
        assert "team         vision (a model's reading)" in done.out
        assert "parser: openai/small" in (project / "platforms" / "vision-ml-dev.yaml").read_text()

        monkeypatch.setenv("LAKEMASON_PARSER", "auto")
        again = json.loads(lakemason("plan", SENTENCE, "--json").good().out)
        assert (again["parser"], len(server.asked)) == ("openai/small", 1), "the answer was kept"
        lakemason("plan", SENTENCE, "--no-cache").good()
        assert len(server.asked) == 2
        assert lakemason("plan", SENTENCE, "--parser", "rules").good().out.count("read by      rules") == 1


def test_a_model_that_fails_is_an_error_or_the_rules_answer(
    lakemason: Lakemason, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(fails(401)) as server:
        use(server, monkeypatch)
        failed = lakemason("plan", SENTENCE, "--parser", "openai")
        assert failed.code == 1
        assert "does not let us in" in failed.err
        done = lakemason("plan", SENTENCE, "--parser", "openai", "--fallback", "rules").good()
    assert "Warning: openai/small failed, so the rules read the sentence: " in done.err
    assert "read by      rules" in done.out


def test_a_plan_as_markdown(lakemason: Lakemason, project: Path) -> None:
    done = lakemason("plan", f"{SENTENCE} <b>@all</b>", "--markdown").good()
    assert done.out.startswith("## Plan for vision-ml-dev\n")
    assert "<details>\n<summary>Match</summary>" in done.out
    html = MarkdownIt("gfm-like", {"linkify": False}).render(done.out)
    assert "<b>" not in html
    assert html.count("@all") == 1, "only in the command to copy, where nobody is called"
    assert "@all" not in html.partition("<code")[0]
    assert done.out == lakemason("plan", f"{SENTENCE} <b>@all</b>", "--format", "markdown").good().out
