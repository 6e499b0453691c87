"""docs/constructs is what the code says, and what its examples make."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from constructs_lib.reference.entities import ENTITIES, PAGES
from constructs_lib.reference.files import files
from constructs_lib.reference.source import PACKAGE
from tests.conftest import ROOT

BY_HAND = {"testing.md"}


def test_the_pages_and_pictures_are_up_to_date() -> None:
    written = {path.name: path.read_text() for path in PAGES.glob("*.*") if path.name not in BY_HAND}
    assert written == files(), "make docs"


def test_every_entity_has_a_page() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders - {"bindings", "checks", "reference"} == {entity.key for entity in ENTITIES} - {"escape_hatch"}


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text()):
            if not link.startswith("https://") and not (path.parent / link).exists():
                broken.append(f"{path.relative_to(ROOT)}: {link}")
    assert broken == []


def test_no_box_of_a_picture_stands_over_another() -> None:
    for path in PAGES.glob("*.svg"):
        boxes = [
            tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
            for rect in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}rect")
        ]
        over = [
            (one, other)
            for number, one in enumerate(boxes)
            for other in boxes[:number]
            if one[0] < other[0] + other[2]
            and other[0] < one[0] + one[2]
            and one[1] < other[1] + other[3]
            and other[1] < one[1] + one[3]
        ]
        assert boxes, path.name
        assert over == [], path.name
