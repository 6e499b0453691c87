"""What commands make of a sentence, a request file and the flags beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.intent.choice import PARSER_VARIABLE, ParserChoice

if TYPE_CHECKING:
    from app.intent.parsers import IntentParser
    from blueprints.request import InfrastructureRequest

Sentence = Annotated[str, typer.Argument(help="What is wished, in your words.")]
RequestFile = Annotated[
    Path | None, typer.Option("--file", "-f", metavar="FILE", help="A request file in place of a sentence.")
]
Team = Annotated[str | None, typer.Option(help="Who it is for; wins over what is read.")]
InEnvironment = Annotated[str | None, typer.Option("--environment", help="dev, staging, prod or sandbox; wins too.")]
Workload = Annotated[str | None, typer.Option(help="What it is for, such as ml; wins too.")]
Blueprint = Annotated[
    str | None, typer.Option(help="The blueprint to take, by name; the one that fits best if left out.")
]
Region = Annotated[str | None, typer.Option(help="Azure region; westeurope if nobody says.")]

Parser = Annotated[
    ParserChoice,
    typer.Option(envvar=PARSER_VARIABLE, help="What reads the sentence: rules, or a model (docs/models.md)."),
]
Fallback = Annotated[Literal["rules"] | None, typer.Option(help="What reads it where the model fails; nothing does.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the model anew, and do not keep its answer.")]


def reader_of(parser: ParserChoice, fallback: str | None, *, cached: bool) -> IntentParser:
    """What reads a sentence, as flags say; on the terminal it says whom it asks, and why the rules answer instead.

    Args:
        parser: Which.
        fallback: `rules`: they read it where the model fails.
        cached: Keep a model's answers, and take kept ones.

    Raises:
        UsageError: A model is asked for and not configured.
    """
    from app.intent.parsers import FallbackParser, RulesParser, choose_parser

    found = choose_parser(parser, cached=cached)
    if isinstance(found, RulesParser):
        return found
    asking = _Asking(found)
    return FallbackParser(asking, tell=lambda why: typer.echo(f"Warning: {why}", err=True)) if fallback else asking


class _Asking:
    """A model parser that says so first: an answer can take half a minute."""

    def __init__(self, parser: IntentParser) -> None:
        self._parser = parser
        self.name = parser.name

    def parse(self, sentence: str, *, requested_by: str = "") -> InfrastructureRequest:
        typer.echo(f"Asking {self.name} ...", err=True)
        return self._parser.parse(sentence, requested_by=requested_by)


def request_of(
    sentence: str,
    file: Path | None,
    *,
    team: str | None,
    environment: str | None,
    workload: str | None,
    region: str | None,
    blueprint: str | None = None,
    parser: IntentParser | None = None,
) -> InfrastructureRequest:
    """Read a sentence or a file; what is given beside it wins.

    Args:
        sentence: What someone wrote; empty where there is none.
        file: A request file; None where there is none.
        team: Who it is for.
        environment: dev, staging, prod or sandbox, or another word for one.
        workload: What it is for, or another word for it.
        region: Azure region in any spelling.
        blueprint: The name of the blueprint to take.
        parser: What reads the sentence; the rules if left out.

    Raises:
        UsageError: There are both a sentence and a file, or a given value is none of those allowed.
        DocumentError: The file is wrong.
    """
    from app.intent.reading import read_request
    from app.request_file import read_request_file
    from naming.errors import UsageError

    if file is None:
        return read_request(
            sentence,
            team=team,
            environment=environment,
            workload=workload,
            region=region,
            blueprint=blueprint,
            requested_by=user(),
            parser=parser,
        )
    if sentence:
        raise UsageError("Give a sentence or a request file (-f), not both.")
    read = read_request_file(file)
    given = read_request(team=team, environment=environment, workload=workload, region=region, blueprint=blueprint)
    flags = ("team", "environment", "workload_type", "region", "blueprint")
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
