"""The scratch copy of a layer's configuration, in which nothing can happen but an import."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.provisioning.finding.sought import Config, Sought
from app.provisioning.finding.table import HOLE, Way, argument
from app.provisioning.preview import STACK_FILE

LABEL = "lakemason_find"
"""What the data sources and local values that are added are called; with a number each."""

_KEPT = ("terraform", "provider", "variable", "locals", "data", "module", "resource")
_FIRST_LINE, _LINES = 3, 4
"""Where the first import stands, and how many lines each has: braces, `to`, `id`."""
_OWN = (STACK_FILE, ".terraform", ".terraform.lock.hcl")


@dataclass(frozen=True)
class Layer:
    """The layer that is looked in.

    Args:
        config: Its configuration, as it was being applied.
        folder: The stack's folder, which relative paths start at.
        state: The state file.
        subscription: What Terraform's environment says of the subscription; empty where it says nothing.
    """

    config: Config
    folder: Path
    state: Path
    subscription: str = ""


@dataclass(frozen=True)
class Wanted:
    """One resource to be imported.

    Args:
        it: The resource.
        number: Its own number, for what is added to look it up.
        way: The way to its import id.
        id: The id, once it is known.
    """

    it: Sought
    number: int
    way: Way
    id: str = ""


def prepare_folder(folder: Path, layer: Layer) -> None:
    """Make the folder of the scratch copy: the stack's files beside it, its providers as they are installed.

    Args:
        folder: The folder to make; what is left of an earlier one is removed.
        layer: The layer.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    if not layer.folder.is_dir():
        return
    for entry in layer.folder.iterdir():
        if entry.name not in _OWN and ".tfstate" not in entry.name:
            (folder / entry.name).symlink_to(entry.resolve())
    lock, providers = layer.folder / ".terraform.lock.hcl", layer.folder / ".terraform" / "providers"
    if lock.is_file() and providers.is_dir():
        shutil.copy(lock, folder)
        (folder / ".terraform").mkdir()
        (folder / ".terraform" / "providers").symlink_to(providers.resolve())


@dataclass(frozen=True)
class Written:
    """A configuration that was written.

    Args:
        looks_up: Data sources were added to look ids up; importing would leave them in the state.
        lines: Which resource each line of an import is about.
    """

    looks_up: bool
    lines: Mapping[int, str]


def write_config(folder: Path, layer: Layer, wanted: Iterable[Wanted], known: Collection[str]) -> Written:
    """Write the scratch copy's configuration.

    Args:
        folder: Its folder.
        layer: The layer.
        wanted: What is to be imported.
        known: Addresses that the state has or that are imported as well; an order that names others is forgotten.
    """
    config = _config(layer, wanted, known)
    # Imports first, each argument on a line of its own: an error of one says nothing but its line.
    imports = config.pop("import")
    text = json.dumps({"import": imports, **config}, indent=1)
    (folder / STACK_FILE).write_text(text, encoding="utf-8")
    lines = {
        _FIRST_LINE + number * _LINES + line: it["to"] for number, it in enumerate(imports) for line in range(_LINES)
    }
    looks_up = any(name.startswith(LABEL) for bodies in config.get("data", {}).values() for name in bodies)
    return Written(looks_up, lines)


def _config(layer: Layer, wanted: Iterable[Wanted], known: Collection[str]) -> dict[str, Any]:
    # Without outputs: the ones in the state stay as they are.
    config: dict[str, Any] = copy.deepcopy({key: layer.config[key] for key in _KEPT if key in layer.config})
    for bodies in config.get("resource", {}).values():
        for body in bodies.values():
            body["lifecycle"] = {"ignore_changes": "all"}
            _reorder(body, known)
    for bodies in config.get("data", {}).values():
        for body in bodies.values():
            _reorder(body, known)
    _make_paths_absolute(config, layer)
    config["import"] = []
    for one in wanted:
        id_ = _escaped(one.id) if one.id else _Scribe(config, layer, one.it, f"{LABEL}_{one.number}").id(one.way)
        config["import"].append({"to": one.it.address, "id": id_})
    return config


def _reorder(body: dict[str, Any], known: Collection[str]) -> None:
    """Forget to wait for what is not there: else a plan would make it."""
    if "depends_on" in body:
        body["depends_on"] = [it for it in body["depends_on"] if it.startswith("data.") or it in known]


def _make_paths_absolute(config: dict[str, Any], layer: Layer) -> None:
    settings = config.setdefault("terraform", {})
    if "local" in settings.get("backend", {"local": {}}):
        settings["backend"] = {"local": {"path": str(layer.state.absolute())}}
    for source in config.get("data", {}).get("terraform_remote_state", {}).values():
        if source.get("backend") == "local" and "${" not in source["config"]["path"]:
            source["config"]["path"] = str((layer.folder / source["config"]["path"]).resolve())


@dataclass(frozen=True)
class _Scribe:
    """Writes one import's id, and what it needs, into the configuration."""

    config: dict[str, Any]
    layer: Layer
    it: Sought
    label: str

    def id(self, way: Way) -> str:
        if way.data:
            fixed = {name: self._filled(value) for name, value in way.fixed.items()}
            given = {name: argument(self.it.body, path) for name, path in way.given.items()}
            self._add("data", way.data, {**fixed, **given, **self._provider})
        return HOLE.sub(lambda hole: self._hole(way, hole), way.id)

    def _hole(self, way: Way, hole: re.Match[str]) -> str:
        if hole[2] == "found":
            return f"data.{way.data}.{self.label}"
        if hole[2] == "subscription":
            return self._subscription()
        value = argument(self.it.body, hole[2])
        if not hole[1]:
            return _text(value)
        local = f"{self.label}_{hole[2].replace('.', '_')}"
        self.config.setdefault("locals", {})[local] = value
        return f"local.{local}"

    def _filled(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._filled(item) for key, item in value.items()}
        return HOLE.sub(lambda hole: _text(argument(self.it.body, hole[2])), value) if isinstance(value, str) else value

    @property
    def _provider(self) -> dict[str, Any]:
        return {"provider": self.it.body["provider"]} if "provider" in self.it.body else {}

    def _subscription(self) -> str:
        """The id of the subscription: azurerm 4 has it from its configuration or the environment, and asks for it."""
        alias = str(self.it.body.get("provider", "")).partition(".")[2]
        settings = self.config.get("provider", {}).get("azurerm", [])
        blocks = settings if isinstance(settings, list) else [settings]
        own = next((block.get("subscription_id") for block in blocks if block.get("alias", "") == alias), None)
        if own or self.layer.subscription:
            return str(own or self.layer.subscription)
        self._add("data", "azurerm_client_config", self._provider)
        return f"${{data.azurerm_client_config.{self.label}.subscription_id}}"

    def _add(self, section: str, kind: str, body: dict[str, Any]) -> None:
        self.config.setdefault(section, {}).setdefault(kind, {})[self.label] = body


def _escaped(text: str) -> str:
    """A text that stays what it is where Terraform reads a template."""
    return text.replace("${", "$${").replace("%{", "%%{")


def _text(value: Any) -> str:
    """A value as it stands in a template."""
    return json.dumps(value) if isinstance(value, bool) else str(value)
