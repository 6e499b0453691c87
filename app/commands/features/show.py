"""The command `lakemason features show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.features.tracking import Threshold, tracker
from app.commands.options import Json

if TYPE_CHECKING:
    from app.feature_requests.tracker import FeatureRequestTracker


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A feature.")],
    threshold: Threshold = None,
    json: Json = False,
) -> None:
    """Show who asked for a feature, when and in which words.

    Example: lakemason features show delta_sharing
    """
    from app.commands.output import print_json, print_table, print_values
    from app.report.page import printable
    from blueprints.features.vocabulary import FEATURES

    with tracker(threshold=threshold) as found:
        demand, requests = found.demand(name), found.requests(name)
        if not requests and demand.reached_at is None and name not in FEATURES:
            raise _unknown(name, found)
    if json:
        said = {
            "feature": name,
            "people": demand.people,
            "should_prioritize": demand.should_prioritize,
            "reached_at": demand.reached_at.isoformat() if demand.reached_at else None,
            "requests": [one.model_dump(mode="json", exclude={"feature"}) for one in requests],
        }
        print_json(said)
        return
    typer.echo(printable(name))
    since = f", since {demand.reached_at:%Y-%m-%d}" if demand.reached_at else ""
    values = {
        "what": FEATURES[name].description if name in FEATURES else "unknown to this version",
        "people": demand.people,
        "build next": f"yes{since}" if demand.should_prioritize else f"no, not before {found.threshold} people",
    }
    print_values(values)
    if requests:
        typer.echo()
        rows = [
            [f"{one.requested_at:%Y-%m-%d %H:%M}", printable(one.requested_by), one.blueprint or "-", one.sentence]
            for one in requests
        ]
        print_table(["WHEN (UTC)", "WHO", "TRIED", "SENTENCE"], [[*map(printable, row)] for row in rows])


def _unknown(name: str, found: FeatureRequestTracker) -> Exception:
    import difflib

    from blueprints.features.vocabulary import FEATURES
    from naming.errors import LakemasonError

    known = sorted({*FEATURES, *(one.feature for one in found.top())})
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else "lakemason features top lists what was asked for."
    return LakemasonError(f"There is no feature {name!r}, and nobody asked for it.", fix=hint)
