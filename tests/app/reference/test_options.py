"""Options are read from a feature's class, in words."""

from __future__ import annotations

from typing import ClassVar, Literal

import pytest
from pydantic import BaseModel, Field

from app.reference.options import Option, options_of
from blueprints.features.feature import Feature, FeatureDescription
from blueprints.features.vocabulary import CLASSES


class Team(BaseModel):
    """One team.

    Args:
        name: What it is called.
        budget_usd: What it may spend.
    """

    name: str
    budget_usd: float = Field(default=100, gt=0)


class Sampled(Feature):
    """Has an option of each sort.

    Args:
        days: Days kept,
            1-7.
        least: At least so many.
        names: Who.
        kind: Which.
        open: Whether.
        teams: The teams.
        by_name: The teams again.
        nothing: Left out: nothing.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(name="sampled", description="x")

    days: int = Field(default=3, ge=1, le=7)
    least: int | None = Field(default=None, ge=1)
    names: tuple[str, ...] = ("a", "b")
    kind: Literal["one", "two", "three"] = "two"
    open: bool = False
    teams: tuple[Team, ...] = ()
    by_name: dict[str, Team] = Field(default_factory=dict)
    nothing: str | None = None


def test_options_in_words() -> None:
    assert options_of(Sampled) == (
        Option("days", "whole number, 1-7", "3", "Days kept, 1-7."),
        Option("least", "whole number, 1 or more", "", "At least so many."),
        Option("names", "list of texts", "a, b", "Who."),
        Option("kind", "one, two or three", "two", "Which."),
        Option("open", "true or false", "false", "Whether."),
        Option("teams", "list of mappings", "", "The teams."),
        Option("teams[].name", "text", "must be given", "What it is called."),
        Option("teams[].budget_usd", "number, more than 0", "100", "What it may spend."),
        Option("by_name", "mapping to mapping", "", "The teams again."),
        Option("by_name.*.name", "text", "must be given", "What it is called."),
        Option("by_name.*.budget_usd", "number, more than 0", "100", "What it may spend."),
        Option("nothing", "text", "", "Left out: nothing."),
    )


@pytest.mark.parametrize("name", CLASSES)
def test_every_option_of_every_feature_is_described(name: str) -> None:
    options = options_of(CLASSES[name])
    assert [one.name for one in options if not one.text] == []
    assert set(CLASSES[name].model_fields) == {one.name for one in options if not set(".[") & set(one.name)}
