"""The command `lakemason blueprints coverage`."""

from __future__ import annotations

import typer

from app.commands.options import Json


def coverage(json: Json = False) -> None:
    """Show which blueprint has which feature, and what is done by hand.

    Example: lakemason blueprints coverage
    """
    from app.commands.output import print_json
    from app.reference.facts import buildable, by_hand, standing
    from blueprints.features.vocabulary import FEATURES
    from blueprints.library import BLUEPRINTS

    if json:
        print_json(
            {
                "blueprints": [one.name for one in BLUEPRINTS],
                "features": {name: {one.name: standing(one, name) for one in BLUEPRINTS} for name in buildable()},
                "unsupported": {
                    name: {
                        "description": FEATURES[name].description,
                        "minutes_by_hand": sum(step.minutes for step in steps),
                        "manual_steps": [step._asdict() for step in steps],
                    }
                    for name, steps in by_hand().items()
                },
            }
        )
        return
    _matrix()
    typer.echo()
    _by_hand()


def _matrix() -> None:
    from app.reference.facts import buildable, standing
    from app.report.table import table_lines
    from blueprints.library import BLUEPRINTS

    shown = {"always": "always", "can": "can", "cannot": "-"}
    numbers = [str(number) for number in range(1, len(BLUEPRINTS) + 1)]
    for number, one in zip(numbers, BLUEPRINTS, strict=True):
        typer.echo(f"{number:>2}  {one.name}")
    typer.echo()
    rows = [[name, *(shown[standing(one, name)] for one in BLUEPRINTS)] for name in buildable()]
    for line in table_lines(["FEATURE", *numbers], rows):
        typer.echo(line)


def _by_hand() -> None:
    from app.reference.facts import by_hand
    from app.report.table import table_lines
    from blueprints.features.vocabulary import FEATURES

    rows = [
        [name, str(sum(step.minutes for step in steps)), FEATURES[name].description]
        for name, steps in by_hand().items()
    ]
    for line in table_lines(["NOT BUILT HERE", "MINUTES BY HAND", "WHAT IT IS"], rows):
        typer.echo(line)
