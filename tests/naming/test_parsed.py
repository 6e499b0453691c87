"""The packaged files as data say what their YAML says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from naming.documents import Document, read_document
from naming.locate import DEFAULTS, PATTERNS_NAME, VALUES_NAME, Found, packaged
from naming.parsed import parsed_texts, read_packaged


def test_the_parsed_files_are_up_to_date() -> None:
    assert {path: path.read_text(encoding="utf-8") for path in parsed_texts()} == parsed_texts(), "make schemas"


@pytest.mark.parametrize("name", [VALUES_NAME, PATTERNS_NAME])
def test_a_packaged_file_reads_the_same_from_its_yaml(name: str) -> None:
    found = packaged(name)
    assert read_packaged(found) == read_document(found.path, source=found.shown)


def test_yaml_that_was_changed_since_is_what_counts(tmp_path: Path) -> None:
    for suffix in (".yaml", ".json"):
        shutil.copy((DEFAULTS / VALUES_NAME).with_suffix(suffix), tmp_path)
    path = tmp_path / VALUES_NAME
    path.write_text("version: 1\ndefaults: {}\n", encoding="utf-8")
    read = read_packaged(Found(VALUES_NAME, path, "packaged", "it"))
    assert read == Document("it", {"version": 1, "defaults": {}}, {(): 1, ("version",): 1, ("defaults",): 2})
