"""Data sources: looking for an object of the cloud, or choosing from a fixed table."""

from __future__ import annotations

from rehearsal.overlay.load import Overlay
from rehearsal.overlay.rules import DataRules
from rehearsal.overlay.templates import fill, flatten, text
from rehearsal.protocol.values import Object, Value
from rehearsal.provider.accounts import Account
from rehearsal.provider.diagnostics import refuse
from rehearsal.provider.operations import Operations


class DataSources:
    """The data sources of one provider.

    Args:
        operations: The provider's operations on the cloud.
        overlay: The rules of its data sources.
    """

    def __init__(self, operations: Operations, overlay: Overlay) -> None:
        self._operations = operations
        self._overlay = overlay

    def read(self, account: Account, type_name: str, config: Object) -> Object:
        """Answer a data source; everything its configuration leaves open is filled as far as it is known."""
        rules = self._overlay.of_data(type_name)
        place = self._operations.place(account)
        found: Object = {}
        if rules.lists or rules.maps:
            found = self._listed(account, rules, config, place.realm)
        elif rules.of:
            found = self._object(account, rules, config)
        elif rules.rows:
            found = _row(rules, config)
        asked: Object = {name: value for name, value in config.items() if value not in (None, [])}
        values = {**place.values, **flatten(asked), **flatten(found)}
        answer: Object = {**found, **asked}
        for name, template in rules.computed.items():
            answer[name] = fill(template, values, place.realm, name)
            values = {**values, **flatten({name: answer[name]})}
        answer.setdefault("id", place.realm)
        return answer

    def _object(self, account: Account, rules: DataRules, config: Object) -> Object:
        wanted = _wanted(rules, config)
        found = self._operations.look_up(account, rules.of, wanted) if wanted else []
        if not found and rules.rows:
            return _row(rules, config)
        if len(found) != 1:
            said = rules.several if found and rules.several else rules.missing
            raise refuse(text(said, {**flatten(config), "count": len(found)}))
        return found[0].state

    def _listed(self, account: Account, rules: DataRules, config: Object, realm: str) -> Object:
        """All objects that are as asked, as a list or by key."""
        asked = flatten(config)
        parts = {name: asked[argument] for name, argument in rules.contains.items() if asked.get(argument) is not None}
        found = [
            flatten(it.state)
            for it in self._operations.look_up(account, rules.of, _wanted(rules, config))
            if all(str(part).lower() in str(it.state.get(name)).lower() for name, part in parts.items())
        ]
        lists: Object = {name: [fill(item, it, realm, name) for it in found] for name, item in rules.lists.items()}
        maps: Object = {name: {text(key, it): fill(of, it) for it in found} for name, (key, of) in rules.maps.items()}
        return {**lists, **maps}


def _wanted(rules: DataRules, config: Object) -> Object:
    asked = flatten(config)
    return {name: asked[argument] for name, argument in rules.match.items() if asked.get(argument) is not None}


def _row(rules: DataRules, config: Object) -> Object:
    """The first row that has what is asked for: at least the numbers, exactly everything else."""
    for row in rules.rows:
        if all(
            _fits(row[name], wanted) for name, wanted in config.items() if name in row and wanted not in (None, False)
        ):
            return row
    raise refuse(text(rules.missing, flatten(config)))


def _fits(has: Value, wanted: Value) -> bool:
    if isinstance(has, bool) or not (isinstance(has, int | float) and isinstance(wanted, int | float)):
        return has == wanted
    return has >= wanted
