"""Where events wait, and who may read them."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.messaging.event_hub import EventHub
from constructs_lib.messaging.event_hubs import EventHubs
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.namer import Namer


def event_hubs(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> EventHubs:
    return EventHubs(stack, "Events", names=names, resource_group=resource_group, auto_inflate_to=4)


def event_hub(
    stack: TerraformStack, names: Namer, event_hubs: EventHubs, access_connector: AccessConnector
) -> EventHub:
    return EventHub(
        stack,
        "Orders",
        names=names,
        namespace=event_hubs,
        purpose="orders",
        partitions=8,
        connector=access_connector,
        senders={"shop": "11111111-2222-3333-4444-555555555555"},
    )
