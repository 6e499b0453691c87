"""The command `lakemason runs show`."""

from __future__ import annotations

import typer

from app.commands.options import Json, Rehearse
from app.commands.runs.opening import RunNumber, opened


def show(run: RunNumber, rehearse: Rehearse = False, json: Json = False) -> None:
    """Show a run: what was done when, to which resources, what went wrong in its own words, and what to do next.

    Example: lakemason runs show 12
    """
    from app.commands.output import print_json
    from app.provisioning.kept import removed_by
    from app.provisioning.ledger.advice import ADVICE, what_to_do
    from app.provisioning.ledger.data import whole_run_data
    from app.report.page import printable
    from app.report.run_text import run_text

    with opened(rehearse=rehearse) as found:
        one = found.ledger.run(run)
        state, rehearse = found.state(one), found.rehearse
    if json:
        known = one.cost_before is not None and one.cost_after is not None
        said = {
            "means": ADVICE[state].means,
            "what_to_do": what_to_do(one, state, rehearse=rehearse),
            "kept_removed_by": removed_by(one),
            "cost_difference_usd": round((one.cost_after or 0) - (one.cost_before or 0), 2) if known else None,
        }
        print_json(whole_run_data(one, state) | said)
        return
    for line in run_text(one, state, rehearse=rehearse):
        typer.echo(printable(line))
