"""A catalog of Unity Catalog as a platform file describes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from blueprints.plain_text import SaidText

CORE = "core"
"""Domain of the first catalog's schemas where nobody said another."""


def _word(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", text):
        raise ValueError("must be lower-case letters, digits and single _, starting with a letter")
    return text


def _layer(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", text):
        raise ValueError("must be lower-case letters, digits and single - or _")
    return text


def _number(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d*", text):
        raise ValueError("must be a workspace's number (the o= of its address), in quotes")
    return text


Word = Annotated[str, AfterValidator(_word)]
LayerName = Annotated[str, AfterValidator(_layer)]
WorkspaceNumber = Annotated[str, AfterValidator(_number)]


def each_once(what: str, words: Iterable[str]) -> None:
    """Raise ValueError where a word stands twice."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise ValueError(f"{what} must stand once each; {word!r} stands twice")
        seen.add(word)


class CatalogOptions(BaseModel):
    """One catalog: its schemas, and who reads and writes it.

    Args:
        purpose: What sets it apart from the platform's other catalogs; part of its name. One catalog may be without.
        domain: What its schemas are about; part of their names. Left out: the purpose, or `core`.
        schemas: How refined their data is, one schema each. Left out: as the lake's containers. A schema that is
            called as a container keeps its tables there.
        container: Where everything else of the catalog lies; changing it replaces the catalog. Left out: the lake's
            first.
        readers: Groups of the account that may read everything in it.
        writers: Groups that may read, write and make tables, volumes, functions and models.
        managers: Groups that may do that, make schemas, and say who may do what.
        isolated: Only this workspace sees it, and those named below.
        read_in: Numbers of other workspaces that may read it.
        written_in: Numbers of other workspaces that may read and write it.
        force_destroy: Deleting the catalog deletes the tables in it; if not, a catalog with tables stays.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Word | None = None
    domain: Word | None = None
    schemas: tuple[LayerName, ...] | None = None
    container: str | None = None
    readers: tuple[SaidText, ...] = ()
    writers: tuple[SaidText, ...] = ()
    managers: tuple[SaidText, ...] = ()
    isolated: bool = True
    read_in: tuple[WorkspaceNumber, ...] = ()
    written_in: tuple[WorkspaceNumber, ...] = ()
    force_destroy: bool = False

    @model_validator(mode="after")
    def _whole(self) -> CatalogOptions:
        if self.schemas is not None:
            if not self.schemas:
                raise ValueError("schemas must name at least one; leave it out for those of the lake's containers")
            each_once("schemas", (name.replace("-", "_") for name in self.schemas))
        each_once("read_in and written_in", (*self.read_in, *self.written_in))
        if self.read_in + self.written_in and not self.isolated:
            raise ValueError("read_in and written_in go with isolated: true; every workspace sees one that is not")
        return self

    @property
    def key(self) -> str:
        """What tells it apart in a platform."""
        return self.purpose or "main"

    @property
    def about(self) -> str:
        """The domain of its schemas."""
        return self.domain or self.purpose or CORE

    @property
    def granted(self) -> bool:
        """Whether anybody but whoever deploys gets in."""
        return bool(self.readers or self.writers or self.managers)

    def also_for(self, *, readers: Iterable[str], writers: Iterable[str], managers: Iterable[str]) -> CatalogOptions:
        """The same, with more groups that get in."""
        return self.model_copy(
            update={
                "readers": (*self.readers, *readers),
                "writers": (*self.writers, *writers),
                "managers": (*self.managers, *managers),
            }
        )
