"""What commands make of a sentence, a request file and the flags beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from blueprints.request import InfrastructureRequest

Sentence = Annotated[str, typer.Argument(help="What is wished, in your words.")]
RequestFile = Annotated[
    Path | None, typer.Option("--file", "-f", metavar="FILE", help="A request file in place of a sentence.")
]
Team = Annotated[str | None, typer.Option(help="Who it is for; wins over what is read.")]
InEnvironment = Annotated[str | None, typer.Option("--environment", help="dev, staging, prod or sandbox; wins too.")]
Workload = Annotated[str | None, typer.Option(help="What it is for, such as ml; wins too.")]
Region = Annotated[str | None, typer.Option(help="Azure region; westeurope if nobody says.")]


def request_of(
    sentence: str,
    file: Path | None,
    *,
    team: str | None,
    environment: str | None,
    workload: str | None,
    region: str | None,
) -> InfrastructureRequest:
    """Read a sentence or a file; what is given beside it wins.

    Args:
        sentence: What someone wrote; empty where there is none.
        file: A request file; None where there is none.
        team: Who it is for.
        environment: dev, staging, prod or sandbox, or another word for one.
        workload: What it is for, or another word for it.
        region: Azure region in any spelling.

    Raises:
        UsageError: There are both a sentence and a file, or a given value is none of those allowed.
        DocumentError: The file is wrong.
    """
    from app.intent.reading import read_request
    from app.request_file import read_request_file
    from naming.errors import UsageError

    if file is None:
        return read_request(
            sentence, team=team, environment=environment, workload=workload, region=region, requested_by=user()
        )
    if sentence:
        raise UsageError("Give a sentence or a request file (-f), not both.")
    read = read_request_file(file)
    given = read_request(team=team, environment=environment, workload=workload, region=region)
    flags = ("team", "environment", "workload_type", "region")
    wins = {name: getattr(given, name) for name in flags if getattr(given, name) is not None}
    sources = {**read.sources, **given.sources}
    return read.model_copy(update={"requested_by": read.requested_by or user(), **wins, "sources": sources})


def user() -> str:
    """Who sits here, as the operating system says; empty where it does not."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
