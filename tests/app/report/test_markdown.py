"""Markdown that a renderer reads back as the texts that went in, and as nothing else."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.report.markdown import as_markdown, escaped
from app.report.page import Page, Section, printable

RENDERER = MarkdownIt("gfm-like", {"linkify": False})


def shown(markdown: str) -> str:
    """The text that a reader sees."""
    return unescape(re.sub(r"<[^>]+>", "", RENDERER.render(markdown)))


PAGE = Page(
    "Plan for `x`",
    "a | b",
    (
        Section("Match", (("blueprint", "databricks-*"), ("team", "<script>")), ("It has *all*.",)),
        Section(
            "Left to do by hand",
            notes=("1. mail @security", "- see https://example.com and www.example.com"),
            asks=True,
        ),
        Section("Next", (("save it", "lakemason plan '```' --save"),), verbatim=True, asks=True),
        Section("Empty"),
    ),
)


def test_a_page_has_a_title_folded_sections_and_open_ones() -> None:
    text = as_markdown(PAGE)
    html = RENDERER.render(text)
    assert html.count("<details>") == html.count("</details>") == 1
    assert "<summary>Match</summary>" in html
    assert "<h3>Left to do by hand</h3>" in html
    assert "Empty" not in html
    assert html.count("<table>") == 1
    assert "<code" in html
    assert "lakemason plan '```' --save  # save it" in unescape(html)


def test_nothing_of_a_text_is_markup() -> None:
    html = RENDERER.render(as_markdown(PAGE))
    assert "<script>" not in html
    assert "<em>" not in html
    assert "<a " not in html
    assert "<ol>" not in html
    for mention in ("@security", "https://", "www."):
        assert mention not in as_markdown(PAGE)
    assert "1. mail @security" in shown(as_markdown(PAGE))


@pytest.mark.parametrize(
    "text", ["#12", "a@b", "**b**", "![x](y)", "a\nb", "&lt;", "| x |", "$x$", "==x==", "+ x", "\\"]
)
def test_a_text_is_shown_as_it_stands(text: str) -> None:
    assert shown(f"- {escaped(text)}").strip() == printable(text)


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_keeps_its_characters_in_a_table(text: str) -> None:
    page = Page("t", "s", (Section("Match", (("label", text),)),))
    html = RENDERER.render(as_markdown(page))
    assert html.count("<tr>") == 2
    assert html.count("<td>") == 2
    (cell,) = re.findall(r"<td>label</td>\s*<td>(.*?)</td>", html, re.DOTALL)
    assert unescape(cell) == printable(text).strip(" ")
