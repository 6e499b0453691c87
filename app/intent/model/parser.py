"""The model parser: a sentence in, a request out, or an error that names what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from app.intent.model.answer import read_answer
from app.intent.model.cache import AnswerCache
from app.intent.model.settings import ModelSettings
from app.intent.rules import MAX_CHARACTERS
from blueprints.request import InfrastructureRequest


@dataclass(frozen=True)
class ModelParser:
    """Reads a sentence with a language model.

    Args:
        settings: Which model, and where.
        cache: Where answers are kept; None: every sentence is asked.
    """

    settings: ModelSettings
    cache: AnswerCache | None = None

    @property
    def name(self) -> str:
        """As plans name it: `openai/gpt-4.1-mini`."""
        return f"{self.settings.kind}/{self.settings.model}"

    def parse(self, sentence: str, *, requested_by: str = "") -> InfrastructureRequest:
        """Read a sentence.

        Args:
            sentence: What someone wrote; only its first 2,000 characters are sent.
            requested_by: Who asked, for the record; never sent.

        Raises:
            ModelError: The model cannot be asked, or refuses.
            BadAnswer: Its answer cannot be used; it is never repaired.
        """
        sentence = sentence.encode("utf-8", "replace").decode("utf-8")[:MAX_CHARACTERS]
        kept = self.cache.get(self.settings, sentence) if self.cache else None
        if kept is not None:
            return read_answer(kept, sentence, requested_by)
        from app.intent.model.client import ask

        answer = ask(self.settings, sentence)
        request = read_answer(answer, sentence, requested_by)  # only what can be used is kept
        if self.cache:
            self.cache.put(self.settings, sentence, answer)
        return request
