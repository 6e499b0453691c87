"""Writes what things cost as markdown: for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.report.cost_text import signed, without
from app.report.markdown import escaped
from app.sizing.cost_difference import CostDifference
from app.sizing.cost_report import CostReport, NotPricedResource
from app.sizing.limits import money


def report_markdown(report: CostReport) -> Iterator[str]:
    """A report as lines of markdown; addresses and names are escaped."""
    yield f"## Cost of {escaped(report.of)} a month"
    yield ""
    amounts = f"About **{money(report.expected_usd)}**; low {money(report.low_usd)}, high {money(report.high_usd)}"
    yield f"{amounts}{without(report)}."
    if report.resources:
        yield ""
        yield from _table(
            ["Resource", "Expected", "Low", "High"],
            [
                [escaped(one.address), money(one.expected_usd), money(one.low_usd), money(one.high_usd)]
                for one in report.resources
            ],
        )
    parts = [
        [escaped(one.address), escaped(part.what), money(part.expected_usd)]
        for one in report.resources
        if len(one.parts) > 1
        for part in one.parts
    ]
    if parts:
        yield from _folded("Parts", _table(["Resource", "Part", "Expected"], parts))
    yield from _not_priced(report.not_priced)
    notes = [*report.assumptions, f"Not covered: {', '.join(report.not_covered)}."]
    if report.prices_of:
        notes.append(f"List prices of: {', '.join(f'{kind} {day}' for kind, day in report.prices_of.items())}.")
    yield from _folded("Assumptions", [f"- {escaped(note)}" for note in notes])


def difference_markdown(found: CostDifference) -> Iterator[str]:
    """The difference of two reports as lines of markdown."""
    yield "## Cost a month: difference"
    yield ""
    yield (
        f"**{signed(found.difference_usd)}**: from {money(found.before_usd)} to {money(found.after_usd)}"
        f" (low {signed(found.low_difference_usd)}, high {signed(found.high_difference_usd)})."
    )
    if found.resources:
        yield ""
        yield from _table(
            ["Resource", "Change", "Before", "After", "Difference"],
            [
                [
                    escaped(one.address),
                    one.change,
                    money(one.before_usd),
                    money(one.after_usd),
                    signed(one.difference_usd),
                ]
                for one in found.resources
            ],
        )
    yield from _not_priced(found.not_priced)


def _not_priced(found: Sequence[NotPricedResource]) -> Iterator[str]:
    if found:
        rows = [[escaped(one.address), escaped(one.why)] for one in found]
        yield from _folded(f"Not priced: {len(found)}", _table(["Resource", "Why"], rows))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", "<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>")
