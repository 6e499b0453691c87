"""The command `lakemason features export`."""

from __future__ import annotations

import typer

from app.commands.features.tracking import tracker


def export() -> None:
    """Print all that is kept about feature requests, in the form that `import` reads.

    Example: lakemason features export > feature_requests.json
    """
    from app.feature_requests.exchange import write_exchange

    with tracker() as found:
        typer.echo(write_exchange(found.requests()))
