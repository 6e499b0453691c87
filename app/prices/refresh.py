"""What refreshed prices change, and the user's file that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.prices.retail_rows import SOURCE
from blueprints.whole_file import save_text
from catalog.price_file import (
    ANYWHERE,
    FILE_NAME,
    OwnPrice,
    PriceFile,
    packaged_usd,
    price_file_text,
    read_price_file,
)
from naming.errors import LakemasonError
from naming.locate import Found

FAR_OFF = 3.0
"""Times by which a price may differ from the packaged one before somebody has to look at it; ours."""

_ABOUT = (
    "# Prices in place of Lakemason's packaged ones; docs/costs.md says how.",
    f"# `lakemason prices refresh` replaces the rows whose source starts with {SOURCE!r}, and leaves all others.",
)


class FarOffPrices(LakemasonError):
    """Prices that are too far from the packaged ones to be taken unseen.

    Args:
        changes: Those.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        lines = [f"  {change.said}" for change in changes]
        super().__init__(
            "\n".join([f"More than {FAR_OFF:g} times off the packaged price; nothing was written:", *lines]),
            fix="Where you have looked and they are right: --yes.",
        )
        self.changes = changes


@dataclass(frozen=True)
class Change:
    """A price that is another than the one in force.

    Args:
        price: The new one.
        before_usd: The one in force; None where there is none.
        packaged_usd: The packaged one; None where there is none.
    """

    price: OwnPrice
    before_usd: float | None
    packaged_usd: float | None

    @property
    def far_off(self) -> bool:
        """Whether it is more than three times the packaged price, or less than a third of it."""
        packaged = self.packaged_usd or 0.0
        return packaged > 0 and not packaged / FAR_OFF <= self.price.usd <= packaged * FAR_OFF

    @property
    def said(self) -> str:
        """On one line."""
        price = self.price
        before = "none" if self.before_usd is None else f"{self.before_usd:g}"
        packaged = f" (packaged: {self.packaged_usd:g})" if self.far_off else ""
        return f"{price.name} in {price.region}: USD {before} -> {price.usd:g}{packaged}"


@dataclass(frozen=True)
class Refresh:
    """What refreshed prices would change.

    Args:
        changes: Prices that are others than those in force.
        unchanged: How many are as they were.
        kept: Rows of the person's own that stay as they are.
        prices: The whole file that would be written.
        path: Where.
        comments: What the file starts with.
    """

    changes: tuple[Change, ...]
    unchanged: int
    kept: tuple[OwnPrice, ...]
    prices: tuple[OwnPrice, ...]
    path: Path
    comments: tuple[str, ...]

    @property
    def far_off(self) -> tuple[Change, ...]:
        """Changes that somebody has to look at."""
        return tuple(change for change in self.changes if change.far_off)

    def save(self, *, accept: bool = False) -> None:
        """Write the user's file whole, or not at all.

        Args:
            accept: Take prices that are far off, too.

        Raises:
            FarOffPrices: A price is far off and nobody has accepted it.
        """
        if self.far_off and not accept:
            raise FarOffPrices(self.far_off)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = price_file_text(self.prices, self.comments)
        save_text(self.path, text, replace=True, shown=str(self.path), fix="")


def existing(path: Path) -> PriceFile:
    """The user's file as it stands; empty where there is none. Raises DocumentError with its mistakes."""
    found = Found(FILE_NAME, path, "your config folder", str(path))
    return read_price_file(found) if path.exists() else PriceFile(found, comments=_ABOUT)


def refreshed(read: Iterable[OwnPrice], file: PriceFile) -> Refresh:
    """What prices that were read anew change.

    Args:
        read: Prices of the service.
        file: The user's file as it stands; rows of another source than the service are kept.
    """
    own = {key: price for key, price in file.prices.items() if not price.source.startswith(SOURCE)}
    fresh = {price.key: price for price in read if not _shadowed(price, own)}
    changes = tuple(_changes(fresh.values(), file))
    return Refresh(
        changes=changes,
        unchanged=len(fresh) - len(changes),
        kept=tuple(own.values()),
        prices=tuple({**file.prices, **fresh}.values()),
        path=file.found.path,
        comments=file.comments,
    )


def _shadowed(price: OwnPrice, own: dict[tuple[str, str, str], OwnPrice]) -> bool:
    return price.key in own or (price.kind, price.name, ANYWHERE) in own


def _changes(fresh: Iterable[OwnPrice], file: PriceFile) -> Iterator[Change]:
    for price in fresh:
        packaged = packaged_usd(price.kind, price.name, price.region)
        stood = file.prices.get(price.key)
        before = stood.usd if stood else packaged
        if before is None or abs(before - price.usd) > 1e-9:
            yield Change(price, before, packaged)
