"""The command `lakemason runs diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import Json, Rehearse
from app.commands.runs.opening import HIGHEST, opened

if TYPE_CHECKING:
    from app.provisioning.ledger.comparing import EntryDifference


def diff(
    one: Annotated[int, typer.Argument(metavar="A", min=1, max=HIGHEST, help="A run's number.")],
    other: Annotated[int, typer.Argument(metavar="B", min=1, max=HIGHEST, help="Another one's.")],
    rehearse: Rehearse = False,
    json: Json = False,
) -> None:
    """Show how what run B was to bring differs from what run A was: the platform file, and both layers' resources.

    Example: lakemason runs diff 9 12
    """
    from app.commands.output import print_json
    from app.provisioning.ledger.comparing import file_difference, layer_differences
    from app.report.page import printable

    with opened(rehearse=rehearse) as found:
        runs = [found.ledger.run(number) for number in (one, other)]
        was, now = (found.ledger.configuration(run) for run in runs)
    names = [f"{run.platform}.yaml (run {run.id})" for run in runs]
    file, entries = file_difference(was, now, (names[0], names[1])), layer_differences(was, now)
    if json:
        print_json({"a": one, "b": other, "platform_file": file, "entries": [_data(entry) for entry in entries]})
        return
    lines = file.splitlines()
    if file and entries:
        lines.append("")
    for entry in entries:
        lines += _lines(entry)
    for line in lines:
        typer.echo(printable(line))
    if not lines:
        typer.echo(f"Runs {one} and {other} were to bring the same.", err=True)


def _lines(entry: EntryDifference) -> list[str]:
    mark = {"added": "+", "removed": "-", "changed": "~"}[entry.happened]
    return [f"{mark} {entry.layer}  {entry.address}", *(f"      {argument}" for argument in entry.arguments)]


def _data(entry: EntryDifference) -> dict[str, object]:
    return {
        "layer": entry.layer,
        "address": entry.address,
        "happened": entry.happened,
        "arguments": [{"argument": one.argument, "was": one.was, "is": one.now} for one in entry.arguments],
    }
