"""What happens to a value on its way into a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from naming.errors import RuleError

CASES = ("lower", "upper", "keep")

_EVALUATED = re.compile(r"[$%]\{")
_CLIMBS = re.compile(r"(?:^|[/\\])\s*\.{1,2}\s*(?:[/\\]|$)")


class Step(NamedTuple):
    """One thing that was done to a value."""

    did: str
    result: str


class Style:
    """Turns what a person wrote into what a name may hold. Immutable.

    Args:
        case: `lower`, `upper` or `keep`.
        separators: Characters of which each run becomes the separator.
        separator: What they become; empty: they vanish.
        replace: Texts and what stands for them.
        remove: Characters that vanish.
        passthrough: Values go in as they are.
    """

    def __init__(
        self,
        *,
        case: str = "lower",
        separators: str = " _-.",
        separator: str = "-",
        replace: Mapping[str, str] | None = None,
        remove: str = "",
        passthrough: bool = False,
    ) -> None:
        self.case = case
        self.separators = separators
        self.separator = separator
        self.replace = dict(replace or {})
        self.remove = remove
        self.passthrough = passthrough
        self._runs = re.compile(f"[{re.escape(separators)}]+") if separators else None
        self._gone = str.maketrans("", "", remove)

    def steps(self, text: str) -> list[Step]:
        """What is done to a value, one step after the other; only those that change it."""
        if self.passthrough:
            return []
        found: list[Step] = []
        current = text
        for did, result in self._walk(text):
            if result != current:
                found.append(Step(did, result))
                current = result
        return found

    def apply(self, text: str) -> str:
        """What a value becomes."""
        if self.passthrough:
            return text
        return list(self._walk(text))[-1].result

    def _walk(self, text: str) -> list[Step]:
        text = unicodedata.normalize("NFC", text)
        steps = [Step("composed characters", text)]
        if self.case != "keep":
            text = text.lower()
            steps.append(Step("lower case", text))
        for old, new in self.replace.items():
            text = text.replace(old, new)
        steps.append(Step("replaced characters", text))
        text = text.translate(self._gone)
        steps.append(Step("removed characters", text))
        if self._runs:
            separator = self.separator
            text = self._runs.sub(lambda _: separator, text.strip(self.separators))
        steps.append(Step(f"separators to {self.separator!r}" if self.separator else "separators removed", text))
        if self.case == "upper":
            text = text.upper()
            steps.append(Step("upper case", text))
        return steps


def refuse_unsafe(what: str, value: object) -> str:
    """The value, if it may stand in a name at all.

    Raises:
        RuleError: It is no text, empty, would be evaluated by Terraform, climbs out of a folder, or holds
            characters that people cannot see or type (control characters, emoji).
    """
    if not isinstance(value, str):
        raise RuleError(what, allowed="text", got=value, fix=f"Give {what} a value, or leave it out.")
    if not value.strip():
        raise RuleError(what, allowed="at least one character", got=value, fix=f"Give {what} a value, or leave it out.")
    if value.isalnum() and value.isascii():
        return value
    if _EVALUATED.search(value):
        raise RuleError(what, allowed="text without ${ or %{: Terraform would evaluate it", got=value)
    if _CLIMBS.search(value):
        raise RuleError(what, allowed="text without . or .. as a part of a path", got=value)
    strange = [c for c in value if unicodedata.category(c) in _STRANGE]
    if strange:
        raise RuleError(
            what,
            allowed="letters, digits, spaces and punctuation",
            got=value,
            fix=f"Take {strange[0]!r} out of {what}.",
        )
    return value


_STRANGE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp"})
