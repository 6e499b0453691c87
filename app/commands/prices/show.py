"""The command `lakemason prices show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import Json

if TYPE_CHECKING:
    from app.prices.showing import PriceShown, TableShown


def show(
    region: Annotated[str | None, typer.Option(help="Prices in force in an Azure region.")] = None,
    type: Annotated[
        str | None, typer.Option(metavar="PATTERN", help="Of a VM type, meter or part of Azure, such as 'nat_*'.")
    ] = None,
    json: Json = False,
) -> None:
    """Show the tables of prices with source and date, and what lies over them; with an option, the prices in force.

    Example: lakemason prices show --region westeurope --type 'JOBS_*'
    """
    from dataclasses import asdict
    from datetime import date

    from app.prices.showing import own_prices_shown, prices_shown, tables_shown
    from catalog.regions import offered_region

    tables, own = tables_shown(date.today()), own_prices_shown()
    found = offered_region(region).name if region else None
    prices = prices_shown(region=found, pattern=type) if found or type else []
    if json:
        import json as writer

        data = {"tables": [asdict(one) for one in tables], "own": [asdict(one) for one in own]}
        data["prices"] = [asdict(one) for one in prices]
        typer.echo(writer.dumps(data, indent=2, ensure_ascii=False, default=str))
    elif prices:
        _show_prices(prices)
    else:
        _show_tables(tables, own)


def _show_tables(tables: list[TableShown], own: list[PriceShown]) -> None:
    from app.report.table import table_lines

    rows = [
        [one.holds, str(one.rows), str(one.date), f"{one.age_days} days{', old' if one.old else ''}", f"[{number}]"]
        for number, one in enumerate(tables, start=1)
    ]
    for line in table_lines(["TABLE", "ROWS", "DATE", "AGE", "SOURCE"], rows):
        typer.echo(line)
    _show_sources([one.source for one in tables])
    typer.echo()
    if own:
        typer.echo("Your own prices lie over them:")
        _show_prices(own)
    else:
        typer.echo("No prices of your own lie over them; docs/costs.md says how to add some.")


def _show_prices(prices: list[PriceShown]) -> None:
    from app.report.table import table_lines

    sources = list(dict.fromkeys(_source(one) for one in prices))
    instead = any(one.packaged_usd is not None for one in prices)
    headings = ["PRICE OF", "REGION", "USD", "UNIT", "DATE", *(["IN PLACE OF"] if instead else []), "SOURCE"]
    rows = [
        [
            *(one.name, one.region, f"{one.usd:g}", one.unit, str(one.date)),
            *([f"{one.packaged_usd:g}" if one.packaged_usd is not None else ""] if instead else []),
            f"[{sources.index(_source(one)) + 1}]",
        ]
        for one in prices
    ]
    for line in table_lines(headings, rows):
        typer.echo(line)
    _show_sources(sources)


def _source(price: PriceShown) -> str:
    return f"{price.file}: {price.source}" if price.file else price.source


def _show_sources(sources: list[str]) -> None:
    from textwrap import wrap

    from app.report.page import printable
    from app.report.text import WIDTH

    typer.echo()
    for number, source in enumerate(sources, start=1):
        start = f"[{number}] "
        lines = wrap(
            printable(source),
            WIDTH,
            initial_indent=start,
            subsequent_indent=" " * len(start),
            break_on_hyphens=False,
            break_long_words=False,
        )
        typer.echo("\n".join(lines))
