"""What `lakemason runs` offers."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from app.commands.runs.diff import diff
from app.commands.runs.export import export
from app.commands.runs.list_ import list_
from app.commands.runs.prune import prune
from app.commands.runs.show import show


class _ListsByItself(TyperGroup):
    """Takes `runs`, `runs PLATFORM` and `runs --json` for `runs list …`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `list` before what begins with none of the verbs."""
        if not ctx.resilient_parsing and not (args and (args[0] in self.commands or args[0] in ctx.help_option_names)):
            args = ["list", *args]
        return super().parse_args(ctx, args)


runs_app = typer.Typer(
    cls=_ListsByItself,
    help="What was done to platforms, and what became of it. Without a verb it lists.\n\n"
    "Example: lakemason runs ml-team-ml-dev --limit 5",
)
runs_app.command("list")(list_)
runs_app.command()(show)
runs_app.command()(diff)
runs_app.command()(export)
runs_app.command()(prune)
