"""What belongs to things that are kept without their naming it: who may read a lake, how it is reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app.provisioning.guard import GROUP, may_hold_data
from app.provisioning.run.references import NAMES, closure, named


class Attached:
    """Finds what is attached to what is kept.

    Attached is what names something that is kept and is nothing by itself: a role on a lake, a private endpoint, a
    network's way out. In Azure it may bear a name and bring what it needs (an endpoint its DNS zone). In a workspace
    it bears none (grants, permissions, bindings): a job or a serving endpoint that names a kept catalog is work on the
    data, which goes, and so does what would need it.

    What is attached to something that stands anyway belongs to the run that is taken back, and goes. What may hold
    data is never brought: it is kept for its own sake, or shall go.

    Args:
        found: Bodies of what stands, by address, with its data sources.
        beside: Addresses that are in the target.
    """

    def __init__(self, found: Mapping[str, Any], beside: Collection[str]) -> None:
        self.found = found
        self.beside = set(beside)
        self.names = {address: self._resources_named(address) for address in found if not _data(address)}
        self.rests_on = {address: self._new(closure(found, {address})) for address in self.names}

    def to(self, kept: Collection[str]) -> set[str]:
        """Addresses of what is attached to things, and of what that needs.

        Args:
            kept: What is kept, with all that it rests on.
        """
        stay = self._new(kept)
        anchors = {address for address in stay if _kind(address) != GROUP}
        for address in self._candidates(stay):
            brought = self.rests_on[address] - stay
            if self.names[address] & anchors and self._may(address, brought):
                stay |= brought
        while more := {address for address in self._candidates(stay) if self._closes(address, stay)}:
            for address in more:
                stay |= self.rests_on[address]
        return stay - set(kept)

    def _candidates(self, stay: set[str]) -> list[str]:
        return [address for address in self.names if address not in stay and address not in self.beside]

    def _may(self, address: str, brought: set[str]) -> bool:
        """Whether something is an attachment, and may bring what it needs."""
        if any(may_hold_data(_kind(other)) for other in brought):
            return False
        if _kind(address).startswith("azurerm_"):
            return True
        return not any(self.found[address].get(argument) for argument in NAMES) and brought == {address}

    def _closes(self, address: str, stay: set[str]) -> bool:
        """Whether something joins only what stays: with what is nobody else's, where it is of no older thing."""
        brought = self.rests_on[address] - stay
        joins = {name for name in self.names[address] & stay if _kind(name) != GROUP}
        if not joins or not self._may(address, brought):
            return False
        if brought == {address}:
            return True
        older = {name for name in self.names[address] & self.beside if _kind(name) != GROUP}
        others = {
            other for other, names in self.names.items() if names & (brought - {address}) and other not in brought
        }
        return not older and others <= stay

    def _new(self, addresses: Collection[str]) -> set[str]:
        return {address for address in addresses if not _data(address) and address not in self.beside}

    def _resources_named(self, address: str) -> set[str]:
        """Resources that something names, directly or through data sources."""
        resources: set[str] = set()
        seen: set[str] = set()
        waiting = list(named(self.found[address]))
        while waiting:
            name = waiting.pop()
            if not _data(name):
                resources.add(name)
            elif name in self.found and name not in seen:
                seen.add(name)
                waiting += named(self.found[name])
        return resources


def _data(address: str) -> bool:
    return address.startswith("data.")


def _kind(address: str) -> str:
    return address.partition(".")[0]
