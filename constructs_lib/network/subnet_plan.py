"""How a network's addresses are shared out."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.network.address import network_of
from naming.errors import RuleError

_INJECT = "learn.microsoft.com azure/databricks vnet-inject, address space requirements"


@dataclass(frozen=True)
class SubnetPlan:
    """Ranges of a workspace's network.

    Args:
        host: Where machines stand, /26 or larger; each machine takes an address here and one in `container`.
        container: Where their containers stand, /26 or larger.
        endpoints: Where private endpoints stand, /29 or larger. Left out: there can be none.
    """

    host: str
    container: str
    endpoints: str | None = None

    @classmethod
    def quarters(cls, address_space: str) -> SubnetPlan:
        """A quarter each for host, container and endpoints; the last stays free."""
        space = network_of("address_space", address_space, widest=16, narrowest=24, source=_INJECT)
        host, container, endpoints, _ = map(str, space.subnets(prefixlen_diff=2))
        return cls(host, container, endpoints)

    def check(self, address_space: str) -> None:
        """Hold the plan against its network.

        Raises:
            RuleError: A range that is too small, outside the network, or overlaps another one.
        """
        space = network_of("address_space", address_space, widest=16, narrowest=24, source=_INJECT)
        ranges = {
            "host": network_of("host", self.host, widest=16, narrowest=26, source=_INJECT),
            "container": network_of("container", self.container, widest=16, narrowest=26, source=_INJECT),
        }
        if self.endpoints:
            source = "Azure: 5 addresses of a subnet are reserved"
            ranges["endpoints"] = network_of("endpoints", self.endpoints, widest=16, narrowest=29, source=source)
        taken: list[str] = []
        for name, found in ranges.items():
            if not found.subnet_of(space):
                raise RuleError(name, allowed=f"a range in {space}", got=str(found))
            for other in taken:
                if found.overlaps(ranges[other]):
                    raise RuleError(name, allowed=f"a range beside {other} ({ranges[other]})", got=str(found))
            taken.append(name)
