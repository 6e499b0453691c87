"""Keeps answers, so that the same sentence is not asked and paid for twice."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from app.intent.model.answer import answer_schema
from app.intent.model.prompt import PROMPT_VERSION
from app.intent.model.settings import ModelSettings


class AnswerCache:
    """Answers by model, prompt and sentence, a file each that only its owner can read.

    Args:
        folder: Where; `lakemason/answers` in the user's cache folder if left out.
    """

    def __init__(self, folder: Path | None = None) -> None:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        self.folder = folder or Path(base) / "lakemason" / "answers"

    def get(self, settings: ModelSettings, sentence: str) -> str | None:
        """The answer that was given before; None where there is none, or it cannot be read."""
        try:
            kept = json.loads(self._file(settings, sentence).read_text(encoding="utf-8"))
            return str(kept["answer"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def put(self, settings: ModelSettings, sentence: str, answer: str) -> None:
        """Keep an answer, whole or not at all; where that cannot be, it is asked for again next time."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number, name = tempfile.mkstemp(dir=self.folder)
            with open(number, "w", encoding="utf-8") as file:
                json.dump({"answer": answer}, file)
            os.replace(name, self._file(settings, sentence))

    def _file(self, settings: ModelSettings, sentence: str) -> Path:
        asked = [settings.kind, settings.url, settings.model, PROMPT_VERSION, answer_schema(), sentence]
        return self.folder / f"{hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()}.json"
