"""Kills a run at every operation of the cloud and recovers it, both ways, and writes the table of docs/reliability.md.

`make crash-matrix`; with `--crash-point NAME`, that one alone, and no table; with `--go-on FILE`, it can be stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from concurrent.futures import as_completed
from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import ROOT
from tests.reliability.crash import Outcome
from tests.reliability.crew import WORKERS, crew
from tests.reliability.points import DIRECTIONS, Scenario, all_points, point_named
from tests.reliability.site import Base

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- crash matrix: make crash-matrix -->\n", "<!-- end of crash matrix -->\n"


def main() -> None:
    """Run the matrix; exit 1 where a point fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crash-point", action="append", default=[], metavar="NAME", help="only this one")
    parser.add_argument("--go-on", type=Path, metavar="FILE", help="keep what passed in FILE, and do not repeat it")
    arguments = parser.parse_args()
    asked = arguments.crash_point
    points = [point_named(name) for name in asked] or all_points()
    kept = Kept(arguments.go_on)
    outcomes = kept.outcomes()
    passed = {str(outcome.point) for outcome in outcomes}
    with tempfile.TemporaryDirectory(prefix="lakemason-crash-") as folder, crew(Path(folder)) as sites:
        for future in as_completed([sites.crash(point) for point in points if str(point) not in passed]):
            outcomes.append(future.result())
            kept.add(outcomes[-1])
            _tell(outcomes, len(points), kept.seconds)
        counted = sites.counted()
    minutes = kept.seconds / 60
    failed = [outcome for outcome in outcomes if outcome.problems]
    if failed:
        names = " ".join(f"--crash-point {outcome.point}" for outcome in failed)
        sys.exit(f'{len(failed)} of {len(points)} failed. Alone: make crash-matrix ARGS="{names}"')
    if not asked:
        write_table(PAGE, table(outcomes, counted, minutes))
    print(f"{len(points)} points, none failed, in {minutes:.0f} minutes.")


class Kept:
    """What passed already, in a file, so that a matrix that was stopped goes on.

    Args:
        file: A JSON line for each point that passed; None keeps nothing.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._last = time.monotonic()
        lines = file.read_text(encoding="utf-8").splitlines() if file and file.is_file() else []
        self._before = [json.loads(line) for line in lines]
        self.seconds: float = sum(one["took"] for one in self._before)

    def outcomes(self) -> list[Outcome]:
        """What passed before."""
        return [Outcome(point_named(one["point"]), one["operation"], one["seconds"], (), "") for one in self._before]

    def add(self, outcome: Outcome) -> None:
        """Keep a point that passed, and how long it is since the one before."""
        now = time.monotonic()
        took, self._last = now - self._last, now
        self.seconds += took
        if self._file and not outcome.problems:
            line = {
                "point": str(outcome.point), "operation": outcome.operation, "seconds": outcome.seconds, "took": took
            }  # fmt: skip
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


def table(outcomes: list[Outcome], counted: dict[Scenario, Base], minutes: float) -> str:
    """The table, as Markdown.

    Args:
        outcomes: What became of each point.
        counted: What was counted without a crash.
        minutes: How long all of it took.
    """
    lines = [
        "| scenario | resources | operations counted | of them changes | points | recovered back | recovered forward "
        "| seconds a point |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for scenario, base in counted.items():
        mine = [outcome for outcome in outcomes if outcome.point.scenario == scenario]
        before, after = base.resources
        lines.append(
            f"| {scenario} | {before} → {after} | {base.operations} | {base.changes} | {_ways(mine)} "
            f"| {sum(outcome.seconds for outcome in mine) / len(mine):.0f} |"
        )
    operations, changes = (sum(getattr(base, what) for base in counted.values()) for what in ("operations", "changes"))
    seconds = sum(outcome.seconds for outcome in outcomes) / len(outcomes)
    lines.append(f"| **all** | | {operations} | {changes} | {_ways(outcomes)} | {seconds:.0f} |")
    today = datetime.now(UTC).date()
    lines += ["", f"Measured {today} with {WORKERS} runs at a time on {WORKERS} cores, in {minutes:.0f} minutes."]
    return "\n".join(lines) + "\n"


def write_table(page: Path, text: str) -> None:
    """Put the table between its markers.

    Args:
        page: The page.
        text: The table.
    """
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, marker, after = rest.partition(END)
    assert marker, f"{page} has no markers for the table"
    page.write_text(f"{before}{BEGIN}{text}{END}{after}", encoding="utf-8")


def _ways(outcomes: list[Outcome]) -> str:
    """How many points there are, and how many were recovered each way."""
    cells = [str(len(outcomes))]
    for direction in DIRECTIONS:
        mine = [outcome for outcome in outcomes if outcome.point.direction == direction]
        cells.append(f"{len([outcome for outcome in mine if not outcome.problems])} of {len(mine)}")
    return " | ".join(cells)


def _tell(outcomes: list[Outcome], total: int, seconds: float) -> None:
    """Say how the last point ended, and how long the rest may take."""
    last, done = outcomes[-1], len(outcomes)
    left = seconds / done * (total - done) / 60
    how = "FAILED" if last.problems else "ok"
    print(
        f"[{done}/{total}] {last.point} {how} ({last.operation}, {last.seconds:.0f} s); {left:.0f} min left", flush=True
    )
    if last.problems:
        print(f"{last.said}\n{last.point} failed:", *(f"  {line}" for line in last.problems), sep="\n", flush=True)


if __name__ == "__main__":
    main()
