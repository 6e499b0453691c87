"""The ledger: writes down runs and their steps before and after each, and what stands of each platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.database.tables import RUN_CONTENTS, RUN_STEPS, RUNS, STANDINGS
from app.provisioning.ledger import contents, pruning
from app.provisioning.ledger.reading import LedgerReader
from app.provisioning.ledger.records import (
    ENDED,
    Configuration,
    Direction,
    Marks,
    OnFailure,
    Recovery,
    ResourceEvent,
    Run,
    RunKind,
    RunState,
    StateMark,
    StepState,
    marks_json,
)
from app.provisioning.ledger.rows import put_target, recovery_row
from app.provisioning.process import this_process


class Ledger(LedgerReader):
    """The runs of one scope, of Azure or of one rehearsal: written down as they go on.

    `alone` is called in each transaction that writes of a run, and raises where another run has taken the platform
    over: so nobody who slept through that goes on, or writes over what has become of the run. `states_in` is the
    folder of the states here: whoever shares the ledger is told it.
    """

    alone: Callable[[Connection], None] | None = None
    states_in: str = ""

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
        with self._writing() as connection:
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
                **put_target(connection, target),
                "stood_before": marks_json(stood_before),
                "error": "",
                "advice": "",
                "cost_before": base.cost_after if base else None,
                "cost_after": cost_after,
                "states_in": self.states_in or None,
            }
            number = connection.execute(insert(RUNS).values(**values).returning(RUNS.c.id)).scalar_one()
            return self._run(connection, number)

    def move(self, run: int, state: RunState, **values: Any) -> None:
        """Write down that a run is in another state.

        Args:
            run: Its number.
            state: The state.
            values: Columns that are known by now: plan, approval, error, advice, kept; `ended_at` as None where the
                run has failed and goes on, back to where it came from.
        """
        ended = {"ended_at": now()} if state in ENDED else {}
        known = {"state": state, **ended, **_storable(values)}
        with self._writing() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(known))

    def retarget(self, run: int, target: Configuration) -> None:
        """Let a run that has not begun to change anything bring something else.

        Args:
            run: Its number.
            target: What is to stand.
        """
        with self._writing() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(**put_target(connection, target)))

    def take_over(self, run: int, state: RunState) -> None:
        """Let this process go on with a run whose own is gone; who began it stays known."""
        self.move(run, state, recovered_by=recovery_row(Recovery(this_process(), now())))

    def end(self, run: Run, state: RunState, *, stands: int | None, states: Marks, **values: Any) -> None:
        """Write down how a run ended, and what stands now, in one transaction.

        A run that neither was committed nor changed anything hides no earlier one that was kept.

        Args:
            run: The run.
            state: The state that it stays in.
            stands: The run whose configuration stands; None where none does, as far as the ledger knows.
            states: Both layers' states as they are now.
            values: Columns such as outputs, error, advice, kept.
        """
        with self._writing() as connection:
            connection.execute(
                update(RUNS)
                .where(RUNS.c.id == run.id)
                .values(state=state, ended_at=now(), stood_after=marks_json(states), **_storable(values))
            )
            before = self._standing(connection, run.platform)
            if before and state != "committed" and not self._steps(connection, run.id):
                last_run = before.last_run
            else:
                last_run = run.id
            self._put_standing(connection, run.platform, stands, last_run, states)

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
        with self._writing() as connection:
            number = self._steps(connection, run) + 1
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
        with self._writing() as connection:
            connection.execute(update(RUN_STEPS).where(step).values(**_storable(values)))

    def confirm_alone(self) -> None:
        """Raise where another run has taken the platform over."""
        with self._writing():
            pass

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.database.write() as connection:
            if self.alone is not None:
                self.alone(connection)
            yield connection

    def saw_drift(self, platform: str, drift: Mapping[str, Any]) -> None:
        """Keep what a look for drift found, for `status`; nothing is kept of a platform without runs."""
        row = (STANDINGS.c.scope == self.scope) & (STANDINGS.c.platform == platform)
        with self.database.write() as connection:
            connection.execute(update(STANDINGS).where(row).values(drift_seen_at=now(), drift=dict(drift)))

    def prune(self, keep: int, *, platform: str = "") -> int:
        """Remove old runs; returns how many.

        What stands and what stood before it, each platform's last run, runs that have not ended and what they move
        from stay whatever their age.

        Args:
            keep: How many of each platform's last runs stay.
            platform: Only of this platform; of all if left out.
        """
        with self.database.write(lock=RUN_CONTENTS) as connection:  # or somebody would refer to a text that goes
            old = pruning.prunable(connection, self.scope, keep, platform)
            pruning.remove(connection, old)
        return sum(map(len, old.values()))

    def _who(self) -> dict[str, Any]:
        process = this_process()
        return {
            "person": process.person, "host": process.host, "pid": process.pid, "process_started": process.started
        }  # fmt: skip

    def _steps(self, connection: Connection, run: int) -> int:
        """The number of a run's last step; 0 where there is none."""
        return connection.execute(select(func.max(RUN_STEPS.c.number)).where(RUN_STEPS.c.run == run)).scalar() or 0

    def _put_standing(
        self, connection: Connection, platform: str, run: int | None, last_run: int, states: Marks
    ) -> None:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        values = {"run": run, "last_run": last_run, "states": marks_json(states)}
        row = dialect.insert(STANDINGS).values(scope=self.scope, platform=platform, **values)
        connection.execute(row.on_conflict_do_update(index_elements=["scope", "platform"], set_=values))


def _storable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns without zero bytes in their texts: an error may quote what is no text, and PostgreSQL takes none."""
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in values.items()}


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
