"""Which parser reads a sentence: the rules, or a model where one is asked for or configured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, get_args

from app.intent.choice import ParserChoice
from blueprints.request import InfrastructureRequest
from naming.errors import LakemasonError, UsageError

PARSERS: tuple[ParserChoice, ...] = get_args(ParserChoice)


class IntentParser(Protocol):
    """Reads a sentence into a request."""

    @property
    def name(self) -> str:
        """As plans name it."""

    def parse(self, sentence: str, *, requested_by: str = "") -> InfrastructureRequest:
        """Read a sentence. Raises LakemasonError where it cannot."""


class RulesParser:
    """Reads by rules: offline, and the same today and tomorrow."""

    name = "rules"

    def parse(self, sentence: str, *, requested_by: str = "") -> InfrastructureRequest:
        """Read a sentence; what it does not say stays None."""
        from app.intent.rules import parse

        return parse(sentence, requested_by=requested_by)


class FallbackParser:
    """Reads by a model, and by the rules where that fails, saying so.

    Args:
        first: Asked first.
        tell: Told why the rules answer instead, in a sentence.
    """

    def __init__(self, first: IntentParser, *, tell: Callable[[str], None]) -> None:
        self._first, self._tell = first, tell
        self.name = first.name

    def parse(self, sentence: str, *, requested_by: str = "") -> InfrastructureRequest:
        """Read a sentence."""
        try:
            return self._first.parse(sentence, requested_by=requested_by)
        except LakemasonError as error:
            self._tell(f"{self._first.name} failed, so the rules read the sentence: {error}")
            self.name = RulesParser.name
            return RulesParser().parse(sentence, requested_by=requested_by)


def choose_parser(choice: ParserChoice = "auto", *, cached: bool = True) -> IntentParser:
    """The parser of that name; `auto` takes a model only where one is configured.

    Args:
        choice: What to use.
        cached: Keep a model's answers, and take kept ones.

    Raises:
        UsageError: There is no such parser, or the model's settings are missing or wrong.
    """
    if choice not in PARSERS:
        raise UsageError(f"--parser: allowed is {', '.join(PARSERS)}; got {choice!r}.")
    if choice == "rules":
        return RulesParser()
    from app.intent.model.settings import configured, settings_of

    kind = configured() if choice == "auto" else choice
    if kind is None:
        return RulesParser()
    from app.intent.model.cache import AnswerCache
    from app.intent.model.parser import ModelParser

    return ModelParser(settings_of(kind), AnswerCache() if cached else None)
