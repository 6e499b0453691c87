"""Event hubs, their readers and senders."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.messaging.event_hub import EventHub
from naming.namer import Namer
from tests.constructs_lib.azure import made_by, refused, under
from tests.constructs_lib.samples_azure import PRINCIPAL, SAMPLES, events

RECEIVER = "Azure Event Hubs Data Receiver"
WITH_NAMESPACE = {"replace_triggered_by": ["azurerm_eventhub_namespace.Events_D32975C2.id"]}


def hubs(count: int, *, tier: str = "Standard", capacity: int = 1, **given: Any) -> Any:
    """So many hubs in one namespace."""

    def make(azure: Any, inside: Any, names: Namer) -> None:
        namespace = events(azure, names, tier=tier, capacity=capacity)
        for number in range(count):
            EventHub(azure, f"Hub{number}", names=names, namespace=namespace, purpose=f"kind-{number}", **given)

    return make


def test_a_hub_keeps_events_for_a_week_and_lets_nobody_in(names: Namer) -> None:
    assert under(SAMPLES["events-minimal"], names, "Orders") == {
        "Orders": {
            "TYPE": "azurerm_eventhub",
            "name": "evh-ml-orders",
            "namespace_id": "<Events.id>",
            "partition_count": 4,
            "message_retention": 7,
            "lifecycle": WITH_NAMESPACE,
        }
    }


def test_a_hub_has_groups_readers_and_senders(names: Namer) -> None:
    group = {
        "TYPE": "azurerm_eventhub_consumer_group",
        "eventhub_name": "<Orders.name>",
        "namespace_name": "<Events.name>",
        "resource_group_name": "<EventsGroup.name>",
        "lifecycle": {"replace_triggered_by": ["azurerm_eventhub.Orders_A9B65338.id"]},
    }
    role = {"TYPE": "azurerm_role_assignment", "principal_type": "ServicePrincipal", "scope": "<Orders.id>"}
    assert under(SAMPLES["events-fullest"], names, "Orders") == {
        "Orders": {
            "TYPE": "azurerm_eventhub",
            "name": "evh-ml-orders",
            "namespace_id": "<Events.id>",
            "partition_count": 32,
            "message_retention": 1,
            "lifecycle": WITH_NAMESPACE,
        },
        "Orders/Group-audit": {**group, "name": "evhcg-ml-audit"},
        "Orders/Group-replay": {**group, "name": "evhcg-ml-replay"},
        "Orders/Connector": {
            **role,
            "principal_id": "<Connector.identity[0].principal_id>",
            "role_definition_name": RECEIVER,
        },
        "Orders/Receiver-auditor": {**role, "principal_id": PRINCIPAL, "role_definition_name": RECEIVER},
        "Orders/Sender-shop": {
            **role,
            "principal_id": PRINCIPAL,
            "role_definition_name": "Azure Event Hubs Data Sender",
        },
    }


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (hubs(1, partitions=0), "1-32"),
        (hubs(1, partitions=33), "1-32"),
        (hubs(1, retention_days=0), "1-7 days"),
        (hubs(1, retention_days=8), "1-7 days"),
        (hubs(1, consumer_groups=[f"group-{number}" for number in range(20)]), "0-19 groups"),
        (hubs(1, consumer_groups=["audit", "Audit"]), "each of another name"),
        (hubs(11), "1-10 event hubs"),
        (hubs(1, tier="Premium", partitions=101), "1-100"),
        (hubs(1, tier="Premium", retention_days=91), "1-90 days"),
        (hubs(3, tier="Premium", partitions=67), "1-200 in all hubs"),
        (hubs(101, tier="Premium", partitions=1), "1-100 event hubs"),
    ],
)
def test_fails_outside_the_limits_of_its_tier(names: Namer, make: Any, named: str) -> None:
    assert named in refused(make, names)


@pytest.mark.parametrize(
    ("make", "count"),
    [
        (hubs(10, partitions=32, retention_days=7), 10),
        (hubs(1, consumer_groups=[f"group-{number}" for number in range(19)]), 1),
        (hubs(4, tier="Premium", capacity=2, partitions=100, retention_days=90), 4),
    ],
)
def test_the_limits_of_its_tier_are_allowed(names: Namer, make: Any, count: int) -> None:
    made = made_by(make, names)
    assert sum(body["TYPE"] == "azurerm_eventhub" for body in made.values()) == count


def test_fails_for_a_name_that_event_hubs_cannot_have(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        EventHub(azure, "Hub", names=names, namespace=events(azure, names), purpose="x" * 50)

    with pytest.raises(Exception, match="50"):
        made_by(make, names)
