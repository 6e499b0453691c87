"""Azure's public retail price service: asked page by page, and believed only as far as its answers hold up."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, quote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.report.page import printable
from naming.errors import LakemasonError, UsageError

if TYPE_CHECKING:
    import httpx2

SERVICE_URL = "https://prices.azure.com/api/retail/prices"
"""Source: learn.microsoft.com rest/api/cost-management/retail-prices; it takes no credentials."""

TIMEOUT_S = 30.0
ATTEMPTS = 5
LONGEST_WAIT_S = 120.0
MOST_PAGES = 100
MOST_BYTES = 20_000_000
"""Of one page: a page has at most 1,000 rows, about half a megabyte."""

_BUSY = (408, 429, 500, 502, 503, 504)
_PORTS = {"https": 443, "http": 80}
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class RetailPriceError(LakemasonError):
    """The price service cannot be reached, or its answer cannot be used."""


class RetailRow(BaseModel):
    """One row of the service's answer; what else it holds is not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    currency: Literal["USD"] = Field(alias="currencyCode")
    usd: float = Field(alias="retailPrice", ge=0, allow_inf_nan=False)
    unit: str = Field(alias="unitOfMeasure")
    region: str = Field(alias="armRegionName")
    vm_type: str = Field(alias="armSkuName", default="")
    meter: str = Field(alias="meterName")
    product: str = Field(alias="productName")
    sku: str = Field(alias="skuName")
    service: str = Field(alias="serviceName")
    type: str


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    rows: list[RetailRow] = Field(alias="Items")
    next: str | None = Field(alias="NextPageLink", default=None)


class RetailService:
    """The service, or one that speaks like it.

    Args:
        url: Its address; https, unless it stands on this machine.
        wait: Waits some seconds; `time.sleep` if left out.

    Raises:
        UsageError: The address is none that may be asked.
    """

    def __init__(self, url: str = SERVICE_URL, *, wait: Callable[[float], None] = time.sleep) -> None:
        parts = _split(url)
        safe = parts is not None and (parts.scheme == "https" or parts.hostname in _LOOPBACK)
        if parts is None or not safe or parts.query or parts.fragment or parts.username is not None:
            raise UsageError(
                f"--url: {printable(url)} cannot be asked: it must be https (http on this machine only), with neither"
                " ? nor # nor a user's name.",
                fix=f"Left out, it is {SERVICE_URL}.",
            )
        self._url, self._parts, self._wait = url, parts, wait

    def rows(self, filter: str) -> Iterator[RetailRow]:
        """Every row that an OData filter lets through, of all pages.

        Raises:
            RetailPriceError: The service does not answer, or not as it should; too many pages, or one elsewhere.
        """
        import httpx2

        address: str | None = f"{self._url}?$filter={quote(filter, safe='')}"
        seen: set[str] = set()
        secure = self._parts.scheme == "https"  # else there are no certificates to load
        with httpx2.Client(timeout=TIMEOUT_S, follow_redirects=False, verify=secure) as client:
            while address:
                if address in seen:
                    raise RetailPriceError(f"{self._host}: page {len(seen)} leads to a page that was there before.")
                if len(seen) == MOST_PAGES:
                    raise RetailPriceError(f"{self._host}: more than {MOST_PAGES} pages; that cannot be one question.")
                seen.add(address)
                answer = self._page(client, address)
                yield from answer.rows
                address = self._checked(answer.next)

    @property
    def _host(self) -> str:
        return printable(self._parts.netloc)

    def _checked(self, link: str | None) -> str | None:
        """A link to the next page, which must lead to the same place: nobody is asked whom the person did not name."""
        if not link:
            return None
        parts = _split(link)
        if parts is None or _place(parts) != _place(self._parts) or parts.username is not None:
            raise RetailPriceError(
                f"{self._host}: the next page would be at {printable(link[:200])}, which is somewhere else: refused."
            )
        return link

    def _page(self, client: httpx2.Client, address: str) -> _Answer:
        for attempt in range(1, ATTEMPTS + 1):
            trouble, after = self._ask(client, address)
            if isinstance(trouble, bytes):
                return self._read(trouble)
            if attempt == ATTEMPTS:
                raise RetailPriceError(f"{self._host} {trouble}, {ATTEMPTS} times.", fix="Try again later.")
            delay = 2.0 ** (attempt - 1) * (1 + random.random() / 2) if after is None else after
            if delay > LONGEST_WAIT_S:
                raise RetailPriceError(f"{self._host} {trouble}: it asks to wait {delay:.0f} s.", fix="Try again then.")
            self._wait(delay)
        raise AssertionError("unreachable")

    def _ask(self, client: httpx2.Client, address: str) -> tuple[bytes | str, float | None]:
        """The answer's body; or what went wrong, and how many seconds the service asks to wait, if it says so."""
        import httpx2

        try:
            with client.stream("GET", address, headers={"Accept": "application/json"}) as response:
                if response.status_code in _BUSY:
                    return f"answered {response.status_code}", _retry_after(response.headers.get("Retry-After"))
                if response.status_code != 200:
                    raise RetailPriceError(f"{self._host} answered {response.status_code}; prices come with 200.")
                return self._body(response), None
        except httpx2.TransportError as error:
            return f"did not answer ({type(error).__name__})", None
        except (httpx2.DecodingError, httpx2.InvalidURL) as error:
            raise RetailPriceError(f"{self._host}: its answer cannot be read ({type(error).__name__}).") from None

    def _body(self, response: httpx2.Response) -> bytes:
        """The body, whatever its headers say of its length; slow drops count as no answer."""
        import httpx2

        body, end = bytearray(), time.monotonic() + 2 * TIMEOUT_S
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                raise RetailPriceError(f"{self._host}: an answer of more than {MOST_BYTES:,} bytes: refused.")
            if time.monotonic() > end:
                raise httpx2.ReadTimeout("too slow")
        return bytes(body)

    def _read(self, body: bytes) -> _Answer:
        try:
            return _Answer.model_validate_json(body)
        except ValidationError as error:
            wrong = [
                f"{'.'.join(printable(str(part)) for part in one['loc']) or 'the answer'}: {one['msg']}"
                for one in error.errors(include_url=False, include_input=False)
            ]
            more = f"; and {len(wrong) - 3} more" if len(wrong) > 3 else ""
            raise RetailPriceError(
                f"{self._host}: its answer is not what prices look like: {'; '.join(wrong[:3])}{more}."
            ) from None


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        if parts.scheme not in _PORTS or not parts.hostname or not (parts.port or True):
            return None
    except ValueError:
        return None
    return parts if address.isprintable() else None


def _place(parts: SplitResult) -> tuple[str, str, int, str]:
    port = parts.port or _PORTS[parts.scheme]  # Azure's own links say :443
    return parts.scheme, parts.hostname or "", port, parts.path.rstrip("/")


def _retry_after(text: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a day; None where it says neither."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
