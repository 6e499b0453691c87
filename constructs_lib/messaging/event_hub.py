"""One stream of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResource, TerraformResourceLifecycle
from constructs_lib.messaging.event_hubs import EventHubs
from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.role import Role
from constructs_lib.workspace.access_connector import AccessConnector
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class EventHub(Construct):
    """Keeps one kind of event for some days, to be read by many: a topic, in Kafka's word.

    Makes: 1 azurerm_eventhub; 1 azurerm_eventhub_consumer_group each; with `connector`, `receivers` or `senders` 1
    azurerm_role_assignment each.

    Azure may take some minutes to heed a new role: where a first read is refused, run it again.
    Source: learn.microsoft.com role-based-access-control troubleshooting.

    Args:
        names: Names of the platform.
        namespace: The namespace it stands in.
        purpose: What its events are, such as `orders`; part of its name, and changing it replaces the hub, with
            every event in it.
        partitions: How many readers may share the work: 1-32 in Standard, 1-100 in Premium. Left out: 4. In Standard
            Azure refuses to change it, and it is never lowered. Source: event-hubs-quotas; azurerm 4.55, eventhub.
        retention_days: Days that events are kept, 1-7 in Standard, 1-90 in Premium. Left out: 7, so that a stopped
            stream loses nothing over a weekend. Source: event-hubs-quotas.
        consumer_groups: Groups of readers by AMQP, at most 19 in Standard and 99 in Premium beside `$Default`.
            Left out: none. Kafka's readers, Databricks among them, make their own. Changing one replaces it.
            Source: event-hubs-quotas; azurerm 4.55, eventhub_consumer_group.
        connector: Access connector whose identity may read: that of Databricks' service credential.
            Left out: none.
        receivers: Object ids of service principals and managed identities that may read, each under a key that
            stays. Left out: nobody.
        senders: Object ids of those that may send, likewise. Left out: nobody.

    Raises:
        RuleError: For a value outside its limits, or a hub too many for the namespace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        namespace: EventHubs,
        purpose: str,
        partitions: int = 4,
        retention_days: int = 7,
        consumer_groups: Sequence[str] = (),
        connector: AccessConnector | None = None,
        receivers: Mapping[str, str] | None = None,
        senders: Mapping[str, str] | None = None,
    ) -> None:
        groups = {key: names.name(Kind.EVENT_HUB_CONSUMER_GROUP, purpose=key) for key in consumer_groups}
        if len(set(groups.values())) < len(consumer_groups):
            raise RuleError("consumer_groups", allowed="each of another name", got=list(consumer_groups))
        name = names.name(Kind.EVENT_HUB, purpose=purpose)
        namespace.admit(partitions=partitions, retention_days=retention_days, groups=len(consumer_groups))
        super().__init__(scope, id)
        hub = azurerm.Eventhub(
            self,
            "Resource",
            name=name,
            namespace_id=namespace.arm_id,
            partition_count=partitions,
            message_retention=retention_days,
            lifecycle=_goes_with(namespace.resource),
        )
        self.hub_name: str = name
        self.arm_id: str = hub.id
        for key, group in groups.items():
            azurerm.EventhubConsumerGroup(
                self,
                f"Group-{key}",
                name=group,
                eventhub_name=hub.name,
                namespace_name=namespace.resource.name,
                resource_group_name=namespace.resource_group.group_name,
                lifecycle=_goes_with(hub),
            )
        if connector:
            self._grant("Connector", Role.EVENTS_RECEIVER, connector.principal_id)
        for key, principal in (receivers or {}).items():
            self._grant(f"Receiver-{key}", Role.EVENTS_RECEIVER, principal)
        for key, principal in (senders or {}).items():
            self._grant(f"Sender-{key}", Role.EVENTS_SENDER, principal)

    def _grant(self, id: str, role: Role, principal_id: str) -> None:
        AzureRole(self, id, role=role, on=self.arm_id, principal_id=principal_id)


def _goes_with(parent: TerraformResource) -> TerraformResourceLifecycle:
    """Replaced with its parent: Azure takes it away then, and azurerm does not see that in what it is given."""
    return TerraformResourceLifecycle(
        # An address, not an expression: Terraform takes no ${…} here.
        replace_triggered_by=[f"{parent.terraform_resource_type}.{parent.friendly_unique_id}.id"]
    )
