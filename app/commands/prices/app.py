"""What `lakemason prices` offers."""

from __future__ import annotations

import typer

from app.commands.prices.refresh import refresh
from app.commands.prices.show import show

prices_app = typer.Typer(
    no_args_is_help=True, help="List prices: which there are, of which day, and today's from Azure."
)
for command in (show, refresh):
    prices_app.command()(command)
