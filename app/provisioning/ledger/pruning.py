"""Which old runs may go: what stands, what is needed to go back, and what has not ended stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from sqlalchemy import Connection, and_, delete, func, select

from app.database.tables import RUN_STEPS, RUNS, STANDINGS
from app.provisioning.ledger import contents

_AT_ONCE = 500
"""Numbers in one statement: SQLite before 3.32 took at most 999 (sqlite.org/limits.html)."""


def prunable(connection: Connection, scope: str, keep: int, platform: str) -> dict[str, list[int]]:
    """Numbers of the runs that are not needed any more, by platform, the first one first.

    Args:
        connection: A transaction.
        scope: The ledger's.
        keep: How many of each platform's last runs stay.
        platform: Only of this platform; of all if empty.
    """
    needed = _needed(connection, scope)
    query = select(RUNS.c.id, RUNS.c.platform).where(RUNS.c.scope == scope).order_by(RUNS.c.id.desc())
    found: dict[str, list[int]] = {}
    for number, name in connection.execute(query.where(RUNS.c.platform == platform) if platform else query):
        found.setdefault(name, []).append(number)
    old = {name: [number for number in numbers[keep:] if number not in needed][::-1] for name, numbers in found.items()}
    return {name: old[name] for name in sorted(old) if old[name]}


def remove(connection: Connection, old: Mapping[str, Iterable[int]]) -> None:
    """Remove runs, and the texts that no other run refers to.

    Args:
        connection: A transaction that writes; on PostgreSQL it has locked `run_contents` before it read anything.
        old: Their numbers, by platform.
    """
    numbers = list(chain.from_iterable(old.values()))
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        connection.execute(delete(RUN_STEPS).where(RUN_STEPS.c.run.in_(some)))
        connection.execute(delete(RUNS).where(RUNS.c.id.in_(some)))
    contents.drop_unused(connection)


def _needed(connection: Connection, scope: str) -> set[int | None]:
    """Runs that have not ended and what they move from; what stands, what stood before it, and each last run.

    And what was kept since: only the run that made it still knows what it was made from.
    """
    mine, under_way = RUNS.c.scope == scope, RUNS.c.ended_at.is_(None)
    standing = select(STANDINGS.c.run).where(STANDINGS.c.scope == scope)
    same = and_(STANDINGS.c.scope == RUNS.c.scope, STANDINGS.c.platform == RUNS.c.platform)
    since = RUNS.c.id > func.coalesce(STANDINGS.c.run, 0)
    queries = (
        select(RUNS.c.id).join(STANDINGS, same).where(mine, RUNS.c.state == "kept", since),
        select(RUNS.c.id).where(mine, under_way),
        select(RUNS.c.base_run).where(mine, under_way),
        standing,
        select(RUNS.c.base_run).where(mine, RUNS.c.id.in_(standing)),
        select(STANDINGS.c.last_run).where(STANDINGS.c.scope == scope),
    )
    return {number for query in queries for (number,) in connection.execute(query)}
