"""Every name a platform will have, before anything is built; and names that two things would get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from naming.errors import LakemasonError, RuleError
from naming.explain import warning
from naming.kinds import Kind
from naming.namer import Namer

_CONTAINERS: Mapping[str, Kind] = {
    "resource group": Kind.RESOURCE_GROUP,
    "workspace": Kind.WORKSPACE,
    "storage account": Kind.STORAGE_ACCOUNT,
    "key vault": Kind.KEY_VAULT,
    "virtual network": Kind.VIRTUAL_NETWORK,
    "network security group": Kind.NETWORK_SECURITY_GROUP,
    "route table": Kind.ROUTE_TABLE,
    "event hub namespace": Kind.EVENT_HUB_NAMESPACE,
    "event hub": Kind.EVENT_HUB,
    "catalog": Kind.CATALOG,
    "schema": Kind.SCHEMA,
    "glue database": Kind.GLUE_DATABASE,
}
"""The kind whose name says which one a scope of uniqueness is."""

_REGIONAL = frozenset({"region", "metastore"})
_PRIVATE = frozenset({"resource", "private DNS zone"})
"""Scopes that differ from thing to thing; two platforms never share one."""


@dataclass(frozen=True)
class PlannedName:
    """A name that a thing will have.

    Args:
        kind: What it is for.
        name: The name; None where there is none because of `problem`.
        problem: Why there is no name, in a line.
        warning: What refuses the name although its rule allows it.
        unique_in: Within what it may stand only once.
        container: Which one that is, as far as names say it.
        owner: Whose it is: a platform's name.
    """

    kind: Kind
    name: str | None
    problem: str
    warning: str
    unique_in: str
    container: tuple[str, ...]
    owner: str


@dataclass(frozen=True)
class Collision:
    """A name that two things would get where there can be only one."""

    kind: Kind
    name: str
    unique_in: str
    owners: tuple[str, ...]

    def __str__(self) -> str:
        """The collision in a sentence."""
        who = " and ".join(self.owners) if len(set(self.owners)) > 1 else f"two things of {self.owners[0]}"
        return f"{self.kind} {self.name!r}: {who} would share it, and it can stand only once in its {self.unique_in}."


def plan_name(namer: Namer, kind: Kind, *, owner: str = "", inside: str = "", **values: str | None) -> PlannedName:
    """The name a thing will have; what is wrong with it is in there, not raised.

    Args:
        namer: Who names it.
        kind: What it is for.
        owner: Whose it is; the namer's platform if left out.
        inside: Which thing it stands in, where its owner has several of the kind; the one there is if left out.
        **values: As for `Namer.name`.
    """
    convention = namer.config.convention(kind)
    owner = owner or namer.platform.get("platform", "")
    name, problem = None, ""
    try:
        name = namer.name(kind, **values)
    except RuleError as error:
        missing = [p for p in convention.required if p not in namer.values(kind, values) and p != "hash"]
        problem = f"needs {', '.join(missing)}" if missing else str(error).replace("\n", " ")
    return PlannedName(
        kind=kind,
        name=name,
        problem=problem,
        warning=warning(convention, name or ""),
        unique_in=convention.rule.unique_in,
        container=(*_container(namer, convention.rule.unique_in, owner), *([inside] if inside else [])),
        owner=owner,
    )


def plan_names(namer: Namer, kinds: Iterable[Kind], *, owner: str = "") -> list[PlannedName]:
    """The names that things of some kinds will have."""
    return [plan_name(namer, kind, owner=owner) for kind in kinds]


def collisions(names: Iterable[PlannedName]) -> list[Collision]:
    """Names that two things would get in one scope; those inside a thing that itself collides stay out."""
    groups: dict[tuple[str, tuple[str, ...], str], list[PlannedName]] = defaultdict(list)
    for planned in names:
        if planned.name is not None and planned.unique_in != "nothing":
            groups[_key(planned)].append(planned)
    clashing = [group for group in groups.values() if len(group) > 1]
    taken = {_folded(group[0]) for group in clashing}
    outer = [group for group in clashing if not taken.intersection(group[0].container)]
    return [
        Collision(group[0].kind, group[0].name or "", group[0].unique_in, tuple(p.owner for p in group))
        for group in outer or clashing
    ]


def refuse_collisions(names: Iterable[PlannedName]) -> None:
    """Raise LakemasonError where two things would get one name."""
    found = collisions(names)
    if found:
        fix = "Change a value that stands in the name, or add {purpose} or {platform} to the pattern."
        raise LakemasonError("\n".join(map(str, found)), fix=fix)


def _key(planned: PlannedName) -> tuple[str, tuple[str, ...], str]:
    from naming.rules import rule_of

    namespace = rule_of(planned.kind).namespace or str(planned.kind)
    return namespace, planned.container, _folded(planned)


def _folded(planned: PlannedName) -> str:
    from naming.rules import rule_of

    name = planned.name or ""
    return name if rule_of(planned.kind).case_sensitive else name.lower()


def _container(namer: Namer, unique_in: str, owner: str) -> tuple[str, ...]:
    if unique_in in _PRIVATE:
        return (owner,)
    if unique_in in _REGIONAL:
        return (namer.values(None).get("region", ""),)
    kind = _CONTAINERS.get(unique_in)
    if kind is None:
        return ()
    above = _container(namer, namer.config.convention(kind).rule.unique_in, owner)
    try:
        return (*above, namer.name(kind).lower())
    except RuleError:
        return (*above, owner)
