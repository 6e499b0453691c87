"""Reads mail addresses that people write."""

from __future__ import annotations

from constructs_lib.literal import literal
from naming.errors import RuleError


def checked_email(what: str, address: str) -> str:
    """The address, where it looks like one.

    Raises:
        RuleError: It does not.
    """
    name, at, domain = literal(what, address).partition("@")
    if not (name and at and "." in domain.strip(".")) or any(c.isspace() or c in "@," for c in name + domain):
        raise RuleError(what, allowed="an address such as team@example.com", got=address)
    return address
