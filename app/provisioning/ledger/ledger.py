"""The ledger: runs, their steps, and what stands of each platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.database.database import Database
from app.database.tables import RUN_STEPS, RUNS, STANDINGS
from app.provisioning.ledger import contents
from app.provisioning.ledger.records import (
    ENDED,
    LAYERS,
    Configuration,
    Direction,
    Marks,
    OnFailure,
    ResourceEvent,
    Run,
    RunKind,
    RunState,
    Standing,
    StateMark,
    Step,
    StepState,
    marks_json,
    marks_of,
)
from app.provisioning.process import Process, this_process
from naming.errors import LakemasonError


class Ledger:
    """The runs of one scope: of Azure, or of one rehearsal.

    Args:
        database: The open state database.
        scope: `azure`, or a rehearsal's own text, so that simulated runs never meet real ones.
    """

    def __init__(self, database: Database, scope: str) -> None:
        self.database = database
        self.scope = scope

    def begin(
        self,
        platform: str,
        kind: RunKind,
        target: Configuration,
        *,
        stood_before: Marks,
        on_failure: OnFailure = "rollback",
        cost_after: float | None = None,
    ) -> Run:
        """Write down a run before anything else of it happens.

        Args:
            platform: The platform's name.
            kind: What was asked for.
            target: What is to stand.
            stood_before: Both layers' states.
            on_failure: What a failure leads to.
            cost_after: USD a month of what is to stand; None where not known.
        """
        with self.database.write() as connection:
            standing = self._standing(connection, platform)
            base = self._run(connection, standing.run) if standing and standing.run else None
            values = {
                **self._who(),
                "scope": self.scope,
                "platform": platform,
                "kind": kind,
                "state": "prepared",
                "started_at": now(),
                "on_failure": on_failure,
                "base_run": base.id if base else None,
                **_put(connection, target),
                "stood_before": marks_json(stood_before),
                "error": "",
                "advice": "",
                "cost_before": base.cost_after if base else None,
                "cost_after": cost_after,
            }
            number = connection.execute(insert(RUNS).values(**values).returning(RUNS.c.id)).scalar_one()
            return self._run(connection, number)

    def move(self, run: int, state: RunState, **values: Any) -> None:
        """Write down that a run is in another state.

        Args:
            run: Its number.
            state: The state.
            values: Columns that are known by now: plan, approval, error, advice, kept.
        """
        ended = {"ended_at": now()} if state in ENDED else {}
        with self.database.write() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(state=state, **ended, **values))

    def retarget(self, run: int, target: Configuration) -> None:
        """Let a run that has not begun to change anything bring something else.

        Args:
            run: Its number.
            target: What is to stand.
        """
        with self.database.write() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(**_put(connection, target)))

    def take_over(self, run: int, state: RunState) -> None:
        """Let this process go on with a run whose own is gone."""
        self.move(run, state, **self._who())

    def end(self, run: Run, state: RunState, *, stands: int | None, states: Marks, **values: Any) -> None:
        """Write down how a run ended, and what stands now, in one transaction.

        Args:
            run: The run.
            state: The state that it stays in.
            stands: The run whose configuration stands; None where none does, as far as the ledger knows.
            states: Both layers' states as they are now.
            values: Columns such as outputs, error, advice, kept.
        """
        with self.database.write() as connection:
            connection.execute(
                update(RUNS)
                .where(RUNS.c.id == run.id)
                .values(state=state, ended_at=now(), stood_after=marks_json(states), **values)
            )
            self._put_standing(connection, run.platform, stands, run.id, states)

    def start_step(
        self, run: int, layer: str, doing: str, direction: Direction, config: str | None, before: StateMark
    ) -> int:
        """Write down a step before Terraform starts; returns its number.

        Args:
            run: The run's number.
            layer: azure or databricks.
            doing: expand, apply, contract, destroy or forget.
            direction: Towards the target, or back.
            config: What is applied, as text; None to take everything away.
            before: The layer's state.
        """
        with self.database.write() as connection:
            last = connection.execute(select(func.max(RUN_STEPS.c.number)).where(RUN_STEPS.c.run == run)).scalar()
            number = (last or 0) + 1
            values = {
                "run": run, "number": number, "layer": layer, "doing": doing, "direction": direction,
                "config": None if config is None else contents.put(connection, config),
                "state": "started", "started_at": now(), "attempts": 1, "stood_before": asdict(before), "error": "",
            }  # fmt: skip
            connection.execute(insert(RUN_STEPS).values(**values))
            return number

    def end_step(
        self,
        run: int,
        number: int,
        state: StepState,
        *,
        after: StateMark,
        attempts: int,
        resources: Sequence[ResourceEvent] = (),
        error: str = "",
    ) -> None:
        """Write down how a step ended.

        Args:
            run: The run's number.
            number: The step's.
            state: done or failed.
            after: The layer's state now.
            attempts: How often Terraform was started.
            resources: What happened to each.
            error: What Terraform said.
        """
        values = {
            "state": state, "ended_at": now(), "stood_after": asdict(after), "attempts": attempts,
            "resources": [asdict(event) for event in resources], "error": error,
        }  # fmt: skip
        step = (RUN_STEPS.c.run == run) & (RUN_STEPS.c.number == number)
        with self.database.write() as connection:
            connection.execute(update(RUN_STEPS).where(step).values(**values))

    def standing(self, platform: str) -> Standing | None:
        """What stands of a platform; None where there never was a run."""
        with self.database.read() as connection:
            return self._standing(connection, platform)

    def standings(self) -> list[Standing]:
        """What stands of every platform, in the order of their names."""
        query = select(STANDINGS).where(STANDINGS.c.scope == self.scope).order_by(STANDINGS.c.platform)
        with self.database.read() as connection:
            return [_standing_of(row) for row in connection.execute(query)]

    def saw_drift(self, platform: str, drift: Mapping[str, Any]) -> None:
        """Keep what a look for drift found, for `status`; nothing is kept of a platform without runs."""
        row = (STANDINGS.c.scope == self.scope) & (STANDINGS.c.platform == platform)
        with self.database.write() as connection:
            connection.execute(update(STANDINGS).where(row).values(drift_seen_at=now(), drift=dict(drift)))

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
            return [_run_of(row, ()) for row in connection.execute(query if limit is None else query.limit(limit))]

    @contextmanager
    def whole_runs(self, *, platform: str = "") -> Iterator[Iterator[Run]]:
        """Every run with its steps, the first one first, read as they are needed."""
        with self.database.read() as connection:
            steps_query = (
                select(RUN_STEPS).join(RUNS, RUNS.c.id == RUN_STEPS.c.run).where(RUNS.c.scope == self.scope)
            ).order_by(RUN_STEPS.c.run, RUN_STEPS.c.number)
            steps: dict[int, list[Step]] = {}
            for row in connection.execute(steps_query):
                steps.setdefault(row.run, []).append(_step_of(row))
            rows = connection.execute(self._all(platform).order_by(RUNS.c.id))
            yield (_run_of(row, tuple(steps.get(row.id, ()))) for row in rows)

    def under_way(self, platform: str = "") -> list[Run]:
        """Runs that have not ended, with their steps: at work, or to be recovered."""
        query = self._all(platform).where(RUNS.c.state.not_in(ENDED)).order_by(RUNS.c.id)
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

    def prune(self, keep: int, *, platform: str = "") -> int:
        """Remove old runs; returns how many.

        What stands, what a run under way moves from, and runs that have not ended stay whatever their age.

        Args:
            keep: How many of each platform's last runs stay.
            platform: Only of this platform; of all if left out.
        """
        with self.database.write() as connection:
            bases = {row[0] for row in connection.execute(
                select(RUNS.c.base_run).where(RUNS.c.scope == self.scope, RUNS.c.state.not_in(ENDED))
            )}  # fmt: skip
            bases |= {row[0] for row in connection.execute(
                select(STANDINGS.c.run).where(STANDINGS.c.scope == self.scope)
            )}  # fmt: skip
            seen: dict[str, int] = {}
            gone = []
            for row in connection.execute(self._all(platform).order_by(RUNS.c.id.desc())):
                seen[row.platform] = seen.get(row.platform, 0) + 1
                if seen[row.platform] > keep and row.id not in bases and row.state in ENDED:
                    gone.append(row.id)
            for start in range(0, len(gone), 500):
                some = gone[start : start + 500]
                connection.execute(delete(RUN_STEPS).where(RUN_STEPS.c.run.in_(some)))
                connection.execute(delete(RUNS).where(RUNS.c.id.in_(some)))
            contents.drop_unused(connection)
        return len(gone)

    def _who(self) -> dict[str, Any]:
        process = this_process()
        return {
            "person": process.person, "host": process.host, "pid": process.pid, "process_started": process.started
        }  # fmt: skip

    def _all(self, platform: str) -> Select[Any]:
        query = select(RUNS).where(RUNS.c.scope == self.scope)
        return query.where(RUNS.c.platform == platform) if platform else query

    def _run(self, connection: Connection, number: int) -> Run:
        row = connection.execute(self._all("").where(RUNS.c.id == number)).first()
        if row is None:
            raise LakemasonError(f"There is no run {number} in the ledger.", fix="`lakemason runs` lists them.")
        steps = connection.execute(select(RUN_STEPS).where(RUN_STEPS.c.run == number).order_by(RUN_STEPS.c.number))
        return _run_of(row, tuple(_step_of(step) for step in steps))

    def _standing(self, connection: Connection, platform: str) -> Standing | None:
        query = select(STANDINGS).where(STANDINGS.c.scope == self.scope, STANDINGS.c.platform == platform)
        row = connection.execute(query).first()
        return _standing_of(row) if row else None

    def _put_standing(
        self, connection: Connection, platform: str, run: int | None, last_run: int, states: Marks
    ) -> None:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        values = {"run": run, "last_run": last_run, "states": marks_json(states)}
        row = dialect.insert(STANDINGS).values(scope=self.scope, platform=platform, **values)
        connection.execute(row.on_conflict_do_update(index_elements=["scope", "platform"], set_=values))


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def _put(connection: Connection, target: Configuration) -> dict[str, str | None]:
    def kept(text: str | None) -> str | None:
        return contents.put(connection, text) if text else None

    return {
        "platform_file": kept(target.platform_file),
        **{f"{layer}_config": kept(target.of(layer)) for layer in LAYERS},
    }


def _process_of(row: Row[Any]) -> Process:
    return Process(row.person, row.host, row.pid, row.process_started)


def _run_of(row: Row[Any], steps: tuple[Step, ...]) -> Run:
    return Run(
        row.id, row.platform, row.kind, row.state, row.started_at, row.ended_at, _process_of(row), row.on_failure,
        row.base_run, row.platform_file, row.azure_config, row.databricks_config, marks_of(row.stood_before),
        marks_of(row.stood_after) if row.stood_after else None, row.plan, row.approval, row.outputs, row.kept,
        row.error, row.advice, row.cost_before, row.cost_after, steps,
    )  # fmt: skip


def _step_of(row: Row[Any]) -> Step:
    after = StateMark(**row.stood_after) if row.stood_after else None
    events = tuple(ResourceEvent(**event) for event in row.resources or ())
    return Step(
        row.number, row.layer, row.doing, row.direction, row.config, row.state, row.started_at, row.ended_at,
        row.attempts, StateMark(**(row.stood_before or {})), after, events, row.error,
    )  # fmt: skip


def _standing_of(row: Row[Any]) -> Standing:
    return Standing(row.platform, row.run, row.last_run, marks_of(row.states), row.drift_seen_at, row.drift)
