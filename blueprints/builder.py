"""Platforms written in Python: the same model as a platform file, checked in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isfinite
from pathlib import Path

from pydantic import JsonValue

from blueprints.checking import check_document
from blueprints.features.vocabulary import CLASSES
from blueprints.library import ALL
from blueprints.mistakes import Mistake
from blueprints.platform import Platform
from blueprints.platform_file import save_platform
from blueprints.request import Environment
from blueprints.runtime import runtime_for
from blueprints.whole_file import Saved
from catalog.regions import DEFAULT_REGION
from naming.documents import MAX_DEPTH, Document, Value, Where
from naming.errors import LakemasonError

Said = Mapping[str, object]


class BuildError(LakemasonError):
    """A platform that cannot be built.

    Args:
        mistakes: Everything that is wrong with it, a line each, with the path of what is wrong.
    """

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class PlatformBuilder:
    """A platform, said step by step; each step gives a new builder, and `build` checks all of it.

    Args:
        team: Who it is for.
        environment: dev, staging, prod or sandbox; dev if left out.
        workload: What it is for; left out: the blueprint's first, or `etl` where it names none.
        name: The platform's name; `{team}-{workload}-{environment}` if left out.
    """

    def __init__(
        self, *, team: str, environment: Environment = "dev", workload: str | None = None, name: str | None = None
    ) -> None:
        said: dict[str, object] = {"team": team, "environment": environment, "region": DEFAULT_REGION}
        said |= {key: value for key, value in (("workload", workload), ("name", name)) if value is not None}
        self._said: Said = said
        self._wrong: tuple[Mistake, ...] = ()

    def blueprint(self, name: str) -> PlatformBuilder:
        """From which blueprint it is built, at its smallest sizes and on the current runtime until `size` says others.

        Args:
            name: One of the library, or `composed`.
        """
        return self._with("blueprint", name)

    def feature(self, name: str, /, **options: object) -> PlatformBuilder:
        """Adds a feature.

        Args:
            name: The feature.
            **options: What it is told.
        """
        return self._add("features", name, options)

    def resource(self, type: str, identifier: str, /, **arguments: object) -> PlatformBuilder:
        """Adds a resource to a composed platform.

        Args:
            type: What it is, such as `cluster`.
            identifier: What tells it from the others of its type.
            **arguments: What it is told; `<type>_ref` names another resource.
        """
        return self._add("resources", f"{type}-{identifier}", arguments)

    def size(self, **sizes: object) -> PlatformBuilder:
        """Sets sizes, such as `max_workers`; None leaves one out that the blueprint brings along."""
        return self._with("sizes", {**self._part("sizes"), **sizes})

    def region(self, name: str) -> PlatformBuilder:
        """Where it stands; westeurope if left out."""
        return self._with("region", name)

    def tag(self, key: str, value: str) -> PlatformBuilder:
        """Adds a tag beside the standard ones; `cost_centre` replaces the default."""
        return self._add("tags", key, value)

    def cost_limit(self, usd: float) -> PlatformBuilder:
        """The most it may cost, USD a month."""
        return self._with("cost_limit_usd", usd)

    def hours(self, a_month: float) -> PlatformBuilder:
        """Hours a month that people and jobs use it, to say what it costs; what each feature assumes if left out."""
        return self._with("hours_a_month", a_month)

    def accept(self, code: str, *, reason: str, until: date) -> PlatformBuilder:
        """Takes a finding of the policy checks on.

        Args:
            code: The finding's.
            reason: Why.
            until: Until when.
        """
        accepted = self._said.get("accept", ())
        assert isinstance(accepted, tuple)
        return self._with("accept", (*accepted, {"code": code, "reason": reason, "until": until.isoformat()}))

    def build(self) -> Platform:
        """The platform, checked as its file would be.

        Raises:
            BuildError: With everything that is wrong, in the words of a file's mistakes.
        """
        data = self._data()
        document = _document(data)
        platform, found = check_document(document, str(data.get("name", "")))
        if "name" not in self._said and len(found) > 1:  # made of team and workload, whose mistakes are said
            found = [one for one in found if one.where != ("name",)]
        found = [*self._wrong, *found]
        if found or platform is None:
            found.sort(key=lambda one: document.line(one.where))
            raise BuildError(list(dict.fromkeys(_line(one) for one in found)))
        return platform

    def write(self, folder: Path | str, *, replace: bool = False) -> Saved:
        """Writes `platforms/<name>.yaml`, as `lakemason plan --save` does: whole or not at all.

        Args:
            folder: The project's.
            replace: Whether a file that is there and differs may be replaced.

        Raises:
            BuildError: Something is wrong with the platform; nothing was written.
            LakemasonError: A different file is there (with the difference).
        """
        return save_platform(Path(folder), self.build(), replace=replace, fix="Write with replace=True to replace it.")

    def _with(self, key: str, value: object) -> PlatformBuilder:
        made = object.__new__(PlatformBuilder)
        made._said, made._wrong = {**self._said, key: value}, self._wrong
        return made

    def _add(self, part: str, key: str, value: object) -> PlatformBuilder:
        before = self._part(part)
        made = self._with(part, {**before, key: value})
        if key in before:
            made._wrong = (*made._wrong, Mistake((part, key), "is said a second time"))
        return made

    def _part(self, name: str) -> Said:
        part = self._said.get(name, {})
        assert isinstance(part, Mapping)
        return part

    def _data(self) -> dict[str, Value]:
        """What stands in the file: as said, with what the blueprint brings along."""
        pattern = next((one for one in ALL if one.name == self._said.get("blueprint")), None)
        smallest = pattern.smallest.model_dump() if pattern else {}
        workload = pattern.workload_types[0] if pattern and pattern.workload_types else "etl"
        said: dict[str, object] = {"workload": workload, **self._said}
        features = (*(pattern.required_features if pattern else ()), *self._part("features"))
        if any("runtime" in CLASSES[name].about.sizes for name in features if name in CLASSES):
            smallest["runtime"] = runtime_for(str(said["workload"]), gpu="gpu" in features, today=date.today())
        sizes = {**smallest, **self._part("sizes")}
        said["sizes"] = {key: value for key, value in sizes.items() if value is not None}
        if all(isinstance(said[key], str) for key in ("team", "workload", "environment")):
            usual = f"{said['team']}-{str(said['workload']).replace('_', '-')}-{said['environment']}"
            said = {"name": usual, **said}
        wrong: list[Mistake] = []
        data = {key: _plain(value, (key,), wrong) for key, value in said.items()}
        if wrong:
            raise BuildError([_line(one) for one in wrong])
        return data


def _plain(value: object, where: Where, wrong: list[Mistake]) -> Value:
    """A value as a file could hold it; tuples become lists."""
    if len(where) > MAX_DEPTH:
        wrong.append(Mistake(where[:3], f"is nested deeper than {MAX_DEPTH} levels"))
        return None
    if value is None or isinstance(value, str | bool | int) or (isinstance(value, float) and isfinite(value)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(one, (*where, str(key)), wrong) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [_plain(one, (*where, index), wrong) for index, one in enumerate(items)]
    wrong.append(Mistake(where, f"must be text, a number, true or false, a list or a mapping; got {value!r}"))
    return None


def _document(data: dict[str, Value]) -> Document:
    """What stands for a file: every value has a line of its own, in the order in which they were said."""
    lines: dict[Where, int] = {}

    def number(value: JsonValue | Value, where: Where) -> None:
        lines[where] = len(lines) + 1
        if isinstance(value, dict):
            for key, one in value.items():
                number(one, (*where, key))
        elif isinstance(value, list):
            for index, one in enumerate(value):
                number(one, (*where, index))

    number(data, ())
    return Document("", data, lines)


def _line(mistake: Mistake) -> str:
    path = ".".join(str(part) for part in mistake.where)
    return f"{path}: {mistake.text}" if path else mistake.text
