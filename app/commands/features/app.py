"""What `lakemason features` offers."""

from __future__ import annotations

import typer

from app.commands.features.export import export
from app.commands.features.forget import forget
from app.commands.features.import_ import import_
from app.commands.features.show import show
from app.commands.features.top import top

features_app = typer.Typer(no_args_is_help=True, help="What people ask for and do not get.")
features_app.command()(top)
features_app.command()(show)
features_app.command()(export)
features_app.command("import")(import_)
features_app.command()(forget)
