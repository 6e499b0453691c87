"""Measures what the project promises, side by side in one run, and writes benchmarks/results.md."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from benchmarks.decisions import PROMISED_MS, ms_a_decision
from benchmarks.intent import milliseconds_a_sentence
from benchmarks.ledger import (
    PLATFORMS,
    PROMISED_EXPORT_SECONDS,
    PROMISED_STATUS_SECONDS,
    RUNS_TO_EXPORT,
)
from benchmarks.matching import matches_per_second
from benchmarks.measure import Case, Figures, side_by_side
from benchmarks.naming import names_per_second
from benchmarks.overhead import PROMISED, overhead

ROOT = Path(__file__).parents[1]
SENTENCE = "I need Databricks for ML team in dev environment"
EVERYTHING = "everything switched on"
EXPORT = f"lakemason runs export of {RUNS_TO_EXPORT:,} runs"
STATUS = f"lakemason status of {PLATFORMS} platforms"
PLAIN = {"LAKEMASON_BINDINGS": "plain"}


def main() -> None:
    lakemason = str(Path(sys.executable).with_name("lakemason"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(ROOT / "cdktf.json", folder)
        synth = [lakemason, "synth"]
        one_run = [
            Case("plan --save", [lakemason, "plan", SENTENCE, "--save", "--replace"], {}),
            Case("one platform, plain imports", synth, PLAIN),
            Case("one platform, fast door", synth, {}),
        ]
        figures = _measure(one_run, 3, folder)
        figures |= _measure([Case(f"{n} platforms", _many(n), {}) for n in (1, 10, 100)], 3, folder)
        commands = [
            Case("--help", [lakemason, "--help"], {}),
            Case("plan", [lakemason, "plan", SENTENCE], {}),
            Case("match", [lakemason, "match", SENTENCE], {}),
            Case("names preview", [lakemason, "names", "preview", "ml-team-ml-dev"], {}),
        ]
        figures |= _measure(commands, 7, folder)
        figures |= _measure([Case(EVERYTHING, _everything(), {})], 5, folder)
        figures |= _measure([Case(EXPORT, [lakemason, "runs", "export"], {})], 5, _project(folder, "runs"))
        figures |= _measure([Case(STATUS, [lakemason, "status"], {})], 5, _project(folder, "platforms"))
    report = _report(figures, [*_warm(), _overhead()])
    (ROOT / "benchmarks" / "results.md").write_text(report)
    print(report)


def _project(scratch: Path, many: Literal["runs", "platforms"]) -> Path:
    """A project with many of something, made by another process: a child's peak memory counts what its parent had."""
    folder = scratch / f"many-{many}"
    folder.mkdir()
    shutil.copy(ROOT / "cdktf.json", folder)
    subprocess.run([sys.executable, "-m", "benchmarks.ledger", many, str(folder)], cwd=ROOT, check=True)
    return folder


def _warm() -> list[tuple[str, str, str]]:
    return [
        ("names, warm, in one process", f"{names_per_second():,.0f} a second", "50,000 a second"),
        ("a sentence read by the rules, warm", f"{milliseconds_a_sentence():.2f} ms", "5 ms"),
        ("matches, warm, in one process", f"{matches_per_second():,.0f} a second", "10,000 a second"),
        ("a decision, warm, in one process", f"{ms_a_decision():.1f} ms", f"{PROMISED_MS:g} ms"),
    ]


def _overhead() -> tuple[str, str, str]:
    print("Measuring a run against Terraform alone ...", file=sys.stderr)
    plain, run, made = overhead(5)
    what = f"a run over terraform init, plan and apply of the same JSON ({made} objects)"
    return what, f"{run / plain - 1:+.0%} ({run:.1f} s, {plain:.1f} s)", f"{PROMISED:+.0%}"


def _many(count: int) -> list[str]:
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from benchmarks.many import main; main({count}, 'many')"
    return [sys.executable, "-c", program]


def _everything() -> list[str]:
    program = (
        f"import sys; from pathlib import Path; sys.path.insert(0, {str(ROOT)!r}); "
        "from benchmarks.everything.platform import build; build(Path('everything'))"
    )
    return [sys.executable, "-c", program]


def _measure(cases: list[Case], runs: int, folder: Path) -> dict[str, Figures]:
    print(f"Measuring {', '.join(case.name for case in cases)} ...", file=sys.stderr)
    return side_by_side(cases, runs=runs, folder=folder)


def _report(figures: dict[str, Figures], more: list[tuple[str, str, str]]) -> str:
    plain, fast = figures["one platform, plain imports"], figures["one platform, fast door"]
    one, ten, hundred = (figures[f"{n} platforms"].median for n in (1, 10, 100))
    goals = [
        ("fast door against plain imports, time", f"{plain.median / fast.median:.1f} times faster", "10 times"),
        ("fast door against plain imports, memory", f"{fast.memory / plain.memory:.0%}", "25 %"),
        ("each further platform, 1 to 10", f"{(ten - one) / 9 * 1000:.0f} ms", "50 ms"),
        ("each further platform, 10 to 100", f"{(hundred - ten) / 90 * 1000:.0f} ms", "50 ms"),
        ("everything switched on, over 150 resources", f"{figures[EVERYTHING].median:.2f} s", "2.5 s"),
        ("lakemason --help", f"{figures['--help'].median:.2f} s", "0.3 s"),
        ("lakemason plan", f"{figures['plan'].median:.2f} s", "0.6 s"),
        ("lakemason match", f"{figures['match'].median:.2f} s", "0.5 s"),
        ("lakemason names preview", f"{figures['names preview'].median:.2f} s", "0.5 s"),
        (EXPORT, f"{figures[EXPORT].median:.2f} s", f"{PROMISED_EXPORT_SECONDS:g} s"),
        (STATUS, f"{figures[STATUS].median:.2f} s", f"{PROMISED_STATUS_SECONDS:g} s"),
        *more,
    ]
    lines = [
        "# Measured",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}. Written by `make bench`;",
        "whole processes, run in turn, after one run that is not counted. Memory is the largest single process's. A",
        "platform here has two layers and ten resources,",
        "but for the first two rows, which are `lakemason synth` of the README's platform.",
        "",
        "| against the goal | measured | goal |",
        "| --- | --- | --- |",
        *(f"| {what} | {got} | {goal} |" for what, got, goal in goals),
        "",
        "| run | median s | min-max s | peak MiB | runs |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {name} | {f.median:.2f} | {f.fastest:.2f}-{f.slowest:.2f} | {f.memory:.0f} | {len(f.seconds)} |"
            for name, f in figures.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
