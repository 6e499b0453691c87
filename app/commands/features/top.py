"""The command `lakemason features top`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from app.commands.features.tracking import Threshold, tracker
from app.commands.options import Json


def top(
    limit: Annotated[int, typer.Option(min=1, help="How many features.")] = 20,
    threshold: Threshold = None,
    format: Annotated[Literal["table", "json", "chart"], typer.Option(help="How to show them.")] = "table",
    json: Json = False,
) -> None:
    """List what most people asked for in vain.

    Example: lakemason features top --format chart
    """
    from dataclasses import asdict

    from app.commands.output import print_json, print_table
    from app.feature_requests.chart import bars
    from app.report.page import printable

    with tracker(threshold=threshold) as found:
        demands, people = found.top(limit), found.threshold
    if json or format == "json":
        days = ("first_asked", "last_asked", "reached_at")
        print_json([{**asdict(one), **{day: _iso(getattr(one, day)) for day in days}} for one in demands])
    elif not demands:
        typer.echo("Nobody has asked for anything in vain yet.", err=True)
    elif format == "chart":
        for line in bars(demands, threshold=people):
            typer.echo(line)
    else:
        rows = [
            [
                printable(one.feature),
                str(one.people),
                str(one.requests),
                f"{one.last_asked:%Y-%m-%d}" if one.last_asked else "",
                _verdict(one.should_prioritize, f"{one.reached_at:%Y-%m-%d}" if one.reached_at else ""),
            ]
            for one in demands
        ]
        print_table(["FEATURE", "PEOPLE", "REQUESTS", "LAST", "BUILD NEXT"], rows)


def _iso(moment: object) -> str | None:
    from datetime import datetime

    return moment.isoformat() if isinstance(moment, datetime) else None


def _verdict(prioritize: bool, since: str) -> str:
    return f"yes, since {since}" if since else "yes" if prioritize else ""
