"""Addresses and mail addresses that people write into a platform file."""

from __future__ import annotations

import ipaddress
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.monitoring.email import checked_email
from naming.errors import RuleError

_PRIVATE = tuple(ipaddress.IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))


def _network(text: str, example: str) -> ipaddress.IPv4Network:
    try:
        found = ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        raise ValueError(f"must be an IPv4 address or range such as {example}") from None
    if str(found.network_address) != text.partition("/")[0]:
        raise ValueError(f"must begin at the range's first address: write {found}")
    return found


def _private_address(text: str) -> str:
    try:
        found = ipaddress.IPv4Address(text)
    except ValueError:
        found = None
    if found is None or not any(found in private for private in _PRIVATE):
        raise ValueError("must be a private IPv4 address such as 10.0.0.4")
    return text


def _address(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise ValueError("must be an IPv4 address such as 10.0.0.4") from None


def _space(text: str) -> str:
    if not 16 <= _network(text, "10.139.0.0/20").prefixlen <= 24:
        raise ValueError("must be a range from /16 to /24")
    return text


def _transit(text: str) -> str:
    if not 16 <= _network(text, "10.140.0.0/27").prefixlen <= 29:
        raise ValueError("must be a range from /16 to /29")
    return text


def _public(text: str) -> str:
    found = _network(text, "203.0.113.0/24")
    if found.prefixlen < 8:
        raise ValueError("must be /8 or smaller: name the addresses that need it")
    if any(found.overlaps(private) for private in _PRIVATE):
        raise ValueError("must be public: it is the address that the internet sees")
    return text


def _email(text: str) -> str:
    try:
        return checked_email("emails", text)
    except RuleError as error:
        raise ValueError(f"must be {error.allowed}") from None


AddressSpace = Annotated[str, AfterValidator(_space)]
"""Addresses of a workspace's network, /16 to /24.
Source: learn.microsoft.com azure/databricks vnet-inject, address space requirements."""

TransitSpace = Annotated[str, AfterValidator(_transit)]
"""Addresses of a network for private endpoints, /16 to /29. Source: Azure, the smallest subnet is /29."""

Address = Annotated[str, AfterValidator(_address)]
"""One IPv4 address."""

PrivateAddress = Annotated[str, AfterValidator(_private_address)]
"""One IPv4 address of a private network."""

PublicRange = Annotated[str, AfterValidator(_public)]
"""A public IPv4 address or range, of which Azure and Databricks make rules.
Source: learn.microsoft.com key-vault network-security and azure/databricks ip-access-list."""

Email = Annotated[str, AfterValidator(_email)]
"""A mail address."""
