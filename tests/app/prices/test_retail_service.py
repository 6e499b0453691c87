"""The price service over a real connection: pages, trouble, and answers that must not be believed."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from app.prices import retail_service
from app.prices.retail_service import ATTEMPTS, MOST_PAGES, RetailPriceError, RetailRow, RetailService
from naming.errors import UsageError
from tests.app.prices.server import (
    Behaviour,
    Handler,
    PriceServer,
    answer,
    cuts,
    fails,
    item,
    market,
    raw,
    says,
    sells,
    serving,
)

FILTER = "serviceName eq 'Virtual Machines' and armRegionName eq 'westeurope'"


class Waits(list[float]):
    """Notes how long it should have waited."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def rows_of(server: PriceServer, waits: Waits | None = None) -> list[RetailRow]:
    return list(RetailService(server.url, wait=waits if waits is not None else Waits()).rows(FILTER))


def ask(*behaviours: Behaviour) -> list[RetailRow]:
    with serving(*behaviours) as server:
        return rows_of(server)


def test_all_pages_are_read() -> None:
    with serving(sells(page=7)) as server:
        found = rows_of(server)
    wanted = [row for row in market("westeurope") if row["serviceName"] == "Virtual Machines"]
    assert [row.usd for row in found] == [row["retailPrice"] for row in wanted]
    assert len(server.asked) == -(-len(wanted) // 7)


def test_a_link_that_names_the_port_it_has_anyway_leads_to_the_same_place() -> None:
    service = RetailService("https://prices.azure.com/api/retail/prices")
    link = "https://prices.azure.com:443/api/retail/prices?$filter=x&$skip=100"
    assert service._checked(link) == link  # no test can listen on port 443


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again_later_and_later(status: int) -> None:
    waits = Waits()
    with serving(fails(status), fails(status), fails(status), says([item()])) as server:
        assert len(rows_of(server, waits)) == 1
    assert len(server.asked) == 4
    assert [2.0**number <= waited <= 1.5 * 2.0**number for number, waited in enumerate(waits)] == [True] * 3


def test_a_service_that_says_how_long_to_wait_is_believed() -> None:
    waits = Waits()
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    busy = [fails(429, {"Retry-After": text}) for text in ("7", at, "soon", "-3")]
    with serving(*busy, says([item()])) as server:
        assert len(rows_of(server, waits)) == 1
    assert waits[0] == 7
    assert 50 < waits[1] <= 60
    assert waits[2] >= 4  # no number and no day: as if nothing had been said
    assert waits[3] >= 8


def test_fails_where_the_wait_is_too_long() -> None:
    waits = Waits()
    with serving(fails(429, {"Retry-After": "3600"})) as server, pytest.raises(RetailPriceError, match="3600 s"):
        rows_of(server, waits)
    assert waits == []


def test_fails_where_the_service_stays_busy() -> None:
    waits = Waits()
    with serving(fails(500)) as server, pytest.raises(RetailPriceError, match="answered 500, 5 times"):
        rows_of(server, waits)
    assert len(server.asked) == ATTEMPTS
    assert len(waits) == ATTEMPTS - 1


def test_a_cut_connection_is_tried_again() -> None:
    with serving(cuts, says([item()])) as server:
        assert len(rows_of(server)) == 1


def test_fails_where_every_connection_is_cut() -> None:
    with pytest.raises(RetailPriceError, match="did not answer"):
        ask(cuts)


def test_fails_where_nobody_listens() -> None:
    with serving(says([])) as server:
        url = server.url
    with pytest.raises(RetailPriceError, match=r"did not answer \(ConnectError\)"):
        list(RetailService(url, wait=Waits()).rows(FILTER))


@pytest.mark.parametrize("status", [301, 302, 400, 401, 403, 404])
def test_fails_at_once_where_asking_again_is_of_no_use(status: int) -> None:
    with serving(fails(status, {"Location": "http://127.0.0.1:1/"})) as server:
        with pytest.raises(RetailPriceError, match=f"answered {status}"):
            rows_of(server)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "the answer: "),
        (b"<html>sign in</html>", "Invalid JSON"),
        (b'{"Items": [', "Invalid JSON"),
        (b"[" * 100_000, "Invalid JSON"),
        (b"null", "the answer: "),
        (b"[]", "the answer: "),
        (b"{}", "Items: Field required"),
        (b'{"Items": {}}', "Items: Input should be a valid"),
        (answer([1]), "Items.0: "),
        (answer([item(retailPrice="0.3")]), "Items.0.retailPrice: "),
        (answer([item(retailPrice=-0.3)]), "Items.0.retailPrice: "),
        (answer([item(retailPrice=None)]), "Items.0.retailPrice: "),
        (answer([item(retailPrice=float("nan"))]), "Items.0.retailPrice: "),
        (answer([item(retailPrice=float("inf"))]), "Items.0.retailPrice: "),
        (answer([item(currencyCode="EUR")]), "Items.0.currencyCode: "),
        (answer([{**item(), "meterName": ["D4"]}]), "Items.0.meterName: "),
        (answer([{key: value for key, value in item().items() if key != "type"}]), "Items.0.type: Field required"),
        (answer([item()] * 2 + [{}] * 9), "and 78 more"),
        (answer([item()], next_link=7), "NextPageLink: "),
    ],
)
def test_fails_an_answer_that_is_none(data: bytes, wrong: str) -> None:
    with serving(raw(data)) as server, pytest.raises(RetailPriceError) as caught:
        rows_of(server)
    assert wrong in str(caught.value)
    assert len(server.asked) == 1


def test_what_the_answer_holds_beside_is_not_looked_at() -> None:
    found = ask(says([item(savingsPlan=[{"term": "1 Year", "retailPrice": 0.1}])], Note={"a": [1]}))
    assert [row.usd for row in found] == [0.3]


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.2:{port}/api/retail/prices?$skip=1",
        "http://127.0.0.1:1/api/retail/prices?$skip=1",
        "https://127.0.0.1:{port}/api/retail/prices?$skip=1",
        "http://127.0.0.1:{port}/other?$skip=1",
        "http://user@127.0.0.1:{port}/api/retail/prices?$skip=1",
        "http://127.0.0.1:{port}@example.com/api/retail/prices",
        "//example.com/api/retail/prices",
        "file:///etc/passwd",
        "http://127.0.0.1:99999/api/retail/prices",
        "http://[::1/api/retail/prices",
        "http://127.0.0.1:{port}/api/retail/prices?a\nb",
        "\x1b]0;title\x07",
    ],
)
def test_fails_a_next_page_that_is_somewhere_else(link: str) -> None:
    def behave(handler: Handler) -> None:
        port = handler.server.server_address[1]
        handler.reply(200, answer([item()], link.replace("{port}", str(port))))

    with serving(behave) as server, pytest.raises(RetailPriceError, match="somewhere else: refused") as caught:
        rows_of(server)
    assert len(server.asked) == 1
    assert str(caught.value).isprintable()


def test_fails_pages_that_never_end() -> None:
    def behave(handler: Handler) -> None:
        number = len(handler.server.asked)
        handler.reply(200, answer([item()], f"{handler.server.url}?$skip={number}"))

    with serving(behave) as server, pytest.raises(RetailPriceError, match=f"more than {MOST_PAGES} pages"):
        rows_of(server)
    assert len(server.asked) == MOST_PAGES


def test_fails_pages_that_lead_in_a_circle() -> None:
    def behave(handler: Handler) -> None:
        handler.reply(200, answer([item()], f"{handler.server.url}?$skip=100"))

    with serving(behave) as server, pytest.raises(RetailPriceError, match="that was there before"):
        rows_of(server)
    assert len(server.asked) == 2


def test_fails_an_answer_that_is_too_large_even_where_it_is_packed_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retail_service, "MOST_BYTES", 100_000)
    packed = gzip.compress(json.dumps({"Items": [], "x": " " * 1_000_000}).encode())
    assert len(packed) < 10_000
    with pytest.raises(RetailPriceError, match="an answer of more than"):
        ask(raw(packed, headers={"Content-Encoding": "gzip"}))


def test_fails_an_answer_that_cannot_be_unpacked() -> None:
    with pytest.raises(RetailPriceError, match="cannot be read"):
        ask(raw(b"no gzip", headers={"Content-Encoding": "gzip"}))


@pytest.mark.parametrize(
    "url",
    [
        "http://prices.azure.com/api/retail/prices",
        "ftp://127.0.0.1/",
        "prices.azure.com",
        "https://",
        "https://user:word@prices.azure.com/",
        "https://prices.azure.com/?$filter=x",
        "https://prices.azure.com:x/",
        "https://prices.azure.com/\x1b[31m",
        "",
    ],
)
def test_fails_an_address_that_may_not_be_asked(url: str) -> None:
    with pytest.raises(UsageError, match="--url"):
        RetailService(url)
