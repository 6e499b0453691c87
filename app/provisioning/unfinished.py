"""Runs that nobody works on any more and that have not ended: read where nothing is to be changed."""

from __future__ import annotations

from app.project import Place
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.records import Run


def left_over(ledger: Ledger, place: Place) -> list[Run]:
    """Runs that wait for `lakemason recover`, with their steps.

    Args:
        ledger: The ledger.
        place: The real one or the rehearsal's: as the ledger's.
    """
    if not ledger.under_way():
        return []

    from app.provisioning.ledger.leases import Leases
    from app.provisioning.run.recovery import unfinished_runs  # loads the engine

    return unfinished_runs(ledger, Leases(ledger.database, ledger.scope, place.state))
