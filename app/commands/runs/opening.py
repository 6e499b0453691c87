"""How the commands about runs come to the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.project import Place, Project
    from app.provisioning.ledger.ledger import Ledger
    from app.provisioning.ledger.records import Run, RunState

HIGHEST = 2**31 - 1
"""The largest number that a run can have: the column is of four bytes in PostgreSQL."""

RunNumber = Annotated[int, typer.Argument(metavar="RUN", min=1, max=HIGHEST, help="A run's number.")]


@dataclass(frozen=True)
class Opened:
    """A ledger that is open to be read.

    Args:
        project: The project.
        place: The real one or the rehearsal's.
        ledger: Its ledger.
        gone: Runs that have not ended and that nobody works on any more.
    """

    project: Project
    place: Place
    ledger: Ledger
    gone: list[Run]

    @property
    def rehearse(self) -> bool:
        """Whether it is a rehearsal's."""
        return self.place.rehearsal is not None

    def state(self, run: Run) -> RunState:
        """A run's state as it is seen from here."""
        from app.provisioning.ledger.records import seen_state

        return seen_state(run, self.gone)


@contextmanager
def opened(*, rehearse: bool) -> Iterator[Opened]:
    """The project's ledger; an empty one where there is none yet.

    Args:
        rehearse: The rehearsal's runs.
    """
    from app.project import Project
    from app.provisioning.ledger.opened import open_ledger
    from app.provisioning.unfinished import left_over

    project = Project.find()
    place = project.place(rehearse=rehearse)
    with open_ledger(project, place, create=False) as ledger:
        yield Opened(project, place, ledger, left_over(ledger, place))


def named(platform: str | None) -> str:
    """A platform's name, of a name or the path of its file; empty where none was given."""
    from pathlib import Path

    return Path(platform).stem if platform and platform.endswith(".yaml") else platform or ""
