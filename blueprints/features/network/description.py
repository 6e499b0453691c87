"""What the features of the network are."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from blueprints.addresses import Address, AddressSpace, PrivateAddress, PublicRange, TransitSpace
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.features.security.description import vault_wanted
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage
from constructs_lib.network.private_service import PrivateService

if TYPE_CHECKING:
    from blueprints.composition import Composition

SENT_GB = Amount(20, 100, 1000)
"""Gigabytes that leave through the NAT gateway in a month; a guess of ours: libraries, and calls of services."""

PRIVATE_GB = Amount(50, 200, 2000)
"""Gigabytes that pass the private endpoints in a month; a guess of ours."""

DEFAULT_SPACE = "10.139.0.0/20"
"""Addresses of a platform's network where nobody says others."""

_RESERVED = 5
"""Addresses of a subnet that Azure keeps. Source: learn.microsoft.com virtual-networks-faq."""

_UDR = "learn.microsoft.com azure/databricks user-defined routes"
_LINK = "learn.microsoft.com azure/databricks private-link"
_ROOT = "learn.microsoft.com azure/databricks security/network/storage/firewall-support"
_LISTS = "learn.microsoft.com azure/databricks ip-access-list-workspace"


class CustomVnet(Feature):
    """A network of the platform's own that its machines stand in: no way in, one way out.

    Args:
        address_space: Its addresses, /16 to /24; a quarter each for machines, containers and private endpoints. It
            cannot be changed while a workspace stands in it. Left out: `10.139.0.0/20`, room for 1,019 machines.
            Source: learn.microsoft.com azure/databricks vnet-inject.
        egress: The way out: `nat`, a gateway with a public address of its own, or `firewall`, one that somebody runs
            already.
        firewall_address: The firewall's private address; needed with `firewall`.
        dns_servers: IPv4 addresses of your own DNS servers. Left out: Azure's.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="custom_vnet",
        description="a network of its own for the workspace's machines",
        layers=("azure",),
        replaces=("azurerm_databricks_workspace",),
        minutes=5,
    )

    address_space: AddressSpace = DEFAULT_SPACE
    egress: Literal["nat", "firewall"] = "nat"
    firewall_address: PrivateAddress | None = None
    dns_servers: tuple[Address, ...] = ()

    @property
    def room(self) -> int:
        """The most machines that can stand in it: each takes one address of the quarter for machines."""
        quarter = ipaddress.IPv4Network(self.address_space).num_addresses // 4
        return int(quarter - _RESERVED)

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """Which firewall."""
        if self.egress == "firewall" and self.firewall_address is None:
            yield Gap("firewall_address", "write the firewall's private address, such as 10.0.0.4")

    def problems(self, site: Composition) -> Iterable[Gap]:
        """A firewall that nothing uses; more machines than addresses."""
        if self.egress == "nat" and self.firewall_address is not None:
            yield Gap("firewall_address", "is of no use with egress: nat; write egress: firewall, or leave it out")
        machines = (site.sizes.max_workers or 0) + 1
        if machines > self.room:
            yield Gap(
                "address_space",
                f"{self.address_space} has room for {self.room} machines, and sizes ask for {machines}; write a"
                " larger range",
            )

    def makes(self, site: Composition) -> Iterable[Made]:
        """A network, its subnets, and its way out."""
        yield Made("azure", "azurerm_virtual_network")
        for purpose in ("host", "container", "endpoints"):
            yield Made("azure", "azurerm_subnet", {"purpose": purpose})
        yield Made("azure", "azurerm_network_security_group")
        yield Made("azure", "azurerm_subnet_network_security_group_association", None, 2)
        if self.egress == "nat":
            yield Made("azure", "azurerm_nat_gateway")
            yield Made("azure", "azurerm_public_ip", {"purpose": "nat"})
            yield Made("azure", "azurerm_nat_gateway_public_ip_association", None)
            yield Made("azure", "azurerm_subnet_nat_gateway_association", None, 2)
        else:
            yield Made("azure", "azurerm_route_table")
            yield Made("azure", "azurerm_route", {"purpose": "default"})
            yield Made("azure", "azurerm_subnet_route_table_association", None, 2)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """The NAT gateway; a firewall is somebody else's."""
        if self.egress != "nat":
            return
        always = Amount.of(HOURS_A_MONTH)
        yield Metered("NAT gateway", "nat_gateway_hour", always)
        yield Metered("public address of the NAT gateway", "public_ip_hour", always)
        yield Metered(
            f"data through the NAT gateway, {SENT_GB.expected:g} GB",
            "nat_gateway_gb",
            SENT_GB,
            f"{SENT_GB.expected:g} GB pass the NAT gateway a month; low is {SENT_GB.low:g}, high is {SENT_GB.high:g}."
            " Storage and key vaults are reached past it, by service endpoints.",
        )

    def notes(self, site: Composition) -> Iterable[str]:
        """What peering takes, and what a firewall's owner has to do."""
        if self.address_space == DEFAULT_SPACE:
            yield (
                f"Every platform without an address_space has {DEFAULT_SPACE}, and networks with the same addresses"
                " cannot be joined: write another one before the first deployment where this one is to be peered."
            )
        if self.egress == "firewall":
            yield (
                "Peer the network with the firewall's, both ways, and let through what Databricks needs in"
                f" {site.region}. Source: {_UDR}."
            )


def private_services(site: Composition) -> dict[str, tuple[PrivateService, ...]]:
    """What private endpoints lead to beside the workspace: services by the id of their constructs."""
    found: dict[str, tuple[PrivateService, ...]] = {}
    if "storage" in site:
        found["LakeAccess"] = (PrivateService.LAKE_FILES, PrivateService.LAKE_BLOBS)
    if vault_wanted(site):
        found["VaultAccess"] = (PrivateService.VAULT,)
    return found


class PrivateEndpoints(Feature):
    """Private ways to the workspace, for its machines and for people, and to the lake and the key vault.

    Args:
        public_access: People and programs may come in over the internet, too; only machines are bound to the private
            way then. Left out: they may not.
        browser_authentication: Makes signing in work from closed networks. One a region and DNS: a second platform on
            shared DNS leaves it off. Source: learn.microsoft.com azure/databricks private-link.
        transit_address_space: Addresses, /16 to /29, of a network of its own that people come through. Left out:
            they come through the workspace's network.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="private_endpoints",
        description="private ways in, and none from the internet",
        layers=("azure",),
        needs=(("custom_vnet",),),
        minutes=5,
    )

    public_access: bool = False
    browser_authentication: bool = True
    transit_address_space: TransitSpace | None = None

    def problems(self, site: Composition) -> Iterable[Gap]:
        """Two networks with the same addresses cannot be joined."""
        network = site.get(CustomVnet)
        if network is None or self.transit_address_space is None:
            return
        if ipaddress.IPv4Network(self.transit_address_space).overlaps(ipaddress.IPv4Network(network.address_space)):
            yield Gap(
                "transit_address_space",
                f"{self.transit_address_space} overlaps the workspace's network ({network.address_space}); write"
                " another range",
            )

    def makes(self, site: Composition) -> Iterable[Made]:
        """Endpoints, and the zones that make networks find them."""
        transit = self.transit_address_space is not None
        links = ["workspace-network", *(["workspace-transit"] if transit else [])]
        endpoints = ["workspace", *(["front-end"] if transit else [])]
        if self.browser_authentication:
            endpoints.append(PrivateService.BROWSER_AUTHENTICATION.purpose)
        for services in private_services(site).values():
            endpoints += [service.purpose for service in services]
            links += [f"{service.purpose}-network" for service in services]
        if transit:
            yield Made("azure", "azurerm_resource_group", {"purpose": "transit"})
            yield Made("azure", "azurerm_virtual_network", {"purpose": "transit"})
            yield Made("azure", "azurerm_subnet", {"purpose": "transit"})
        for purpose in endpoints:
            yield Made("azure", "azurerm_private_endpoint", {"purpose": purpose})
        yield Made("azure", "azurerm_private_dns_zone", None, len(links))
        for purpose in links:
            yield Made("azure", "azurerm_private_dns_zone_virtual_network_link", {"purpose": purpose})

    def usage(self, site: Composition) -> Iterable[Usage]:
        """The endpoints, and what passes them."""
        count = sum(one.type == "azurerm_private_endpoint" for one in self.makes(site))
        yield Metered(f"private endpoints, {count}", "private_endpoint_hour", Amount.of(count * HOURS_A_MONTH))
        yield Metered(
            f"data through private endpoints, {PRIVATE_GB.expected:g} GB",
            "private_endpoint_gb",
            PRIVATE_GB,
            f"{PRIVATE_GB.expected:g} GB pass the private endpoints a month, either way; low is {PRIVATE_GB.low:g},"
            f" high is {PRIVATE_GB.high:g}. DNS zones are not counted.",
        )

    def notes(self, site: Composition) -> Iterable[str]:
        """Who gets in, from where, and how names are found."""
        through = "the transit network" if self.transit_address_space else "the workspace's network"
        if not self.public_access:
            yield (
                "The internet no longer leads to the workspace: whoever deploys the databricks layer, a pipeline too,"
                f" must run in {through} or in one that is joined to it. Source: {_LINK}."
            )
        yield (
            f"People come in by {through}: peer yours with it (VPN, ExpressRoute), and let your DNS ask it for"
            " privatelink.azuredatabricks.net."
        )
        yield (
            "The workspace's root storage, in the managed resource group, still answers the internet, to those with"
            f" credentials: keep data in a lake, and close it by its firewall where you must. Source: {_ROOT}."
        )


class IpAccessList(Feature):
    """People and programs come in from listed addresses only.

    Args:
        allowed: Public IPv4 addresses and ranges that may come in, 1-1000 with `blocked`.
            Source: databricks 1.99, ip_access_list.
        blocked: Addresses and ranges within these that may not. Left out: none.
        strict: Also closes the other ways out: downloads of results, exports of notebooks, web terminals, DBFS and
            `hive_metastore` are off, and personal tokens live 90 days. Left out: these stay as Databricks has them.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="ip_access_list",
        description="people come in from listed addresses only",
        layers=("databricks",),
        minutes=1,
    )

    allowed: tuple[PublicRange, ...] = ()
    blocked: tuple[PublicRange, ...] = ()
    strict: bool = False

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """Where people come from: nobody can guess that, and an empty list would let everybody in."""
        if not self.allowed:
            yield Gap(
                "allowed",
                "write the public addresses that people and pipelines come from, such as [203.0.113.0/24]; your own"
                " among them, or you lock yourself out",
            )

    def problems(self, site: Composition) -> Iterable[Gap]:
        """More than Databricks takes."""
        count = len(self.allowed) + len(self.blocked)
        if count > 1000:
            yield Gap("allowed", f"Databricks takes 1000 addresses, those of blocked included; got {count}")

    def makes(self, site: Composition) -> Iterable[Made]:
        """The lists, and the settings that make the workspace heed them."""
        yield Made("databricks", "databricks_workspace_conf", None)
        yield Made("databricks", "databricks_aibi_dashboard_embedding_access_policy_setting", None)
        if self.strict:
            yield Made("databricks", "databricks_disable_legacy_access_setting", None)
            yield Made("databricks", "databricks_disable_legacy_dbfs_setting", None)
        yield Made("databricks", "databricks_ip_access_list", {"purpose": "allow"})
        if self.blocked:
            yield Made("databricks", "databricks_ip_access_list", {"purpose": "block"})

    def notes(self, site: Composition) -> Iterable[str]:
        """How not to lock anybody out, machines included."""
        yield (
            "Databricks refuses a list without the address that the deployment comes from; keep that address in it, or"
            " the next deployment is refused, too."
        )
        if "private_endpoints" in site:
            yield "The list does not hold for those who come by private endpoints."
        elif (network := site.get(CustomVnet)) and network.egress == "nat":
            yield "The NAT gateway's address is in the list by itself: machines could not start otherwise."
        else:
            way = "the firewall's public address" if network else "nat-gw-public-ip in the managed resource group"
            yield (
                f"Machines call the workspace, too: add the address they come out by ({way}) to allowed, or they do"
                f" not start. Source: {_LISTS}."
            )
