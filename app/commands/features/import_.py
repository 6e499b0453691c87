"""The command `lakemason features import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.features.tracking import tracker


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A feature_requests.json; - for standard input.")],
) -> None:
    """Count the requests that an older tool kept, or an export; all of them or none.

    What was counted already is not counted again, so a second import adds nothing.

    Example: lakemason features import feature_requests.json
    """
    from app.feature_requests.exchange import read_exchange
    from app.feature_requests.tracker import utc_now

    requests = read_exchange(_text(file), source=str(file), now=utc_now())
    with tracker(create=True) as found:
        counted = found.record(requests)
    repeats = len(requests) - len(counted)
    note = f" {repeats} repeat others within a day and count once." if repeats else ""
    typer.echo(f"Counted {len(counted)} of {len(requests)} requests.{note}", err=True)


def _text(file: Path) -> str:
    import sys

    from naming.errors import LakemasonError

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise LakemasonError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise LakemasonError(f"{file} is not in UTF-8: byte {error.start}.") from None
