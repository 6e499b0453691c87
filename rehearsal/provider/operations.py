"""What the simulated cloud does: create, read, update and delete, and what it refuses."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from rehearsal.cloud import Cloud, CloudObject
from rehearsal.faults import Operation
from rehearsal.overlay.load import Overlay
from rehearsal.overlay.rules import Companion, Rules
from rehearsal.overlay.templates import fill, flatten, text
from rehearsal.protocol.values import UNKNOWN, Object, Type, Value
from rehearsal.provider.accounts import Account, Place
from rehearsal.provider.checking import failing
from rehearsal.provider.completion import complete, settle
from rehearsal.provider.diagnostics import RefusedError, refuse
from rehearsal.provider.relations import Relations
from rehearsal.provider.striking import ENDING, outcome, strike
from rehearsal.trace import record

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Change:
    """What is to be made: the planned object, and what the configuration itself says of it."""

    planned: Object
    config: Object


@dataclass(frozen=True)
class Call:
    """One operation that was asked for: by whom, on what, and what is known of the object."""

    account: Account
    operation: Operation
    type: str
    about: Object


class Operations:
    """The operations of one provider on the cloud.

    Args:
        cloud: Where the objects are.
        provider: "azurerm" or "databricks".
        overlay: The rules of its types.
        type_of: The value type of a resource type.
    """

    def __init__(self, cloud: Cloud, provider: str, overlay: Overlay, type_of: Callable[[str], Type]) -> None:
        self._cloud = cloud
        self._provider = provider
        self._overlay = overlay
        self._type_of = type_of
        self._relations = Relations(cloud, overlay)
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let what hangs end: Terraform was asked to stop."""
        self._stopped.set()

    def create(self, account: Account, type_name: str, change: Change) -> Object:
        """Make an object; returns its state, everything known."""
        return self._perform(
            Call(account, "create", type_name, change.planned), lambda: self._create(account, type_name, change)
        )

    def read(self, account: Account, type_name: str, id_: str) -> Object | None:
        """Read an object; None where there is none."""

        def act() -> Object | None:
            found = self._cloud.find(self._place(account, type_name).realm, type_name, id_)
            return found.state if found and self._seen(found) else None

        return self._perform(Call(account, "read", type_name, self._about(type_name, id_)), act)

    def own_id(self, account: Account, type_name: str, import_id: str) -> str:
        """The id of the object that an import id means."""
        with self._lock:
            for pattern in self._overlay.of(type_name).imports:
                if told := re.fullmatch(pattern, import_id):
                    realm = self._place(account, type_name).realm
                    for found in self._cloud.find_by_attribute(realm, type_name, dict(told.groupdict())):
                        return found.id
        return import_id

    def update(self, account: Account, type_name: str, id_: str, change: Change) -> Object:
        """Change an object in place; returns its state."""
        return self._perform(
            Call(account, "update", type_name, {**change.planned, **self._about(type_name, id_)}),
            lambda: self._update(account, type_name, id_, change),
        )

    def delete(self, account: Account, type_name: str, id_: str) -> None:
        """Take an object away; one that is gone already is no error."""
        self._perform(
            Call(account, "delete", type_name, self._about(type_name, id_)),
            lambda: self._delete(account, type_name, id_),
        )

    def look_up(self, account: Account, type_name: str, wanted: Object) -> list[CloudObject]:
        """Find the objects of a type with some attributes."""

        def act() -> list[CloudObject]:
            found = self._cloud.find_by_attribute(self._place(account, type_name).realm, type_name, wanted)
            return [it for it in found if self._seen(it)]

        return self._perform(Call(account, "read", type_name, wanted), act)

    def _about(self, type_name: str, id_: str) -> Object:
        return {self._overlay.of(type_name).key: id_, "id": id_}

    def _seen(self, found: CloudObject) -> bool:
        return not self._cloud.faults.hides(found.type, self._cloud.count_read(found.number))

    def place(self, account: Account) -> Place:
        """Where the provider works, which must be reachable."""
        with self._lock:
            return account.place(self._cloud, "")

    def _place(self, account: Account, type_name: str) -> Place:
        return self._relations.place(account, type_name)

    def _perform(self, call: Call, act: Callable[[], _Result]) -> _Result:
        """Do one operation as one step: counted, traced, and met by the fault that waits for it.

        What is refused is refused before anything has changed, so the step is always kept.
        """
        refused: RefusedError | None = None
        results: list[_Result] = []
        with self._lock:
            with self._cloud.transaction():
                fault = self._cloud.faults.due(call.operation, call.type)
                if fault is None or fault.moment == "after":
                    try:
                        results.append(act())
                    except RefusedError as error:
                        refused = error
                about: Object = next((it for it in results if isinstance(it, dict)), call.about)
                key = self._overlay.of(call.type).key
                shown = about.get(key) if isinstance(about.get(key), str) else ""
                said = outcome(fault) if fault else str(refused) if refused else "ok"
                record(self._cloud.database, self._provider, call.operation, call.type, str(shown), said)
            if fault is not None and fault.kind in ENDING:  # here, where nothing else gets through meanwhile
                strike(fault, call.operation, call.type, {}, self._stopped)
        if fault is not None:
            values = {**flatten(call.about), **self.place(call.account).values}
            raise strike(fault, call.operation, call.type, values, self._stopped)
        if refused is not None:
            raise refused
        return results[0]

    def _create(self, account: Account, type_name: str, change: Change) -> Object:
        rules, place = self._overlay.of(type_name), self._place(account, type_name)
        names, held = self._checked(account, rules, place, type_name, change)
        parent = self._relations.parent(account, rules, place, {**names, **flatten(change.planned), **place.values})
        state = complete(rules, place, change.planned, names, self._cloud.birth)
        values = {**names, **flatten(state), **place.values}
        made = self._settled(type_name, state)
        key = _unique_key(rules, place, values)
        there = self._cloud.find(place.realm, type_name, str(state[rules.key]))
        if there is not None and rules.adopts:
            self._cloud.update(there.number, made, key)
            self._cloud.hold(there.number, held)
            return made
        if there is not None or (key and self._cloud.holder(key)):
            raise refuse(text(rules.taken, values))
        if rules.companion:
            self._check_companion(rules.companion, place, values)
        owner = parent.number if parent else place.owner
        vanishes = owner is not None and (rules.vanishes or owner == place.owner)
        object_ = CloudObject(0, place.realm, type_name, str(state[rules.key]), owner, vanishes, made)
        number = self._cloud.insert(object_, key)
        self._cloud.hold(number, held)
        if rules.companion:
            self._make_companion(rules.companion, place, number, values)
        return made

    def _update(self, account: Account, type_name: str, id_: str, change: Change) -> Object:
        rules, place = self._overlay.of(type_name), self._place(account, type_name)
        found = self._cloud.find(place.realm, type_name, id_)
        if found is None:
            raise refuse(f"updating {type_name} {id_}: unexpected status 404 (404 Not Found): it does not exist")
        names, held = self._checked(account, rules, place, type_name, change)
        derived: Object = {name: UNKNOWN for name in rules.derived if change.config.get(name) is None}
        derived |= {name: UNKNOWN for name in rules.comes_with if not found.state.get(name)}
        state = complete(rules, place, {**change.planned, **derived}, names, lambda _identity: 1)
        values = {**names, **flatten(state), **place.values}
        key = _unique_key(rules, place, values)
        holder = self._cloud.holder(key) if key else None
        if holder is not None and holder.number != found.number:
            raise refuse(text(rules.taken, values))
        made = self._settled(type_name, state)
        self._cloud.update(found.number, made, key)
        self._cloud.hold(found.number, held)
        return made

    def _delete(self, account: Account, type_name: str, id_: str) -> None:
        rules, place = self._overlay.of(type_name), self._place(account, type_name)
        found = self._cloud.find(place.realm, type_name, id_)
        if found is not None:
            self._relations.check_removable(rules, found, forced=_forced(rules, account, found))
            self._cloud.remove(found.number)

    def _checked(
        self, account: Account, rules: Rules, place: Place, type_name: str, change: Change
    ) -> tuple[dict[str, Value], set[int]]:
        """Make the API's checks; returns what templates can use, and the objects that must not go before this one."""
        names: dict[str, Value] = {"type": type_name, "noun": type_name.partition("_")[2].replace("_", " ")}
        about: Object = {**flatten(change.planned), **place.values, **names}
        if wrong := failing(rules, change.config, "create", about=about):
            raise RefusedError(*wrong)
        known, held = self._relations.referred(account, rules, change.config, about)
        return {**known, **names}, held

    def _settled(self, type_name: str, state: Object) -> Object:
        settled = settle(state, self._type_of(type_name))
        assert isinstance(settled, dict)
        return settled

    def _check_companion(self, companion: Companion, place: Place, values: dict[str, Value]) -> None:
        if self._cloud.find(place.realm, companion.type, text(companion.id, values)):
            raise refuse(text(companion.taken, values))

    def _make_companion(self, companion: Companion, place: Place, owner: int, values: dict[str, Value]) -> None:
        id_ = text(companion.id, values)
        state = fill(companion.state, values)
        assert isinstance(state, dict)
        key = _unique_key(self._overlay.of(companion.type), place, {"id": id_, "type": companion.type})
        self._cloud.insert(CloudObject(0, place.realm, companion.type, id_, owner, True, {"id": id_, **state}), key)


def _unique_key(rules: Rules, place: Place, values: dict[str, Value]) -> str | None:
    return f"{place.realm}|{values['type']}|{text(rules.unique, values)}" if rules.unique else None


def _forced(rules: Rules, account: Account, found: CloudObject) -> bool:
    if rules.force.startswith("features."):
        return account.feature(rules.force) is False
    return bool(rules.force) and found.state.get(rules.force) is True
