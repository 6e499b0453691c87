"""Namespaces of event hubs."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.messaging.event_hubs import EventHubs
from naming.namer import Namer
from tests.constructs_lib.azure import made_by, refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, events, group, network

CLOSED = {
    "default_action": "Allow",
    "public_network_access_enabled": False,
    "trusted_service_access_enabled": False,
    "ip_rule": [],
    "virtual_network_rule": [],
}


def namespace(names: Namer, **given: Any) -> dict[str, Any]:
    """What a namespace of these arguments becomes."""
    return made_by(lambda azure, inside, names: events(azure, names, **given), names)["Events"]


def test_a_namespace_is_closed_to_keys_and_to_the_internet(names: Namer) -> None:
    assert under(SAMPLES["events-minimal"], names, "Events") == {
        "Events": {
            "TYPE": "azurerm_eventhub_namespace",
            "auto_inflate_enabled": False,
            "capacity": 1,
            "local_authentication_enabled": False,
            "location": "westeurope",
            "maximum_throughput_units": 0,
            "minimum_tls_version": "1.2",
            "name": "evhns-ml-team-ml-dev-weu-ad93e1a2",
            "network_rulesets": [CLOSED],
            "public_network_access_enabled": False,
            "resource_group_name": "<EventsGroup.name>",
            "sku": "Standard",
            "tags": TAGS,
        }
    }


def test_a_namespace_grows_and_lets_in_who_is_named(names: Namer) -> None:
    assert under(SAMPLES["events-fullest"], names, "Events") == {
        "Events": {
            "TYPE": "azurerm_eventhub_namespace",
            "auto_inflate_enabled": True,
            "capacity": 2,
            "local_authentication_enabled": False,
            "location": "westeurope",
            "maximum_throughput_units": 40,
            "minimum_tls_version": "1.2",
            "name": "evhns-ml-team-ml-orders-dev-weu-ce70fca4",
            "network_rulesets": [
                {
                    "default_action": "Deny",
                    "public_network_access_enabled": True,
                    "trusted_service_access_enabled": False,
                    "ip_rule": [
                        {"ip_mask": "203.0.113.7", "action": "Allow"},
                        {"ip_mask": "198.51.100.0/24", "action": "Allow"},
                    ],
                    "virtual_network_rule": [
                        {
                            "subnet_id": f"<Network/{subnet}.id>",
                            "ignore_missing_virtual_network_service_endpoint": False,
                        }
                        for subnet in ("Host", "Container")
                    ],
                }
            ],
            "public_network_access_enabled": True,
            "resource_group_name": "<EventsGroup.name>",
            "sku": "Standard",
            "tags": TAGS,
            "lifecycle": {"prevent_destroy": True},
        }
    }


def test_everybody_may_knock_where_that_is_asked(names: Namer) -> None:
    made = namespace(names, public_access=True)
    assert made["public_network_access_enabled"] is True
    assert made["network_rulesets"] == [{**CLOSED, "public_network_access_enabled": True}]


def test_premium_has_processing_units_and_no_auto_inflate(names: Namer) -> None:
    made = namespace(names, tier="Premium", capacity=16)
    assert (made["sku"], made["capacity"], made["auto_inflate_enabled"]) == ("Premium", 16, False)
    assert "maximum_throughput_units" not in made


def test_kafka_finds_it_by_its_name(names: Namer) -> None:
    found: list[EventHubs] = []
    made_by(lambda azure, inside, names: found.append(events(azure, names)), names)
    assert found[0].namespace_name == "evhns-ml-team-ml-dev-weu-ad93e1a2"
    assert found[0].kafka_endpoint == "evhns-ml-team-ml-dev-weu-ad93e1a2.servicebus.windows.net:9093"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"tier": "Basic"}, "Premium, Standard"),
        ({"tier": "premium"}, "Did you mean Premium"),
        ({"capacity": 0}, "1-40 throughput units"),
        ({"capacity": 41}, "1-40 throughput units"),
        ({"tier": "Premium", "capacity": 3}, "1, 2, 4, 8 or 16 processing units"),
        ({"tier": "Premium", "auto_inflate_to": 2}, "in the Standard tier only"),
        ({"capacity": 2, "auto_inflate_to": 2}, "3-40 throughput units"),
        ({"auto_inflate_to": 41}, "2-40 throughput units"),
        ({"capacity": 40, "auto_inflate_to": 40}, "Leave it out"),
        ({"allowed_ips": ["10.0.0.4"]}, "public addresses"),
        ({"public_access": True, "allowed_ips": ["203.0.113.7"]}, "public_access"),
    ],
)
def test_fails_outside_its_limits(names: Namer, given: dict[str, Any], named: str) -> None:
    assert named in refused(lambda azure, inside, names: events(azure, names, **given), names)


@pytest.mark.parametrize(("capacity", "most"), [(1, 2), (1, 40), (39, 40)])
def test_the_edges_of_auto_inflate_are_allowed(names: Namer, capacity: int, most: int) -> None:
    made = namespace(names, capacity=capacity, auto_inflate_to=most)
    assert (made["capacity"], made["maximum_throughput_units"]) == (capacity, most)


def test_fails_for_a_network_without_the_service_endpoint(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        events(azure, names, allowed_networks=[network(azure, names, group(azure, names))])

    assert "Microsoft.EventHub" in refused(make, names)
