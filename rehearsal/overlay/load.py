"""The rules of a provider's types, read from azurerm/*.toml and databricks/*.toml, a file an entity."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeAlias

from rehearsal.overlay.rules import Check, Companion, DataRules, Parent, Reference, Rules

# What a TOML file holds: checked as it becomes one of the classes of rules.py.
Table: TypeAlias = dict[str, Any]


class Overlay:
    """The rules of a provider: its own configuration's, those that hold in general, and by type.

    A type's rules are made when they are first asked for.

    Args:
        tables: What the provider's files say, merged.
    """

    def __init__(self, tables: Table) -> None:
        self._general = tables["any"]
        self._data = tables["data"]
        self._resources = {name: entry for name, entry in tables.items() if name not in ("any", "data", "provider")}
        self._made: dict[str, Rules] = {}
        self.provider = _rules(tables["provider"])
        self.guards = tuple(name for name, entry in self._resources.items() if "guards" in entry)

    def of(self, type_name: str) -> Rules:
        """The rules of a resource type; a type's own win, its computed values add to the general ones."""
        if type_name not in self._made:
            entry = self._resources.get(type_name, {})
            computed = {**self._general.get("computed", {}), **entry.get("computed", {})}
            self._made[type_name] = _rules({**self._general, **entry, "computed": computed})
        return self._made[type_name]

    def of_data(self, type_name: str) -> DataRules:
        """The rules of a data source."""
        return DataRules(**_frozen(self._data.get(type_name, {})))

    def types(self) -> set[str]:
        """The resource types and data sources that have rules of their own."""
        return {*self._resources, *(f"data.{name}" for name in self._data)}


def load_overlay(provider: str) -> Overlay:
    """Read the rules of a provider: every file in its folder."""
    tables: Table = {"data": {}}
    for path in sorted(Path(__file__).with_name(provider).glob("*.toml")):
        with path.open("rb") as file:
            found = tomllib.load(file)
        tables["data"].update(found.pop("data", {}))
        tables.update(found)
    return Overlay(tables)


def _rules(entry: Table) -> Rules:
    made = _frozen(entry)
    if isinstance(made.get("id"), str):
        made["id"] = (made["id"],)
    made["parents"] = tuple(Parent(**parent) for parent in entry.get("parents", ()))
    made["checks"] = tuple(Check(**_frozen(check)) for check in entry.get("checks", ()))
    made["references"] = tuple(Reference(**_frozen(reference)) for reference in entry.get("references", ()))
    if companion := entry.get("companion"):
        made["companion"] = Companion(**companion)
    return Rules(**made)


def _frozen(entry: Table) -> Table:
    """Lists become tuples, also one level down; values inside templates stay as they are."""
    kept = ("defaults", "computed", "state", "lists")
    return {key: value if key in kept else _tuples(value) for key, value in entry.items()}


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    return value
