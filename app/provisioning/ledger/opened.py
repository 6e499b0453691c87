"""Opens a project's ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.project import Place, Project
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.records import AZURE, REHEARSAL
from app.provisioning.process import host_name


@contextmanager
def open_ledger(project: Project, place: Place, *, create: bool = True) -> Iterator[Ledger]:
    """The ledger of a place; closed at the end of the `with`.

    Args:
        project: The project, which has the state database.
        place: The real one or the rehearsal's.
        create: Make the database where there is none; else an empty one in memory is read.

    Raises:
        DatabaseUnusable: It cannot be read or written.
    """
    location = DatabaseLocation.of(project)
    with Database.open(location, create=create) as database:
        ledger = Ledger(database, scope_of(project, place, location))
        ledger.states_in = str(place.state.resolve())
        yield ledger


def scope_of(project: Project, place: Place, location: DatabaseLocation) -> str:
    """What a place's rows in the ledger carry.

    Every rehearsal is a cloud of its own: two people's in one shared database must not take each other's runs for
    theirs. In a project's own file there is one, which stays the same where the whole project is moved or copied.

    Args:
        project: The project.
        place: The real one or the rehearsal's.
        location: Where the ledger stands.
    """
    if place.rehearsal is None:
        return AZURE
    if location.path is not None and place.rehearsal == project.place(rehearse=True).rehearsal:
        return REHEARSAL
    return f"{REHEARSAL} {hashlib.sha256(f'{host_name()}:{place.rehearsal.resolve()}'.encode()).hexdigest()[:16]}"
