"""Reads addresses that people write."""

from __future__ import annotations

import ipaddress

from naming.errors import RuleError

Network = ipaddress.IPv4Network


def network_of(what: str, text: str, *, widest: int = 0, narrowest: int = 32, source: str = "") -> Network:
    """The IPv4 range that a text is, such as `10.20.0.0/20`.

    Args:
        what: The argument it came as.
        text: The range.
        widest: Smallest number after the slash.
        narrowest: Largest number after the slash.
        source: Who sets these.

    Raises:
        RuleError: It is none, begins elsewhere than its first address, or is of another size.
    """
    try:
        found = ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        raise RuleError(what, allowed="an IPv4 range such as 10.20.0.0/20", got=text) from None
    if str(found.network_address) != text.partition("/")[0]:
        raise RuleError(what, allowed="a range from its first address", got=text, fix=f"Did you mean {found}?")
    if not widest <= found.prefixlen <= narrowest:
        raise RuleError(what, allowed=f"/{widest} to /{narrowest}", got=text, source=source)
    return found


def address_of(what: str, text: str) -> str:
    """The IPv4 address that a text is.

    Raises:
        RuleError: It is none.
    """
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise RuleError(what, allowed="an IPv4 address such as 10.0.0.4", got=text) from None
