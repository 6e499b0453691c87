"""A real HTTP server on loopback that answers as Azure's retail price service does, well or badly."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from catalog.prices import meter, vm_usd_per_hour
from catalog.tables import table

PATH = "/api/retail/prices"
Behaviour = Callable[["Handler"], None]
Item = dict[str, Any]


def item(**given: Any) -> Item:
    """A row as the service writes it; VM rows if nothing else is said."""
    return {
        "currencyCode": "USD",
        "tierMinimumUnits": 0.0,
        "retailPrice": 0.3,
        "unitPrice": given.get("retailPrice", 0.3),
        "armRegionName": "westeurope",
        "location": "EU West",
        "effectiveStartDate": "2026-10-01T00:00:00Z",
        "meterId": "00000000-0000-0000-0000-000000000000",
        "meterName": "D4ds v5",
        "productId": "DZH318Z0BQ3F",
        "skuId": "DZH318Z0BQ3F/00D7",
        "availabilityId": None,
        "productName": "Virtual Machines Ddsv5 Series",
        "skuName": "D4ds v5",
        "serviceName": "Virtual Machines",
        "serviceId": "DZH313Z7MMC8",
        "serviceFamily": "Compute",
        "unitOfMeasure": "1 Hour",
        "type": "Consumption",
        "isPrimaryMeterRegion": True,
        "armSkuName": "Standard_D4ds_v5",
        **given,
    }


def machine(name: str, region: str, usd: float, **given: Any) -> Item:
    sku = name.removeprefix("Standard_").replace("_", " ")
    named = {"armSkuName": name, "skuName": sku, "meterName": sku, "armRegionName": region, "retailPrice": usd}
    return item(**{**named, **given})


def dbu(product: str, name: str, region: str, usd: float, **given: Any) -> Item:
    sku = name.removesuffix(" DBU")
    named = {"serviceName": "Azure Databricks", "productName": product, "meterName": name, "skuName": sku}
    return item(**{**named, "armSkuName": "", "armRegionName": region, "retailPrice": usd, **given})


def market(region: str) -> list[Item]:
    """What the service has in a region: the packaged prices, and rows around them that must be dropped."""
    rows = []
    for row in table("vm_prices").rows:
        name = row["vm_type"]
        usd = vm_usd_per_hour(name, region)
        if usd is None:
            continue
        rows.append(machine(name, region, usd))
        rows.append(machine(name, region, usd * 1.8, productName="Virtual Machines Series Windows"))
        rows.append(machine(name, region, usd / 5, skuName=f"{name} Spot", meterName=f"{name} Spot"))
        rows.append(machine(name, region, usd / 4, meterName=f"{name} Low Priority"))
        rows.append(machine(name, region, usd / 3, type="Reservation", reservationTerm="1 Year"))
        rows.append(machine(name, region, usd / 2, type="DevTestConsumption"))
        rows.append(machine(name, region, usd / 2, productName="Series Cloud Services"))
    for row in table("retail_meters").rows:
        if not row["name"].startswith("DLT_") or not row["name"].endswith("(PHOTON)"):
            usd = meter(row["name"], region).usd_per_dbu
            rows.append(dbu(row["product"], row["meter"], region, usd))
    rows.append(dbu("Azure Databricks", "Premium - Free Trial All-purpose Compute DBU", region, 0.0))
    rows.append(dbu("Azure Databricks", "Standard Jobs Compute DBU", region, 0.15))
    return rows


class Handler(BaseHTTPRequestHandler):
    """Answers each request by the next behaviour; the last one goes on."""

    server: PriceServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        with self.server.lock:
            self.server.asked.append(self.path)
            behaviours = self.server.behaviours
            behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        behaviour(self)

    def reply(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json; charset=utf-8", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests look at `asked`."""


class PriceServer(ThreadingHTTPServer):
    """The server; `asked` holds every request's path and query."""

    def __init__(self, behaviours: list[Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = behaviours
        self.asked: list[str] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{PATH}"


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[PriceServer]:
    """Serve until the block ends."""
    with PriceServer(list(behaviours)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def answer(items: Sequence[object], next_link: object = None, **given: Any) -> bytes:
    return json.dumps(
        {
            "BillingCurrency": "USD",
            "CustomerEntityId": "Default",
            "CustomerEntityType": "Retail",
            "Items": items,
            "NextPageLink": next_link,
            "Count": len(items),
            **given,
        }
    ).encode()


def says(items: Sequence[object], next_link: object = None, **given: Any) -> Behaviour:
    return lambda handler: handler.reply(200, answer(items, next_link, **given))


def raw(data: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Behaviour:
    return lambda handler: handler.reply(status, data, headers)


def fails(status: int, headers: dict[str, str] | None = None) -> Behaviour:
    return raw(b'{"error": "no"}', status, headers)


def cuts(handler: Handler) -> None:
    """Announces more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"Items": [')
    handler.close_connection = True


def sells(rows: Callable[[str], list[Item]] = market, page: int = 100) -> Behaviour:
    """Answers by the filter, in pages, as the service does."""

    def behave(handler: Handler) -> None:
        filter, skip = handler.query["$filter"], int(handler.query.get("$skip", 0))
        wanted = {key: re.findall(rf"{key} eq '([^']*)'", filter) for key in ("serviceName", "armSkuName")}
        region = re.findall(r"armRegionName eq '([^']*)'", filter)[0]
        found = [row for row in rows(region) if all(row[key] in values for key, values in wanted.items() if values)]
        more = skip + page < len(found)
        next_link = f"{handler.server.url}?$filter={quote(filter)}&$skip={skip + page}" if more else None
        handler.reply(200, answer(found[skip : skip + page], next_link))

    return behave
