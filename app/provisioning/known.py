"""What the ledger knows of all platforms, read at once: for `lakemason status`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.project import Place, Project
from app.provisioning.kept import removed_by
from app.provisioning.ledger.records import Run, Standing

if TYPE_CHECKING:
    from app.provisioning.ledger.leases import Lease


@dataclass(frozen=True)
class Known:
    """What the ledger knows.

    Args:
        standings: What stands, by platform.
        last_runs: Every platform's last run, by platform.
        runs: The runs that standings name, by number.
        gone: Runs that have not ended and that nobody works on any more.
        at_work: Who works on a platform, by platform.
    """

    standings: Mapping[str, Standing] = field(default_factory=dict)
    last_runs: Mapping[str, Run] = field(default_factory=dict)
    runs: Mapping[int, Run] = field(default_factory=dict)
    gone: tuple[Run, ...] = ()
    at_work: Mapping[str, Lease] = field(default_factory=dict)

    @property
    def platforms(self) -> set[str]:
        """Those that stand, or of which a run waits to be recovered."""
        standing = {
            one.platform for one in self.standings.values() if (run := self._committed(one)) and run.azure_config
        }
        return standing | {run.platform for run in self.gone}

    def interrupted(self, platform: str) -> Run | None:
        """The run of a platform that waits to be recovered."""
        return next((run for run in self.gone if run.platform == platform), None)

    def kept(self, platform: str) -> bool:
        """Whether a run left a part of what it had made standing, and nothing has changed since."""
        standing = self.standings.get(platform)
        last = self.runs.get(standing.last_run) if standing else None
        return last is not None and last.state == "kept"

    def kept_data(self, platform: str) -> tuple[dict[str, str], str]:
        """What ways back have kept because it may hold data, with what would be lost, and the command that removes it.

        A run keeps as long as it is the last one, or as what it committed stands.
        """
        standing = self.standings.get(platform)
        numbers = dict.fromkeys((standing.run, standing.last_run)) if standing else {}
        runs = [run for number in numbers if number and (run := self.runs.get(number)) and run.kept]
        kept = {address: why for run in runs for address, why in (run.kept or {}).items()}
        return kept, removed_by(runs[-1]) if runs else ""

    def monthly_cost_usd(self, platform: str) -> float | None:
        """USD a month of what stands; None where not known."""
        standing = self.standings.get(platform)
        run = self._committed(standing) if standing else None
        return run.cost_after if run else None

    def _committed(self, standing: Standing) -> Run | None:
        return self.runs.get(standing.run) if standing.run is not None else None


def read_known(project: Project, place: Place) -> Known:
    """What the ledger knows; nothing where there is none yet, which loads no database.

    Args:
        project: The project.
        place: The real one or the rehearsal's.

    Raises:
        DatabaseUnusable: It cannot be read.
    """
    from app.database.location import DatabaseLocation

    if not DatabaseLocation.of(project).made:
        return Known()

    from app.provisioning.ledger.leases import Leases
    from app.provisioning.ledger.opened import open_ledger
    from app.provisioning.unfinished import left_over

    with open_ledger(project, place, create=False) as ledger:
        standings = ledger.standings()
        named = {number for one in standings for number in (one.run, one.last_run) if number is not None}
        last_runs = ledger.last_runs()
        runs = {run.id: run for run in last_runs.values()}
        runs |= {run.id: run for run in ledger.runs(ids=named - runs.keys())}
        leases = Leases(ledger.database, ledger.scope, place.state).all()
        return Known(
            {one.platform: one for one in standings},
            last_runs,
            runs,
            tuple(left_over(ledger, place)),
            {lease.platform: lease for lease in leases if not lease.stale},
        )
