"""What `lakemason names` offers."""

from __future__ import annotations

import typer

from app.commands.names.check import check
from app.commands.names.explain import explain
from app.commands.names.init import init
from app.commands.names.kinds import kinds
from app.commands.names.lint import lint
from app.commands.names.preview import preview
from app.commands.names.show import show
from app.commands.names.validate import validate

names_app = typer.Typer(no_args_is_help=True, help="How everything is called: preview, explain and check names.")
for command in (preview, explain, check, lint, init, validate, kinds, show):
    names_app.command()(command)
