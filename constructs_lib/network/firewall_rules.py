"""Who may reach a storage account or key vault that is closed to the world."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from constructs_lib.network.address import network_of
from constructs_lib.network.injected_network import InjectedNetwork
from naming.errors import RuleError


def checked_addresses(allowed_ips: Sequence[str], *, bare_above: int = 32) -> list[str]:
    """Public addresses and ranges, in the form that Azure takes.

    Args:
        allowed_ips: What a person wrote.
        bare_above: Prefixes longer than this stand as bare addresses: a storage account takes no /31 and /32.

    Raises:
        RuleError: Not IPv4, private (Azure refuses these in rules), or the whole internet.
    """
    found = []
    for text in allowed_ips:
        network = network_of("allowed_ips", text)
        if network.prefixlen < 8:
            raise RuleError("allowed_ips", allowed="/8 and smaller", got=text, fix="Name the addresses that need it.")
        if any(network.overlaps(private) for private in _PRIVATE):
            raise RuleError("allowed_ips", allowed="public addresses", got=text, fix="Use allowed_networks.")
        if network.prefixlen > bare_above:
            found += [str(address) for address in network]
        else:
            found.append(str(network) if "/" in text else text)
    return found


def checked_networks(networks: Sequence[InjectedNetwork], service: str) -> list[str]:
    """Subnets of networks, which must have the service's endpoint.

    Raises:
        RuleError: One that has not.
    """
    for network in networks:
        if service not in network.service_endpoints:
            raise RuleError(
                "allowed_networks",
                allowed=f"networks with the service endpoint {service}",
                got=list(network.service_endpoints),
                source="Azure: rules for a subnet need its service endpoint",
            )
    return [subnet for network in networks for subnet in network.subnet_ids]


_PRIVATE = tuple(ipaddress.IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""Source: learn.microsoft.com storage-network-security and key-vault network-security: no RFC 1918 ranges."""
