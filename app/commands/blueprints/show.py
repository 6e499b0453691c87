"""The command `lakemason blueprints show`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import Json


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A blueprint.")],
    added: Annotated[
        list[str] | None, typer.Option("--with", metavar="FEATURE", help="With a feature that it can have.")
    ] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", "-o", metavar="FILE", help="Draw it: resources and arrows, as SVG.")
    ] = None,
    json: Json = False,
) -> None:
    """Show a blueprint: what for, picture, features with their options, cost and what it makes.

    Example: lakemason blueprints show databricks-ml-dev --with sql_warehouse --svg ml.svg
    """
    from app.commands.output import print_json, print_page
    from app.reference.facts import as_data, facts_of, features_as_data

    features = _known(name, added or [])
    facts = facts_of(name, features)
    if json:
        print_json({**as_data(facts), "features": list(features_as_data(facts.blueprint.features))})
    else:
        from app.report.blueprint_page import blueprint_page

        print_page(blueprint_page(facts, boxes=_has_lines(sys.stdout.encoding)))
    if svg is not None:
        _draw(name, features, svg)


def _known(name: str, features: list[str]) -> tuple[str, ...]:
    """Features that the blueprint can have; what it always has is there anyway."""
    from blueprints.features.vocabulary import FEATURES
    from blueprints.library import blueprint
    from blueprints.mistakes import near
    from naming.errors import LakemasonError

    pattern = blueprint(name)
    for feature in features:
        if feature not in FEATURES:
            raise LakemasonError(f"There is no feature {feature!r}{near(feature, FEATURES)}.")
        if feature not in pattern.features:
            fix = "lakemason blueprints coverage lists who can, and what is done by hand."
            raise LakemasonError(f"{name} cannot have {feature}.", fix=fix)
    return tuple(feature for feature in features if feature not in pattern.required_features)


def _draw(name: str, features: tuple[str, ...], file: Path) -> None:
    from app.reference.drawing import draw  # loads the bindings: a second
    from app.reference.sample import sample_platform

    beside = f" with {', '.join(features)}" if features else ""
    file.write_text(draw(sample_platform(name, features), f"What {name}{beside} makes, and what needs what"), "utf-8")
    typer.echo(f"Drawn: {file}", err=True)


def _has_lines(encoding: str | None) -> bool:
    """Whether the lines of boxes can be written in an encoding."""
    try:
        "┌─▶".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
