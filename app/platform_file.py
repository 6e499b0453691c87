"""Writes platform files: readable, reviewed by people, read back equal, whole or not at all."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from blueprints.platform import Origin, Platform, Sizes
from naming.errors import LakemasonError

MODELINE = "# yaml-language-server: $schema=../schemas/platform.schema.json"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.@/-]*( [A-Za-z0-9_.@/-]+)*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_COMMENTS = {
    "name": "the file's name; {team}-{workload}-{environment} unless given",
    "environment": "dev | staging | prod | sandbox",
    "sizes": "the decision, pinned: a new price table changes nothing here",
    "features": "each with its options; {} for none",
    "cost_limit_usd": "a month",
    "scope": "which kinds the naming convention covers",
    "accept": "findings taken on: {code, reason, until}",
    "origin": "where it came from; read by nobody's program",
}


@dataclass(frozen=True)
class Saved:
    """A platform file that was saved.

    Args:
        path: Where it is.
        outcome: created, replaced, or unchanged where it held the same already.
        difference: What changed, as a unified difference; empty unless replaced.
    """

    path: Path
    outcome: Literal["created", "replaced", "unchanged"]
    difference: str = ""


def platform_yaml(platform: Platform) -> str:
    """The text of a platform's file; `read_platform` reads it back equal."""
    lines = [MODELINE]
    for key in ("version", "name", "blueprint", "team", "environment", "workload", "region"):
        lines.append(_line(key, _flow(getattr(platform, key))))
    lines += _block("sizes", _sizes(platform.sizes))
    lines += _block("features", {name: dict(options) for name, options in platform.features.items()})
    lines.append(_line("tags", _flow(dict(platform.tags))))
    if platform.cost_limit_usd is not None:
        lines.append(_line("cost_limit_usd", _flow(platform.cost_limit_usd)))
    scope: JsonValue = {"include": list(platform.scope.include), "exclude": list(platform.scope.exclude)}
    lines.append(_line("scope", _flow(scope)))
    accepted: JsonValue = [{"code": a.code, "reason": a.reason, "until": str(a.until)} for a in platform.accept]
    lines.append(_line("accept", _flow(accepted)))
    lines += _block("origin", _origin(platform.origin))
    return "\n".join(lines) + "\n"


def save_platform(root: Path, platform: Platform, *, replace: bool = False) -> Saved:
    """Write `platforms/<name>.yaml` whole or not at all.

    Args:
        root: The project's folder.
        platform: What to write.
        replace: Whether a file that is there and differs may be replaced.

    Raises:
        LakemasonError: A different file is there (with the difference), or the folder leads elsewhere.
    """
    folder = root / "platforms"
    if folder.resolve() != root.resolve() / "platforms":
        raise LakemasonError(f"{folder} leads outside the project; nothing was written.")
    path = folder / f"{platform.name}.yaml"
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise LakemasonError(f"{path} is no ordinary file; nothing was written.")
    text = platform_yaml(platform)
    before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
    if before == text:
        return Saved(path, "unchanged")
    difference = "" if before is None else _difference(before, text, path.name)
    if before is not None and not replace:
        raise LakemasonError(
            f"platforms/{path.name} exists and differs:\n{difference}",
            fix="Add --replace to replace it, or --name to save under another name.",
        )
    folder.mkdir(exist_ok=True)
    _write_whole(path, text)
    return Saved(path, "created" if before is None else "replaced", difference)


def _write_whole(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _difference(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{name} (there)", f"{name} (new)", lineterm=""
    )
    return "\n".join(lines)


def _sizes(sizes: Sizes) -> dict[str, JsonValue]:
    return {key: value for key, value in sizes.model_dump().items() if value is not None}


def _origin(origin: Origin) -> dict[str, JsonValue]:
    return {key: value for key, value in origin.model_dump(mode="json").items() if value}


def _line(key: str, value: str) -> str:
    line = f"{key}: {value}".rstrip()
    return f"{line}  # {_COMMENTS[key]}" if key in _COMMENTS else line


def _block(key: str, mapping: dict[str, JsonValue]) -> list[str]:
    """A mapping with one key a line, and texts of a list one a line."""
    if not mapping:
        return [_line(key, "{}")]
    lines = [_line(key, "")]
    for name, value in mapping.items():
        if isinstance(value, list) and value:
            lines += [f"  {_text(name)}:", *(f"    - {_flow(item)}" for item in value)]
        else:
            lines.append(f"  {_text(name)}: {_flow(value)}")
    return lines


def _flow(value: JsonValue) -> str:
    """A value on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    return "{" + ", ".join(f"{_text(key)}: {_flow(item)}" for key, item in value.items()) + "}"


def _text(text: str) -> str:
    """A text as a plain scalar where nothing in it could be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
