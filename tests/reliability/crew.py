"""Several points at once, each in a site of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from rehearsal.faults import Moment
from tests.reliability.crash import Outcome, crash
from tests.reliability.points import OPERATIONS, Point, Scenario, sample
from tests.reliability.site import Base, Site

WORKERS = min(2, os.cpu_count() or 1)


class Crew:
    """Sites, and who works on them.

    Args:
        pool: Who works.
        folders: A site's folder for each.
    """

    def __init__(self, pool: ThreadPoolExecutor, folders: list[Path]) -> None:
        self._pool = pool
        self._free: SimpleQueue[Site] = SimpleQueue()
        self._sites = [Site(folder) for folder in folders]
        for site in self._sites:
            self._free.put(site)

    def crash(self, point: Point, *again: tuple[int, Moment]) -> Future[Outcome]:
        """Let a point be crashed when it is its turn; in every eighth, Terraform also looks whether it is done.

        Args:
            point: The point.
            again: Operations at which recovering is killed, too.
        """
        return self._pool.submit(self._crash, point, again)

    def counted(self) -> dict[Scenario, Base]:
        """What was counted without a crash, in the first site that was made ready."""
        return next(site.bases for site in self._sites if site.bases)

    def _crash(self, point: Point, again: tuple[tuple[int, Moment], ...]) -> Outcome:
        site = self._free.get()
        try:
            if not site.bases:
                site.prepare()
                counted = {scenario: base.operations for scenario, base in site.bases.items()}
                assert counted == OPERATIONS, f"points.py says {OPERATIONS}; counted are {counted}"
            return crash(site, point, once_more=point in sample(), again=again)
        finally:
            self._free.put(site)


@contextmanager
def crew(folder: Path, workers: int = WORKERS) -> Iterator[Crew]:
    """A crew; what nobody has begun when the `with` ends is left.

    Args:
        folder: Where the sites are made.
        workers: How many points are crashed at once.
    """
    pool = ThreadPoolExecutor(workers)
    try:
        yield Crew(pool, [folder / f"site-{number}" for number in range(workers)])
    finally:
        pool.shutdown(cancel_futures=True)
