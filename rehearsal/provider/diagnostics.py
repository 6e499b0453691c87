"""What a provider says when it refuses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnostic:
    """One error, as Terraform shows it.

    Args:
        summary: The sentence.
        attribute: The attribute it is about, by dotted path.
        detail: More to say.
    """

    summary: str
    attribute: str = ""
    detail: str = ""


class RefusedError(Exception):
    """The provider or its cloud refuses an operation."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.summary for d in diagnostics))
        self.diagnostics = diagnostics


def refuse(summary: str, attribute: str = "", detail: str = "") -> RefusedError:
    """Make the error for one refusal."""
    return RefusedError(Diagnostic(summary, attribute, detail))
