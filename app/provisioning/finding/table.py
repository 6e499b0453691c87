"""How each type of resource is found again: azurerm.toml and databricks.toml, a table a type.

An import id is a Terraform template with holes, so that Terraform fills in what only it knows:

| hole | filled with |
| --- | --- |
| `<name>`, `<oidc_policy.issuer>` | what the configuration has for the argument, as it is written there |
| `<=name>` | the same as a Terraform expression, for a comparison |
| `<found>` | the data source that looked the object up |
| `<subscription>` | the id of the provider's subscription |
| `<group>` | the path of the resource group, up to `providers` |
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

How = Literal["derived", "looked up", "not findable"]

SPECIAL = ("found", "subscription")
HOLE = re.compile(r"<(=?)([\w.]+)>")
_GROUP = "/subscriptions/<subscription>/resourceGroups/<resource_group_name>/providers"
_HERE = Path(__file__).parent


class Way(BaseModel):
    """One way to an object's import id.

    Args:
        id: Template of the id.
        data: Type of the data source that looks the object up; none where the configuration says it all.
        given: The data source's arguments, by the resource's argument that each is taken from.
        fixed: Further arguments of the data source; texts in them are templates.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    data: str = ""
    given: Mapping[str, str] = Field(default_factory=dict, alias="with")
    fixed: Mapping[str, Any] = Field(default_factory=dict, alias="set")

    def applies(self, body: Mapping[str, Any]) -> bool:
        """Whether a resource's configuration has everything that this way needs."""
        needed = {*self.given.values(), *_holes(self.id), *_holes(self.fixed)} - set(SPECIAL)
        return all(argument(body, path) is not None for path in needed)


class Row(BaseModel):
    """How one type is found.

    Args:
        ways: Ways to the import id; the first one is taken whose arguments are all there.
        adopts: Making it again takes over what is there: it is imported only to be undone.
        fresh: Why it is never imported, and need not be: making it again takes over what is there.
        doubles: Why making it again makes a second one, with who says so; empty where that is refused or harmless.
        single_with: Arguments any of which, given, has a second one refused all the same.
        doubles_with: The argument without which a second one is refused; none if left out.
        outlives: It belongs to the metastore or the account, and stays where its workspace is gone.
        unfindable: Why it cannot be found where no way applies.
        where: Where a person finds it; holes as in an id, empty where the configuration has nothing.
        unread: Arguments that an import leaves empty: the next plan may set them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ways: tuple[Way, ...] = ()
    adopts: bool = False
    fresh: str = ""
    doubles: str = ""
    single_with: tuple[str, ...] = ()
    doubles_with: str = ""
    outlives: bool = False
    unfindable: str = ""
    where: str = ""
    unread: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_way_written_flat(cls, table: dict[str, Any]) -> dict[str, Any]:
        if "id" not in table:
            return table
        flat = {key: table[key] for key in ("data", "with", "set") if key in table}
        ids = [table["id"]] if isinstance(table["id"], str) else table["id"]
        kept = {key: value for key, value in table.items() if key not in (*flat, "id")}
        return {**kept, "ways": [{"id": id_.replace("<group>", _GROUP), **flat} for id_ in ids]}

    @property
    def how(self) -> How:
        """How a resource of the type is found, as a rule."""
        if not self.ways:
            return "not findable"
        return "looked up" if self.ways[0].data else "derived"

    @property
    def repeats(self) -> bool:
        """Whether making it again does no harm."""
        return self.adopts or bool(self.fresh)

    def doubled(self, body: Mapping[str, Any]) -> bool:
        """Whether making one resource again makes a second one, as far as is known."""
        if not self.doubles or any(argument(body, path) is not None for path in self.single_with):
            return False
        return not self.doubles_with or bool(argument(body, self.doubles_with))

    def way(self, body: Mapping[str, Any]) -> Way | None:
        """The way to one resource, from its configuration."""
        return next((way for way in self.ways if way.applies(body)), None)

    def place(self, kind: str, body: Mapping[str, Any]) -> str:
        """Where a person looks for one resource."""
        if not self.where:
            return f"{kind.partition('_')[0]}: {kind} {argument(body, 'name') or ''}".rstrip()
        return HOLE.sub(lambda hole: str(argument(body, hole[2]) or ""), self.where)


_UNKNOWN = "nobody has said yet how this type is found"
UNKNOWN = Row(unfindable=_UNKNOWN, doubles="nobody has said yet whether it does")
UNKNOWN_OF_AZURE = Row(unfindable=_UNKNOWN)
"""For a type that somebody's own construct makes. What stands azurerm refuses to make: its ids are made of names.
Source: azurerm 4.55, internal/tf/errors (ImportAsExistsError), 2025."""


@cache
def table() -> dict[str, Row]:
    """Every type that is known, by name."""
    rows: dict[str, Row] = {}
    for provider in ("azurerm", "databricks"):
        with (_HERE / f"{provider}.toml").open("rb") as file:
            rows |= {kind: Row.model_validate(row) for kind, row in tomllib.load(file).items()}
    return rows


def row_of(kind: str) -> Row:
    """How a type is found."""
    return table().get(kind, UNKNOWN_OF_AZURE if kind.startswith("azurerm_") else UNKNOWN)


def argument(body: Any, path: str) -> Any:
    """What a configuration has at a dotted path, of a block that may be repeated the first; None where nothing."""
    for step in path.split("."):
        body = body[0] if isinstance(body, list) and body else body
        body = body.get(step) if isinstance(body, Mapping) else None
    return None if body == "" else body


def _holes(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (hole[2] for hole in HOLE.finditer(value))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _holes(item)
