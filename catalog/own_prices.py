"""A person's own prices on top of the packaged ones: what was agreed on, or what was read since."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from catalog.price_file import ANYWHERE, FILE_NAME, Kind, OwnPrice, PriceFile, read_price_file
from naming.documents import DocumentError
from naming.locate import Found, project_folder, user_folder


def own_price(kind: Kind, name: str, region: str) -> OwnPrice | None:
    """A person's own price of something in a region: the project's before the user's, a region's before `any`.

    Raises:
        DocumentError: With every mistake of a price file, each with its line.
    """
    for file in own_files():
        found = file.prices.get((kind, name, region)) or file.prices.get((kind, name, ANYWHERE))
        if found is not None:
            return found
    return None


def own_files() -> tuple[PriceFile, ...]:
    """The price files there are, the strongest first: in the project's folder, in the user's config folder."""
    try:
        here = os.getcwd()
    except OSError:
        here = ""
    places = _places(here, os.environ.get("XDG_CONFIG_HOME"), os.environ.get("HOME"))
    return tuple(file for found in places if (file := _current(found)) is not None)


def user_price_file() -> Path:
    """The user's price file, whether it is there or not."""
    return user_folder() / FILE_NAME


@lru_cache(maxsize=32)
def _places(here: str, _config: str | None, _home: str | None) -> tuple[Found, ...]:
    """Where files may stand. Looked up for every price, so a folder's project is found once."""
    project = project_folder(Path(here)) if here else None
    user = user_folder()
    places = [Found(FILE_NAME, user / FILE_NAME, "your config folder", str(user / FILE_NAME))]
    if project is not None and project != user:
        places.insert(0, Found(FILE_NAME, project / FILE_NAME, "the project's folder", FILE_NAME))
    return tuple(places)


def _current(found: Found) -> PriceFile | None:
    try:
        seen = os.stat(found.path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DocumentError([f"{found.shown}: {error.strerror}"]) from None
    return _read(found, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=8)
def _read(found: Found, _changed_ns: int, _size: int) -> PriceFile:
    return read_price_file(found)
