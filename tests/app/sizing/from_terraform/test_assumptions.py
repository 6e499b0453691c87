"""What usage files tell, and what is refused in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sizing.from_terraform.assumptions import read_assumptions
from app.sizing.from_terraform.library import READERS, check_assumptions
from app.sizing.from_terraform.resource import Landscape, Resource
from blueprints.usage import Amount
from naming.documents import DocumentError
from tests.conftest import ROOT

ADDRESS, TYPE = "azurerm_storage_account.lake", "azurerm_storage_account"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "usage.yaml"
    path.write_text(text)
    return path


def test_an_address_wins_over_a_pattern_and_that_over_a_type(tmp_path: Path) -> None:
    text = f"""\
version: 1
usage:
  {ADDRESS}: {{stored_gb: 3}}
  "azurerm_storage_*": {{stored_gb: 2, hours: 5}}
  {TYPE}: {{stored_gb: 1, hours: 6, clusters: {{low: 1, expected: 2, high: 3}}}}
"""
    told = read_assumptions(write(tmp_path, text)).of(ADDRESS, TYPE)
    assert told.amounts == {"stored_gb": Amount.of(3), "hours": Amount.of(5), "clusters": Amount(1, 2, 3)}
    other = read_assumptions(write(tmp_path, text)).of("azurerm_public_ip.a", "azurerm_public_ip")
    assert other.amounts == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("usage: {a: {gb: -1}}", ":1: usage.a.gb: allowed is a number from 0"),
        ("usage: {a: {gb: true}}", "allowed is a number"),
        ("usage: {a: {gb: [1]}}", "allowed is a number"),
        ("usage: {a: {gb: .inf}}", "allowed is a number"),
        ("usage: {a: {node_type: 4}}", "allowed is a VM type; got 4"),
        ("usage: {a: {gb: 1e300}}", "allowed is a number"),
        ("usage: {a: {gb: {low: 1, high: 2}}}", "{low: 1, expected: 2, high: 3}"),
        ("usage: {a: {gb: {low: 2, expected: 1, high: 3}}}", "{low: 1, expected: 2, high: 3}"),
        ("usage: {a: 3}", "must hold words with numbers"),
        ("usage: 3", "must hold what is told"),
        ("version: 1", "must hold what is told"),
        ("version: 2\nusage: {}", "allowed is 1; got 2"),
        ("usages: {}", "unknown key"),
    ],
)
def test_fails_what_tells_nothing(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_assumptions(write(tmp_path, text))
    assert said in str(caught.value)


def test_fails_what_is_told_of_nothing_with_every_mistake(tmp_path: Path) -> None:
    text = f"usage:\n  {ADDRESS}2: {{stored_gb: 1}}\n  {TYPE}: {{hours: 1}}\n  azurerm_public_ip: {{hours: 1}}\n"
    landscape = Landscape(
        [Resource("", ADDRESS, TYPE, {}), Resource("", "azurerm_public_ip.a", "azurerm_public_ip", {})]
    )
    with pytest.raises(DocumentError) as caught:
        check_assumptions(read_assumptions(write(tmp_path, text)), landscape)
    first, second, third = caught.value.mistakes
    assert f"usage.yaml:2: usage.{ADDRESS}2: matches no resource; did you mean {ADDRESS}?" in first
    assert f":3: usage.{TYPE}.hours: allowed is stored_gb; got 'hours'" in second
    assert "allowed is nothing: it has no use that varies" in third


def test_every_word_that_can_be_told_is_in_the_documents() -> None:
    text = (ROOT / "docs" / "costs.md").read_text(encoding="utf-8")
    assert {key for reader in READERS.values() for key in reader.keys if f"`{key}`" not in text} == set()
