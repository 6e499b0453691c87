"""The command `lakemason prices refresh`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import Yes

if TYPE_CHECKING:
    from app.prices.refresh import Refresh
    from catalog.price_file import OwnPrice


def refresh(
    region: Annotated[
        list[str] | None, typer.Option("--region", help="Only of a region; repeat it for more. All if left out.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Another service that speaks like Azure's.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the differences, write nothing.")] = False,
    yes: Yes = False,
) -> None:
    """Read today's prices of machines and DBUs from Azure into your own price file, and show what changes.

    A price more than three times off the packaged one is shown and stops it, unless --yes takes it.

    Example: lakemason prices refresh --region westeurope
    """
    from datetime import date

    from app.prices.refresh import existing, refreshed
    from app.prices.retail_rows import read_region
    from app.prices.retail_service import SERVICE_URL, RetailService
    from catalog.own_prices import user_price_file
    from catalog.regions import offered_region, regions

    service = RetailService(url or SERVICE_URL)
    wanted = [offered_region(one).name for one in region or ()]
    file = existing(user_price_file())
    prices: list[OwnPrice] = []
    for name in dict.fromkeys(wanted) or [one.name for one in regions().values() if one.offered]:
        typer.echo(f"Reading prices of {name} ...", err=True)
        read = read_region(service, name, date.today())
        for warning in read.warnings:
            typer.echo(f"Warning: {warning}", err=True)
        prices += read.prices
    change = refreshed(prices, file)
    _show(change)
    if dry_run:
        typer.echo("Nothing was written.", err=True)
        return
    change.save(accept=yes)
    typer.echo(f"written: {change.path}", err=True)


def _show(change: Refresh) -> None:
    from app.report.page import printable

    for one in change.changes:
        typer.echo(one.said)
    typer.echo(f"{len(change.changes)} changed, {change.unchanged} as they were.")
    if change.kept:
        typer.echo(f"Your own rows stay as they are: {len(change.kept)}.")
        for price in change.kept:
            typer.echo(f"  {price.name} in {price.region}: USD {price.usd:g} ({printable(price.source)})")
