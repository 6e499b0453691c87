"""How objects of the cloud depend on one another: what must be there, and what must not go."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import TypeAlias

from rehearsal.cloud import ANY, Cloud, CloudObject
from rehearsal.overlay.load import Overlay
from rehearsal.overlay.rules import Parent, Reference, Rules
from rehearsal.overlay.templates import fill, first_filled, flatten, text
from rehearsal.protocol.values import UNKNOWN, Object, Value
from rehearsal.provider.accounts import Account, Place
from rehearsal.provider.checking import applies, values_at
from rehearsal.provider.diagnostics import refuse

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_LOCK_CODES = "unexpected status 409 (409 Conflict) with error: ScopeLocked: The scope '{id}' cannot perform delete \
operation because following scope(s) are locked: '{scope}'. Please remove the lock and try again."


class Relations:
    """The relations between objects, as one provider sees them.

    Args:
        cloud: Where the objects are.
        overlay: The rules of the provider's types.
    """

    def __init__(self, cloud: Cloud, overlay: Overlay) -> None:
        self._cloud = cloud
        self._overlay = overlay

    def place(self, account: Account, type_name: str) -> Place:
        """Where objects of a type are for an account; refused where the account is of the wrong kind."""
        rules = self._overlay.of(type_name)
        place = account.place(self._cloud, rules.realm)
        if rules.level and place.level and place.level != rules.level:
            # databricks SDK 0.93: ErrNotAccountClient, ErrNotWorkspaceClient.
            raise refuse(
                f"invalid Databricks {rules.level.title()} configuration: the provider's host is {place.level} level"
            )
        return place

    def referred(
        self, account: Account, rules: Rules, asked: Object, values: Object
    ) -> tuple[dict[str, Value], set[int]]:
        """Look up everything that is named; returns its attributes for the templates, and what must not go."""
        names: dict[str, Value] = {}
        held: set[int] = set()
        flat = {**values, **{name: value for name, value in flatten(asked).items() if value is not None}}
        for reference in rules.references:
            if not applies(reference, flat):
                continue
            for value in self._named(asked, reference):
                found = self._find(account, reference, value, flat)
                shown: Object = {**flat, "value": value, "attribute": reference.attribute}
                if found is None and reference.optional:
                    continue
                if found is None:
                    raise refuse(text(reference.missing or rules.reference_missing, shown), reference.attribute)
                has = flatten(found.state)
                if any(has.get(name) not in wanted for name, wanted in reference.having.items()):
                    raise refuse(text(reference.lacking, shown), reference.attribute)
                names.update(flatten(found.state, f"{reference.attribute}."))
                held |= {found.number} if reference.holds else set()
        return names, held

    def parent(self, account: Account, rules: Rules, place: Place, values: Object) -> CloudObject | None:
        """Find what an object lives in; None for the realm itself."""
        for parent in rules.parents:
            id_ = first_filled([parent.id], values)
            if id_ is None:
                continue
            found = self._cloud.find(self._realm(account, parent.type, id_), parent.type, id_)
            missing = parent.missing or rules.parent_missing
            if found is None and missing:
                raise refuse(text(missing, {**values, "parent": id_}))
            if found is not None and parent.networks:
                self._check_networks(parent, found, values)
            return found
        return None

    def _check_networks(self, parent: Parent, found: CloudObject, values: Object) -> None:
        own, outer = _networks(values, parent.networks["own"]), _networks(found.state, parent.networks["within"])
        if not all(any(_inside(it, wide) for wide in outer) for it in own):
            raise refuse(text(parent.outside, values))
        siblings = [it for it in self._cloud.children(found.number) if it.type == values["type"]]
        taken = [it for child in siblings for it in _networks(child.state, parent.networks["own"])]
        if any(it.overlaps(other) for it in own for other in taken):
            raise refuse(text(parent.overlapping, values))

    def check_removable(self, rules: Rules, found: CloudObject, *, forced: bool) -> None:
        """Refuse to delete what others need."""
        values: Object = {**flatten(found.state), "type": found.type}
        keeping = [] if forced else [child.id for child in self._keeping(found)]
        if keeping:
            values["children"] = "\n".join(f"* `{child}`" for child in keeping)
            raise refuse(text(rules.not_empty or "deleting {type} {id}: it still contains:\n{children}", values))
        inside = set(self._inside(found))
        users = [it for number in inside for it in self._cloud.holders(number) if it.number not in inside]
        if users:
            values["children"] = ", ".join(dict.fromkeys(it.id for it in users))
            raise refuse(text(rules.in_use, values))
        if rules.guarded:
            self._check_guards(found, values)

    def _check_guards(self, found: CloudObject, values: Object) -> None:
        for type_name in self._overlay.guards:
            attribute = self._overlay.of(type_name).guards
            for guard in self._cloud.of_type(type_name):
                scope = str(guard.state.get(attribute))
                below = f"{found.id}/".lower().startswith(f"{scope}/".lower())
                if below and guard.number != found.number:
                    raise refuse(text(f'deleting {{type}} "{{name}}": {_LOCK_CODES}', {**values, "scope": scope}))

    def _keeping(self, found: CloudObject) -> Iterator[CloudObject]:
        """What lives in an object and would not go with it, at any depth."""
        for child in self._cloud.children(found.number):
            if child.vanishes:
                yield from self._keeping(child)
            else:
                yield child

    def _inside(self, found: CloudObject) -> Iterator[int]:
        yield found.number
        for child in self._cloud.children(found.number):
            yield from self._inside(child)

    def _named(self, asked: Object, reference: Reference) -> Iterator[str]:
        for value in values_at(asked, reference.attribute):
            for item in value if isinstance(value, list) else [value]:
                if item in (None, "", UNKNOWN) or item in reference.also or isinstance(item, dict | list):
                    continue
                if not reference.pattern or re.fullmatch(reference.pattern, str(item)):
                    yield str(item)

    def _find(self, account: Account, reference: Reference, value: str, values: Object) -> CloudObject | None:
        groups = re.fullmatch(reference.pattern, value) if reference.pattern else None
        known: Object = {**values, **(groups.groupdict() if groups else {}), "value": value}
        for type_name in (reference.type,) if isinstance(reference.type, str) else reference.type:
            realm = ANY if reference.anywhere else self._realm(account, type_name, value)
            if reference.within:
                starts = [it for it in self._cloud.of_type(type_name) if realm in (ANY, it.realm)]
                found = [it for it in starts if _begins(value, str(it.state.get(reference.within)))]
            elif reference.by:
                wanted = {name: fill(template, known) for name, template in reference.by.items()}
                found = self._cloud.find_by_attribute(realm, type_name, wanted)
            else:
                one = self._cloud.find(realm, type_name, value)
                found = [one] if one else []
            if found:
                return found[0]
        return None

    def _realm(self, account: Account, type_name: str, id_: str) -> str:
        """Where objects of a type are: those of Azure in the subscription that their id names."""
        if id_.lower().startswith("/subscriptions/"):
            return id_.split("/")[2]
        if type_name == ANY:
            return ANY
        return account.place(self._cloud, self._overlay.of(type_name).realm).realm


def _networks(state: Object, name: str) -> list[Network]:
    value = state.get(name)
    return [ipaddress.ip_network(str(it)) for it in value] if isinstance(value, list) else []


def _inside(narrow: Network, wide: Network) -> bool:
    if isinstance(narrow, ipaddress.IPv4Network) and isinstance(wide, ipaddress.IPv4Network):
        return narrow.subnet_of(wide)
    return (
        isinstance(narrow, ipaddress.IPv6Network) and isinstance(wide, ipaddress.IPv6Network) and narrow.subnet_of(wide)
    )


def _begins(path: str, start: str) -> bool:
    return f"{path.rstrip('/')}/".startswith(f"{start.rstrip('/')}/")
