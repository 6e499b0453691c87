"""Text that people write into files and Terraform must not evaluate."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator


def _plain(text: str) -> str:
    if "${" in text or "%{" in text:
        raise ValueError("must not contain ${ or %{: Terraform would evaluate it")
    if not text.isprintable():
        raise ValueError("must be one line of printable characters")
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty; leave it out")
    return text


PlainText = Annotated[str, AfterValidator(_plain)]
"""One line that Terraform takes as it stands; may be empty."""

SaidText = Annotated[str, AfterValidator(_plain), AfterValidator(_said)]
"""The same, with something in it."""
