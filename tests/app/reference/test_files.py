"""docs/blueprints.md and its pictures are what the code says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.reference.files import DOCS, files
from app.reference.merging import MOST_BOXES
from app.reference.page import page
from blueprints.checking import load_platforms
from blueprints.features.vocabulary import CLASSES, FEATURES
from blueprints.library import BLUEPRINTS
from catalog.price_file import FILE_NAME
from catalog.prices import vm_usd_per_hour

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return files()


def test_the_page_and_the_pictures_are_up_to_date(written: dict[str, str]) -> None:
    there = {path.relative_to(DOCS).as_posix(): path.read_text() for path in [*DOCS.glob("blueprints/*.svg")]}
    assert {"blueprints.md": (DOCS / "blueprints.md").read_text(), **there} == written, "make docs"


def test_every_blueprint_and_every_feature_has_a_section() -> None:
    titles = re.findall(r"^##+ (.+)$", page(), re.MULTILINE)
    assert [one.name for one in BLUEPRINTS if one.name not in titles] == []
    assert [name for name in FEATURES if name not in titles] == []
    assert titles.index("Not built here") > max(titles.index(name) for name in CLASSES)


def test_links_within_the_page_lead_somewhere() -> None:
    text = page()
    anchors = {title.lower().replace(" ", "-") for title in re.findall(r"^##+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_the_platform_files_of_the_page_are_right(tmp_path: Path) -> None:
    found = re.findall(r"```yaml\n(# yaml-language-server.+?)```", page(), re.DOTALL)
    assert len(found) == len(BLUEPRINTS)
    for text in found:
        name = re.search(r"^name: (\S+)", text, re.MULTILINE)
        assert name
        path = tmp_path / f"{name[1]}.yaml"
        path.write_text(text)
        assert [platform.name for platform in load_platforms([path], today=TODAY)] == [name[1]]


def test_every_picture_can_be_read(written: dict[str, str]) -> None:
    for one in BLUEPRINTS:
        root = ElementTree.fromstring(written[f"blueprints/{one.name}.svg"])
        boxes = [
            tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height")) for rect in root.iter(f"{SVG}rect")
        ]
        assert 2 <= len(boxes) <= MOST_BOXES, one.name
        over = [
            (a, b)
            for number, a in enumerate(boxes)
            for b in boxes[:number]
            if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
        ]
        assert over == [], one.name
        assert float(root.attrib["width"]) <= 1600, one.name


def test_prices_of_ones_own_change_nothing(
    written: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cdktf.json").write_text("{}")
    own = "kind,name,region,usd,date,source\nvm,Standard_D4ds_v5,westeurope,9,2026-11-01,ours\n"
    (tmp_path / FILE_NAME).write_text(own)
    monkeypatch.chdir(tmp_path)
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 9
    assert files() == written
    assert Path.cwd() == tmp_path


def test_nothing_of_this_machine_is_in_them(written: dict[str, str]) -> None:
    for text in written.values():
        assert str(DOCS.parent) not in text
        assert str(Path.home()) not in text
