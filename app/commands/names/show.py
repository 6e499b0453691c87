"""The command `lakemason names show`."""

from __future__ import annotations

from app.commands.names.options import Format, PatternsConfig, ValuesConfig, load_config, print_rows
from app.commands.options import Json


def show(
    format: Format = "table",
    json: Json = False,
    values_config: ValuesConfig = None,
    patterns_config: PatternsConfig = None,
) -> None:
    """Print the merged configuration, and which file each value came from.

    Example: lakemason names show
    """
    from dataclasses import asdict

    from app.commands.output import print_json
    from naming.merged import merged

    settings = merged(load_config(values_config, patterns_config))
    if json or format == "json":
        print_json([asdict(setting) for setting in settings])
        return
    rows = [[setting.key, _text(setting.value), setting.origin] for setting in settings]
    print_rows(["KEY", "VALUE", "FROM"], rows, format)


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else repr(value) if value == "" else str(value)
