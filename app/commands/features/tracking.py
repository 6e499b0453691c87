"""How the commands about features come to the tracker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.feature_requests.tracker import FeatureRequestTracker

Threshold = Annotated[
    int | None,
    typer.Option(min=1, help="People from whom on a feature should be built; LAKEMASON_FEATURE_THRESHOLD, or 10."),
]


@contextmanager
def tracker(*, threshold: int | None = None, create: bool = False) -> Iterator[FeatureRequestTracker]:
    """The project's tracker.

    Args:
        threshold: `--threshold`.
        create: Whether to make the database where there is none; only to write.
    """
    from app.database.database import Database
    from app.database.location import DatabaseLocation
    from app.feature_requests.tracker import FeatureRequestTracker
    from app.project import Project

    with Database.open(DatabaseLocation.of(Project.find()), create=create) as database:
        yield FeatureRequestTracker(database, threshold=threshold)
