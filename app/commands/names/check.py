"""The command `lakemason names check`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.names.options import PatternsConfig, ValuesConfig, load_config


def check(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name somebody chose.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="Such as azurerm_storage_account.")],
    values_config: ValuesConfig = None,
    patterns_config: PatternsConfig = None,
) -> None:
    """Hold a name against its kind's rule and the convention; exit 1 where it breaks the rule.

    Example: lakemason names check my--vault --kind azurerm_key_vault
    """
    from naming.explain import warning
    from naming.kinds import kind_of
    from naming.lint import check_name

    wanted = kind_of(kind)
    config = load_config(values_config, patterns_config)
    finding = check_name(config, name, wanted)
    typer.echo("\n".join([finding.status, *finding.messages]))
    caution = warning(config.convention(wanted), name)
    if caution:
        typer.echo(f"Warning: {caution}", err=True)
    if finding.status == "breaks":
        raise typer.Exit(1)
