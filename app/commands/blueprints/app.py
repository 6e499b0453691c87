"""What `lakemason blueprints` offers."""

from __future__ import annotations

import typer

from app.commands.blueprints.compare import compare
from app.commands.blueprints.coverage import coverage
from app.commands.blueprints.overview import overview
from app.commands.blueprints.show import show

blueprints_app = typer.Typer(help="What there is to build: blueprints, their features and what they cost.")
blueprints_app.callback(invoke_without_command=True)(overview)
for command in (show, compare, coverage):
    blueprints_app.command()(command)
