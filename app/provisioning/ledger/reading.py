"""Reads the ledger: runs, their steps, and what stands of each platform."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, func, select

from app.database.database import Database
from app.database.tables import RUN_STEPS, RUNS, STANDINGS
from app.project import rehearse_flag
from app.provisioning.ledger import contents, pruning
from app.provisioning.ledger.records import AZURE, Configuration, Run, Standing
from app.provisioning.ledger.rows import run_of, standing_of, step_of
from naming.errors import LakemasonError


class LedgerReader:
    """What the ledger of one scope knows.

    Args:
        database: The open state database.
        scope: `azure`, or a rehearsal's own text, so that simulated runs never meet real ones.
    """

    def __init__(self, database: Database, scope: str) -> None:
        self.database = database
        self.scope = scope

    def standing(self, platform: str) -> Standing | None:
        """What stands of a platform; None where there never was a run."""
        with self.database.read() as connection:
            return self._standing(connection, platform)

    def standings(self) -> list[Standing]:
        """What stands of every platform, in the order of their names."""
        query = select(STANDINGS).where(STANDINGS.c.scope == self.scope).order_by(STANDINGS.c.platform)
        with self.database.read() as connection:
            return [standing_of(row) for row in connection.execute(query)]

    def run(self, number: int) -> Run:
        """A run with its steps.

        Raises:
            LakemasonError: There is none of that number here.
        """
        with self.database.read() as connection:
            return self._run(connection, number)

    def runs(self, *, platform: str = "", limit: int | None = None, ids: Iterable[int] | None = None) -> list[Run]:
        """Runs without their steps, the last one first.

        Args:
            platform: Only of this platform; of all if left out.
            limit: At most so many; all if left out.
            ids: Only these; any if left out.
        """
        query = self._all(platform).order_by(RUNS.c.id.desc())
        query = query if ids is None else query.where(RUNS.c.id.in_(list(ids)))
        with self.database.read() as connection:
            return [run_of(row, ()) for row in connection.execute(query if limit is None else query.limit(limit))]

    def last_runs(self) -> dict[str, Run]:
        """Every platform's last run, without its steps, by platform."""
        mine = RUNS.c.scope == self.scope
        last = select(func.max(RUNS.c.id)).where(mine).group_by(RUNS.c.platform)
        with self.database.read() as connection:
            found = connection.execute(select(RUNS).where(RUNS.c.id.in_(last)))
            return {row.platform: run_of(row, ()) for row in found}

    def under_way(self, platform: str = "") -> list[Run]:
        """Runs that have not ended, with their steps: at work, or to be recovered."""
        query = self._all(platform).where(RUNS.c.ended_at.is_(None)).order_by(RUNS.c.id)
        with self.database.read() as connection:
            return [self._run(connection, row.id) for row in connection.execute(query).all()]

    def configuration(self, run: Run | int | None) -> Configuration:
        """What a run wanted to stand; nothing for None."""
        if run is None:
            return Configuration()
        with self.database.read() as connection:
            found = self._run(connection, run) if isinstance(run, int) else run
            texts = [
                contents.get(connection, digest) if digest else None
                for digest in (found.azure_config, found.databricks_config, found.platform_file)
            ]
        return Configuration(texts[0], texts[1], texts[2] or "")

    def text(self, digest: str) -> str:
        """A text that the ledger keeps, by its digest."""
        with self.database.read() as connection:
            return contents.get(connection, digest)

    def typical_seconds(self, *, runs: int = 50) -> dict[tuple[str, str], float]:
        """How long creating, updating and deleting each type took in the last runs: the mean, by type and action.

        Args:
            runs: How many of the last steps to look at.
        """
        query = (
            select(RUN_STEPS.c.resources)
            .join(RUNS, RUNS.c.id == RUN_STEPS.c.run)
            .where(RUNS.c.scope == self.scope, RUN_STEPS.c.state == "done")
            .order_by(RUN_STEPS.c.run.desc(), RUN_STEPS.c.number.desc())
            .limit(runs)
        )
        took: dict[tuple[str, str], list[float]] = {}
        with self.database.read() as connection:
            for (events,) in connection.execute(query):
                for event in events or ():
                    if event["outcome"] == "done":
                        kind = event["address"].partition(".")[0]
                        took.setdefault((kind, event["action"]), []).append(event["seconds"])
        return {key: sum(seconds) / len(seconds) for key, seconds in took.items()}

    def prunable(self, keep: int, *, platform: str = "") -> dict[str, list[int]]:
        """Numbers of the runs that `prune` would remove, by platform, the first one first."""
        with self.database.read() as connection:
            return pruning.prunable(connection, self.scope, keep, platform)

    def _all(self, platform: str) -> Select[Any]:
        query = select(RUNS).where(RUNS.c.scope == self.scope)
        return query.where(RUNS.c.platform == platform) if platform else query

    def _run(self, connection: Connection, number: int) -> Run:
        row = connection.execute(self._all("").where(RUNS.c.id == number)).first()
        if row is None:
            raise self._no_run(connection, number)
        steps = connection.execute(select(RUN_STEPS).where(RUN_STEPS.c.run == number).order_by(RUN_STEPS.c.number))
        return run_of(row, tuple(step_of(step) for step in steps))

    def _no_run(self, connection: Connection, number: int) -> LakemasonError:
        """What to say of a number that is no run's, or one's of another scope."""
        scope = connection.execute(select(RUNS.c.scope).where(RUNS.c.id == number)).scalar()
        if scope is None:
            return LakemasonError(
                f"There is no run {number} in the ledger.",
                fix=f"`lakemason runs{rehearse_flag(self.scope != AZURE)}` lists them.",
            )
        if scope == AZURE:
            return LakemasonError(
                f"Run {number} is none of this rehearsal: it is one on Azure.", fix="Leave out --rehearse."
            )
        whose = "a rehearsal" if self.scope == AZURE else "another rehearsal"
        return LakemasonError(f"Run {number} is one of {whose}.", fix="--rehearse shows this project's.")

    def _standing(self, connection: Connection, platform: str) -> Standing | None:
        query = select(STANDINGS).where(STANDINGS.c.scope == self.scope, STANDINGS.c.platform == platform)
        row = connection.execute(query).first()
        return standing_of(row) if row else None
