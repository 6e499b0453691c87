"""The command `lakemason blueprints compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Json


def compare(
    one: Annotated[str, typer.Argument(metavar="A", help="A blueprint.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    differences: Annotated[bool, typer.Option("--differences", help="Leave out what is equal.")] = False,
    json: Json = False,
) -> None:
    """Hold two blueprints side by side; what differs is marked with *.

    Example: lakemason blueprints compare databricks-ml-dev databricks-ml-prod
    """
    from app.commands.output import print_json
    from app.reference.comparison import compared
    from app.reference.facts import facts_of
    from app.report.table import table_lines

    rows = [row for row in compared(facts_of(one), facts_of(other)) if row.differs or not differences]
    if json:
        print_json([{"what": row.what, one: row.one, other: row.other, "differs": row.differs} for row in rows])
        return
    cells = [["*" if row.differs else "", row.what, row.one, row.other] for row in rows]
    for line in table_lines(["", "", one, other], cells):
        typer.echo(line)
