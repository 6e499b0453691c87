"""What the price service's rows say of the catalog's machines and meters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.prices.retail_service import RetailPriceError, RetailRow, RetailService
from app.report.page import printable
from catalog.price_file import OwnPrice, packaged_names, packaged_usd
from catalog.tables import table

SOURCE = "Azure Retail Prices API"
"""How a price file's rows start that were read from the service; others are the person's own."""

_NAMES_AT_ONCE = 12
"""Machines in one question: OData servers refuse a filter of more than 100 parts, and each name makes four.
Source: learn.microsoft.com ODataValidationSettings, MaxNodeCount."""

_UNIT = "1 Hour"
_NOT_PLAIN_LINUX = ("windows", "cloud services", "spot", "low priority")
"""What names say of machines that are no plain Linux machines."""


@dataclass(frozen=True)
class Read:
    """What was read.

    Args:
        prices: Of machines and of DBUs.
        warnings: What to know of them, a sentence each.
    """

    prices: tuple[OwnPrice, ...]
    warnings: tuple[str, ...]


def read_region(service: RetailService, region: str, today: date) -> Read:
    """Prices of the catalog's machines and of DBUs in a region.

    Args:
        service: Whom to ask.
        region: Where.
        today: The day of the prices.

    Raises:
        RetailPriceError: The service does not answer as it should, or knows no price there at all.
    """
    names = packaged_names("vm")
    machines: list[RetailRow] = []
    for start in range(0, len(names), _NAMES_AT_ONCE):
        any_of = " or ".join(f"armSkuName eq '{name}'" for name in names[start : start + _NAMES_AT_ONCE])
        machines += _consumption(service, f"serviceName eq 'Virtual Machines' and {_there(region)} and ({any_of})")
    meters = _consumption(service, f"serviceName eq 'Azure Databricks' and {_there(region)}")
    warnings: list[str] = []
    prices = [*_machines(machines, names, region, today, warnings), *_meters(meters, region, today, warnings)]
    for kind, what in (("vm", "machine"), ("dbu", "DBU")):
        if not any(price.kind == kind for price in prices):
            raise RetailPriceError(f"The service has no price of any {what} in {region}; nothing was written.")
    return Read(tuple(prices), tuple(warnings))


def _there(region: str) -> str:
    return f"priceType eq 'Consumption' and armRegionName eq '{region}'"


def _consumption(service: RetailService, filter: str) -> list[RetailRow]:
    """Rows of that filter; the service's word for pay as you go is in them once more."""
    return [row for row in service.rows(filter) if row.type == "Consumption" and row.usd > 0 and row.unit == _UNIT]


def _machines(
    rows: Sequence[RetailRow], names: Iterable[str], region: str, today: date, warnings: list[str]
) -> Iterator[OwnPrice]:
    for name in names:
        found = [row for row in rows if row.vm_type == name and row.region == region and _plain_linux(row)]
        # Some AMD series have rows of Windows whose names do not say so: the lowest price is Linux'.
        price = _lowest(found, f"{name} in {region}", warnings)
        if price is not None:
            yield OwnPrice("vm", name, region, price, today, SOURCE)
        elif packaged_usd("vm", name, region) is not None:
            warnings.append(f"{name} in {region}: the service has no price; the one in force stays.")


def _plain_linux(row: RetailRow) -> bool:
    text = f"{row.product} {row.sku} {row.meter}".lower()
    return not any(word in text for word in _NOT_PLAIN_LINUX)


def _lowest(rows: Sequence[RetailRow], what: str, warnings: list[str]) -> float | None:
    prices = sorted({row.usd for row in rows})
    if len(prices) > 1:
        products = " and ".join(dict.fromkeys(f'"{printable(row.product[:80])}"' for row in rows))
        several = ", ".join(f"{usd:g}" for usd in prices)
        warnings.append(f"{what}: the service has several prices ({several} USD; {products}); the lowest is taken.")
    return prices[0] if prices else None


def _meters(rows: Sequence[RetailRow], region: str, today: date, warnings: list[str]) -> Iterator[OwnPrice]:
    for known in table("retail_meters").rows:
        name = known["name"]
        wanted = (_squeezed(known["product"]), _squeezed(known["meter"]))
        found = [
            row for row in rows if (_squeezed(row.product), _squeezed(row.meter)) == wanted and row.region == region
        ]
        price = _lowest(found, f"{name} in {region}", warnings)
        if price is not None:
            yield OwnPrice("dbu", name, region, price, today, SOURCE)
        elif packaged_usd("dbu", name, region) is not None:
            warnings.append(f"{name} in {region}: the service has no price; the one in force stays.")


def _squeezed(text: str) -> str:
    """A name without what the service writes in more than one way: All-purpose and All-Purpose are one."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
