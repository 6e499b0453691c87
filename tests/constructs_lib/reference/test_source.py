"""What the pages say is read from signatures and docstrings, which must fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.reference import source
from constructs_lib.reference.source import Argument, described

TEXT = '''
class Thing(Construct):
    """Does something.

    Makes: 1 thing.

    Args:
        names: Names
            and tags.
        days: Days, 1-9. Source: azurerm 4.55, thing. Left out: 3.

    Raises:
        RuleError: Too many days.
    """

    def __init__(self, scope: Construct, id: str, *, names: Namer, days: int | None = 3) -> None:
        self.thing_id: str = "x"
        self._hidden = 1
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "constructs_lib"
    package.mkdir()
    monkeypatch.setattr(source, "PACKAGE", package)
    return package / "thing.py"


def test_a_construct_is_read_from_its_source(module: Path) -> None:
    module.write_text(TEXT)
    (thing,) = described(module)
    assert (thing.sort, thing.summary, thing.makes, thing.errors) == (
        "construct",
        "Does something.",
        "1 thing.",
        "Too many days.",
    )
    assert thing.module == "constructs_lib.thing"
    assert thing.gives == ("thing_id",)
    assert thing.arguments == (
        Argument("names", "Namer", None, "Names and tags.", ""),
        Argument("days", "int | None", "3", "Days, 1-9. Left out: 3.", "azurerm 4.55, thing"),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("days: int", "hours: int", "the docstring has"),
        ("    Makes: 1 thing.\n", "", "says 0 times what it makes"),
    ],
)
def test_fails_where_docstring_and_code_do_not_fit(module: Path, old: str, new: str, message: str) -> None:
    module.write_text(TEXT.replace(old, new))
    with pytest.raises(ValueError, match=message):
        described(module)
