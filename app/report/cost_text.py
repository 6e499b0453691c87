"""Writes what things cost as lines of text, with a bar for each amount."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from app.report.page import printable
from app.report.table import table_lines
from app.report.text import WIDTH
from app.sizing.cost_difference import CostDifference
from app.sizing.cost_report import CostReport, ResourceCost
from app.sizing.limits import money

BAR, PLAIN_BAR = "█", "#"
_WIDTH = 20
_SIGNS = {"created": "+", "removed": "-", "changed": "~"}


def report_lines(report: CostReport, *, bar: str = PLAIN_BAR) -> Iterator[str]:
    """A report as lines.

    Args:
        report: What things cost.
        bar: What bars are made of.
    """
    title = f"Cost of {printable(report.of)} a month"
    yield title
    yield "=" * len(title)
    amounts = f"About {money(report.expected_usd)}; low {money(report.low_usd)}, high {money(report.high_usd)}"
    yield f"{amounts}{without(report)}."
    if report.resources:
        yield ""
        yield from _chart(report.resources, bar)
    if report.not_priced:
        yield ""
        yield from table_lines(["NOT PRICED", "WHY"], [[one.address, one.why] for one in report.not_priced])
    yield ""
    for note in _notes(report):
        yield from textwrap.wrap(
            printable(note), WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
        )


def without(report: CostReport) -> str:
    """What the amounts leave out, as the end of their sentence; empty where everything has a price."""
    count = len(report.not_priced)
    return f"; without {count} thing{'s that have' if count > 1 else ' that has'} no price" if count else ""


def _chart(resources: tuple[ResourceCost, ...], bar: str) -> Iterator[str]:
    most = max(one.expected_usd for one in resources) or 1.0
    rows = []
    for one in resources:
        length = round(_WIDTH * one.expected_usd / most) or (1 if one.expected_usd else 0)
        rows.append((one.expected_usd, bar * length, one.low_usd, one.high_usd, one.address))
        if len(one.parts) > 1:
            rows += [(part.expected_usd, "", part.low_usd, part.high_usd, f"  {part.what}") for part in one.parts]
    expected = [money(row[0]) for row in rows]
    spans = [f"{money(row[2])} - {money(row[3])}" for row in rows]
    wide, wider = max(map(len, [*expected, "EXPECTED"])), max(map(len, [*spans, "LOW - HIGH"]))
    yield f"{'EXPECTED':>{wide}}  {'':{_WIDTH}}  {'LOW - HIGH':>{wider}}"
    for usd, span, row in zip(expected, spans, rows, strict=True):
        yield f"{usd:>{wide}}  {row[1]:{_WIDTH}}  {span:>{wider}}  {printable(row[4])}"


def _notes(report: CostReport) -> Iterator[str]:
    yield from report.assumptions
    if report.free == 1:
        yield "1 resource costs nothing by itself."
    elif report.free:
        yield f"{report.free} resources cost nothing by themselves."
    if report.prices_of:
        yield f"List prices of: {', '.join(f'{kind} {day}' for kind, day in report.prices_of.items())}."
    yield f"Not covered: {', '.join(report.not_covered)}."


def difference_lines(found: CostDifference) -> Iterator[str]:
    """The difference of two reports as lines."""
    title = "Difference a month"
    yield title
    yield "=" * len(title)
    yield (
        f"{signed(found.difference_usd)}: from {money(found.before_usd)} to {money(found.after_usd)}"
        f" (low {signed(found.low_difference_usd)}, high {signed(found.high_difference_usd)})."
    )
    if found.resources:
        yield ""
        rows = [
            [_SIGNS[one.change], signed(one.difference_usd), money(one.before_usd), money(one.after_usd), one.address]
            for one in found.resources
        ]
        yield from table_lines(["", "DIFFERENCE", "BEFORE", "AFTER", "RESOURCE"], rows)
    if found.not_priced:
        yield ""
        yield from table_lines(["NOT PRICED", "WHY"], [[one.address, one.why] for one in found.not_priced])
    yield ""
    yield f"{found.unchanged} cost{'s' if found.unchanged == 1 else ''} the same."


def signed(usd: float) -> str:
    """A difference as people read it: `+USD 12.50`, `-USD 3.00`."""
    return f"{'-' if usd < 0 else '+'}{money(abs(usd))}"
