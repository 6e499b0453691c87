"""The command `lakemason names validate`."""

from __future__ import annotations

import typer

from app.commands.names.options import PatternsConfig, ValuesConfig, load_config, warn


def validate(values_config: ValuesConfig = None, patterns_config: PatternsConfig = None) -> None:
    """Check the two naming files: every mistake with its line, all at once.

    Example: lakemason names validate
    """
    from naming.checks import unused_values

    config = load_config(values_config, patterns_config)
    warn(unused_values(config))
    typer.echo("The naming files are fine.")
