"""One person's wish for one feature that could not be had."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

MAX_NAME, MAX_SENTENCE = 200, 10_000
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def _storable(text: object) -> object:
    """Text without what no database takes: halves of characters, and the character 0."""
    if not isinstance(text, str):
        return text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _plausible(moment: datetime) -> datetime:
    if not EARLIEST <= moment < LATEST:
        raise ValueError(f"allowed is {EARLIEST.year}-{LATEST.year - 1}")
    return moment.astimezone(UTC)


_Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NAME),
    BeforeValidator(_storable),
]


class FeatureRequest(BaseModel):
    """One person's wish for one feature that could not be had.

    Args:
        feature: The feature's name.
        requested_by: Who asked.
        requested_at: When, with its time zone.
        sentence: What they wrote.
        blueprint: The blueprint that was tried; None where none fitted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    feature: _Name
    requested_by: _Name
    requested_at: Annotated[AwareDatetime, AfterValidator(_plausible)]
    sentence: Annotated[str, Field(max_length=MAX_SENTENCE), BeforeValidator(_storable)] = ""
    blueprint: _Name | None = None
