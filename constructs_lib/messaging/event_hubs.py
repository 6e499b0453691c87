"""A namespace of event hubs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResourceLifecycle
from constructs_lib.limits import between, one_of
from constructs_lib.network.firewall_rules import checked_addresses, checked_networks
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

_QUOTAS = "learn.microsoft.com event-hubs-quotas, 2026-02-05"
_AZURE = "Azure's error InvalidMaxThroughputValue"


@dataclass(frozen=True, kw_only=True)
class _Tier:
    """What one tier allows."""

    units: tuple[int, ...]
    units_text: str
    hubs: int
    hubs_per_unit: bool
    partitions: int
    all_partitions_per_unit: int | None
    retention_days: int
    groups: int
    """Beside `$Default`, which is always there and counts: it is the one group that the Basic tier has."""


_TIERS = {
    "Standard": _Tier(
        units=tuple(range(1, 41)), units_text="1-40 throughput units", hubs=10, hubs_per_unit=False, partitions=32,
        all_partitions_per_unit=None, retention_days=7, groups=19,
    ),
    "Premium": _Tier(
        units=(1, 2, 4, 8, 16), units_text="1, 2, 4, 8 or 16 processing units", hubs=100, hubs_per_unit=True,
        partitions=100, all_partitions_per_unit=200, retention_days=90, groups=99,
    ),
}  # fmt: skip
"""By the provider's word. Source: _QUOTAS; units of Premium: learn.microsoft.com event-hubs-premium-overview."""


class EventHubs(Construct):
    """Takes in events for others to read, as Kafka does; no keys: Entra ID and roles decide who gets in.

    Makes: 1 azurerm_eventhub_namespace.

    Azure spreads it over the region's availability zones by itself, where there are any: there is nothing to set.
    Source: learn.microsoft.com event-hubs reliability; azurerm docs, eventhub_namespace.

    Databricks reads it at `kafka_endpoint` with a ServiceCredential (runtime 16.1 or later, Kafka option
    `databricks.serviceCredential`). Source: learn.microsoft.com azure/databricks streaming/kafka/authentication.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands; another one replaces it, with every event in it.
        tier: `Standard`, or `Premium` with machines of its own. Left out: `Standard`. From or to `Premium` replaces
            it, with every event in it. Source: azurerm 4.55, eventhub_namespace `sku`.
        capacity: Units that are paid for, used or not: throughput units of 1 MB a second in and 2 MB out, 1-40, in
            Standard; processing units, 1, 2, 4, 8 or 16, in Premium. Left out: 1.
            Source: learn.microsoft.com event-hubs-quotas and event-hubs-premium-overview.
        auto_inflate_to: Most throughput units that Azure may raise it to under load, more than `capacity`, at most
            40; Standard only. Azure never lowers them again, the next deployment does. Left out: it stays at
            `capacity`, and senders are told to wait. Source: learn.microsoft.com event-hubs-auto-inflate.
        public_access: Anybody on the internet may knock; roles decide who gets in. Left out: nobody, and
            PrivateAccess is the way in.
        allowed_ips: Public IPv4 addresses and ranges that may come in, instead of everybody. Left out: none.
        allowed_networks: Networks whose machines may come in; they need the service endpoint
            `Microsoft.EventHub`. Left out: none.
        protected: Terraform refuses any plan that would destroy or replace it. Left out: it may.
        purpose: What it is for, where a platform has several; changing it replaces it. Left out: nothing is added
            to its name.

    Raises:
        RuleError: For a value outside its limits.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        tier: str = "Standard",
        capacity: int = 1,
        auto_inflate_to: int | None = None,
        public_access: bool = False,
        allowed_ips: Sequence[str] = (),
        allowed_networks: Sequence[InjectedNetwork] = (),
        protected: bool = False,
        purpose: str | None = None,
    ) -> None:
        one_of("tier", tier, _TIERS, source=_QUOTAS)
        _check_units(tier, capacity, auto_inflate_to)
        addresses = checked_addresses(allowed_ips)
        subnets = checked_networks(allowed_networks, "Microsoft.EventHub")
        if public_access and (addresses or subnets):
            raise RuleError(
                "public_access", allowed="without allowed_ips and allowed_networks, which narrow it", got=True
            )
        super().__init__(scope, id)
        self.resource_group = resource_group
        self._tier = _TIERS[tier]
        self._capacity = capacity
        self.namespace_name: str = names.name(Kind.EVENT_HUB_NAMESPACE, purpose=purpose)
        self._partitions: list[int] = []
        opened = public_access or bool(addresses or subnets)
        self.resource = azurerm.EventhubNamespace(
            self,
            "Resource",
            name=self.namespace_name,
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            sku=tier,
            capacity=capacity,
            auto_inflate_enabled=auto_inflate_to is not None,
            # Left out, an older maximum stays, and Azure refuses it without auto-inflate (azurerm issue 25786).
            maximum_throughput_units=(auto_inflate_to or 0) if tier == "Standard" else None,
            # Shared access keys know no people.
            local_authentication_enabled=False,
            minimum_tls_version="1.2",
            public_network_access_enabled=opened,
            # Always said: left out, rules that were taken away would stay.
            network_rulesets=[_rules(addresses, subnets, opened)],
            lifecycle=TerraformResourceLifecycle(prevent_destroy=True) if protected else None,
            tags=names.tags(),
        )
        self.arm_id: str = self.resource.id
        self.kafka_endpoint: str = f"{self.namespace_name}.servicebus.windows.net:9093"

    def admit(self, *, partitions: int, retention_days: int, groups: int) -> None:
        """Make room for one more hub; EventHub asks for it.

        Args:
            partitions: How many it has.
            retention_days: Days that it keeps its events.
            groups: Its consumer groups beside `$Default`.

        Raises:
            RuleError: More than the tier allows, or the namespace is full.
        """
        tier, hubs = self._tier, len(self._partitions) + 1
        between("partitions", partitions, 1, tier.partitions, source=_QUOTAS)
        between("retention_days", retention_days, 1, tier.retention_days, unit="days", source=_QUOTAS)
        between("consumer_groups", groups, 0, tier.groups, unit="groups", source=_QUOTAS)
        most = tier.hubs * (self._capacity if tier.hubs_per_unit else 1)
        between("namespace", hubs, 1, most, unit="event hubs", source=_QUOTAS)
        if tier.all_partitions_per_unit:
            most = tier.all_partitions_per_unit * self._capacity
            between("partitions", sum(self._partitions) + partitions, 1, most, unit="in all hubs", source=_QUOTAS)
        self._partitions.append(partitions)


def _check_units(tier: str, capacity: int, auto_inflate_to: int | None) -> None:
    units = _TIERS[tier].units
    if capacity not in units:
        raise RuleError("capacity", allowed=_TIERS[tier].units_text, got=capacity, source=_QUOTAS)
    if auto_inflate_to is None:
        return
    if tier != "Standard":
        raise RuleError("auto_inflate_to", allowed="in the Standard tier only", got=auto_inflate_to, source=_QUOTAS)
    if capacity == units[-1]:
        raise RuleError("auto_inflate_to", allowed="with fewer than 40 units", got=capacity, fix="Leave it out.")
    between("auto_inflate_to", auto_inflate_to, capacity + 1, units[-1], unit="throughput units", source=_AZURE)


def _rules(addresses: list[str], subnets: list[str], opened: bool) -> azurerm.EventhubNamespaceNetworkRulesets:
    """Every attribute is said: it is a list of objects to Terraform, which takes none without all of them."""
    return azurerm.EventhubNamespaceNetworkRulesets(
        # Without rules Azure keeps Allow, whatever is asked, and every plan would show it (azurerm issue 33099).
        default_action="Deny" if addresses or subnets else "Allow",
        public_network_access_enabled=opened,
        trusted_service_access_enabled=False,
        ip_rule=[
            azurerm.EventhubNamespaceNetworkRulesetsIpRule(ip_mask=address, action="Allow") for address in addresses
        ],
        virtual_network_rule=[
            azurerm.EventhubNamespaceNetworkRulesetsVirtualNetworkRule(
                subnet_id=subnet, ignore_missing_virtual_network_service_endpoint=False
            )
            for subnet in subnets
        ],
    )
