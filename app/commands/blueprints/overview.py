"""The command `lakemason blueprints`."""

from __future__ import annotations

import typer

from app.commands.options import Json


def overview(context: typer.Context, json: Json = False) -> None:
    """List the blueprints: what for, where, and what they cost a month.

    Example: lakemason blueprints
    """
    if context.invoked_subcommand:
        if json:
            from naming.errors import UsageError

            raise UsageError(f"--json stands before {context.invoked_subcommand}.", fix="Write it at the end.")
        return
    from app.commands.output import print_json
    from app.reference.facts import as_data, facts_of
    from app.reference.sample import REGION
    from app.report.blueprint_page import range_text
    from app.report.table import table_lines
    from app.sizing.month import cost_range
    from blueprints.library import ALL
    from catalog.regions import regions

    if json:
        print_json([as_data(facts_of(one.name)) for one in ALL])
        return
    rows = [
        [
            one.name,
            one.display_name,
            ", ".join(one.workload_types) or "any",
            ", ".join(one.environments),
            range_text(*cost_range(one, REGION)).removeprefix("USD "),
            one.complexity,
        ]
        for one in ALL
    ]
    headings = ["NAME", "WHAT FOR", "WORKLOADS", "ENVIRONMENTS", "USD A MONTH", "COMPLEXITY"]
    for line in table_lines(headings, rows):
        typer.echo(line)
    display = regions()[REGION].display_name
    typer.echo(f"USD a month from the smallest to the largest sizes, at list prices in {display}.", err=True)
