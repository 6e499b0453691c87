"""YAML that people write."""

from __future__ import annotations

from pathlib import Path

import pytest

from naming.documents import DocumentError, parse_document, read_document


def test_every_value_has_its_line() -> None:
    document = parse_document("a: 1\nb:\n  c: [x, y]\n  d: no\n", source="f.yaml")
    assert document.data == {"a": 1, "b": {"c": ["x", "y"], "d": "no"}}
    assert document.line(("b", "c", 1)) == 3
    assert document.line(("b", "d")) == 4
    assert document.line(("b", "nope")) == 2
    assert document.line(("nope",)) == 1
    assert document.mistake(("b", "d"), "text") == "f.yaml:4: b.d: text"
    assert document.mistake((), "text") == "f.yaml: text"


def test_plain_scalars_are_read_by_the_core_schema() -> None:
    text = "a: ~\nb: true\nc: 1.5\nd: 1e3\ne: '1'\nf: 0x1\ng: -3\nh: yes\ni: .5\nj: 0042\nk: 0\n"
    assert parse_document(text, source="f").data == {
        "a": None, "b": True, "c": 1.5, "d": 1000.0, "e": "1", "f": "0x1", "g": -3, "h": "yes", "i": 0.5,
        "j": "0042", "k": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("a: 1\na: 2", "f:2: the key 'a' a second time"),
        ("a: &x 1", "f:1: an anchor or alias"),
        ("a: *x", "f:1: an anchor or alias"),
        ("a: !x 1", "f:1: a tag"),
        ("a:\n\tb: 1", "spaces, not tabs"),
        ("a: [", "f:"),
        ("? [a]\n: 1", "a key that is not plain text"),
        ("a: 1\n---\nb: 2", "a second document"),
        ("- a", "must be a mapping"),
        ("", "must be a mapping"),
        ("a: \x00", "not YAML"),
        ("a: 1\nb: " + "9" * 5000, "f:2: a number of 5000 characters"),
        ("a: -1." + "9" * 5000, "f:1: a number of 5003 characters"),
        ("a: " + "[" * 5000, "nesting deeper than 30 levels"),
    ],
)
def test_fails_what_configuration_does_not_need(text: str, mistake: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_document(text, source="f")
    assert mistake in str(caught.value)


def test_fails_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    with pytest.raises(DocumentError, match="No such file"):
        read_document(path)
    path.write_bytes(b"a: \xff")
    with pytest.raises(DocumentError, match="not UTF-8 text"):
        read_document(path, source="f.yaml")
    path.write_text("#" * 1_000_001)
    with pytest.raises(DocumentError, match="larger than 1,000,000 bytes"):
        read_document(path)
