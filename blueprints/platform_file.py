"""Writes platform files: readable, reviewed by people, read back equal, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from pydantic import JsonValue

from blueprints.platform import Origin, Platform, Sizes
from blueprints.whole_file import Saved, save_text
from blueprints.yaml_text import flow, text_of
from naming.errors import LakemasonError

MODELINE = "# yaml-language-server: $schema=../schemas/platform.schema.json"
_COMMENTS = {
    "name": "the file's name; {team}-{workload}-{environment} unless given",
    "environment": "dev | staging | prod | sandbox",
    "sizes": "the decision, pinned: a new price table changes nothing here",
    "features": "each with its options; {} for none",
    "resources": "{type}-{identifier}, each with its arguments; <type>_ref names another",
    "cost_limit_usd": "a month",
    "hours_a_month": "that people and jobs use it, to say what it costs",
    "scope": "which kinds the naming convention covers",
    "accept": "findings taken on: {code, reason, until}",
    "origin": "where it came from; read by nobody's program",
}
_FIX = "Add --replace to replace it, or --name to save under another name."


def platform_yaml(platform: Platform) -> str:
    """The text of a platform's file; `read_platform` reads it back equal."""
    lines = [MODELINE]
    for key in ("version", "name", "blueprint", "team", "environment", "workload", "region"):
        lines.append(_line(key, flow(getattr(platform, key))))
    lines += _block("sizes", _sizes(platform.sizes))
    lines += _block("features", {name: dict(options) for name, options in platform.features.items()})
    if platform.resources:
        lines += _block("resources", {key: dict(said) for key, said in platform.resources.items()}, deep=True)
    lines.append(_line("tags", flow(dict(platform.tags))))
    if platform.cost_limit_usd is not None:
        lines.append(_line("cost_limit_usd", flow(platform.cost_limit_usd)))
    if platform.hours_a_month is not None:
        lines.append(_line("hours_a_month", flow(platform.hours_a_month)))
    scope: JsonValue = {"include": list(platform.scope.include), "exclude": list(platform.scope.exclude)}
    lines.append(_line("scope", flow(scope)))
    accepted: JsonValue = [{"code": a.code, "reason": a.reason, "until": str(a.until)} for a in platform.accept]
    lines.append(_line("accept", flow(accepted)))
    lines += _block("origin", _origin(platform.origin))
    return "\n".join(lines) + "\n"


def save_platform(root: Path, platform: Platform, *, replace: bool = False, fix: str = _FIX) -> Saved:
    """Write `platforms/<name>.yaml` whole or not at all.

    Args:
        root: The project's folder.
        platform: What to write.
        replace: Whether a file that is there and differs may be replaced.
        fix: What to do where it differs; the command line's flags if left out.

    Raises:
        LakemasonError: A different file is there (with the difference), or the folder leads elsewhere.
    """
    folder = root / "platforms"
    if folder.resolve() != root.resolve() / "platforms":
        raise LakemasonError(f"{folder} leads outside the project; nothing was written.")
    path = folder / f"{platform.name}.yaml"
    return save_text(
        path,
        platform_yaml(platform),
        replace=replace,
        shown=f"platforms/{path.name}",
        fix=fix,
    )


def _sizes(sizes: Sizes) -> dict[str, JsonValue]:
    return {key: value for key, value in sizes.model_dump().items() if value is not None}


def _origin(origin: Origin) -> dict[str, JsonValue]:
    return {key: value for key, value in origin.model_dump(mode="json").items() if value}


def _line(key: str, value: str) -> str:
    line = f"{key}: {value}".rstrip()
    return f"{line}  # {_COMMENTS[key]}" if key in _COMMENTS else line


def _block(key: str, mapping: dict[str, JsonValue], *, deep: bool = False) -> list[str]:
    """A mapping with one key a line, and texts of a list one a line; deep: and one line for each value in a value."""
    if not mapping:
        return [_line(key, "{}")]
    lines = [_line(key, "")]
    for name, value in mapping.items():
        if deep and isinstance(value, dict) and value:
            lines.append(f"  {text_of(name)}:")
            for inner, one in value.items():
                lines += _value(text_of(inner), one)
        elif isinstance(value, list) and value:
            lines += [f"  {text_of(name)}:", *(f"    - {flow(item)}" for item in value)]
        else:
            lines.append(f"  {text_of(name)}: {flow(value)}")
    return lines


def _value(key: str, value: JsonValue) -> list[str]:
    """One argument of a resource; code as people write it, a line each, where YAML would keep all of it."""
    code = value.removesuffix("\n").split("\n") if isinstance(value, str) else []
    if len(code) > 1 and not code[0].startswith(" ") and all(_kept(line) for line in code) and code[0] and code[-1]:
        style = "|" if str(value).endswith("\n") else "|-"
        return [f"    {key}: {style}", *(f"      {line}" if line else "" for line in code)]
    return [f"    {key}: {flow(value)}"]


def _kept(line: str) -> bool:
    """Whether a line of code comes back as it is: nothing invisible in it, nor at its end."""
    return line.isprintable() and line == line.rstrip()
