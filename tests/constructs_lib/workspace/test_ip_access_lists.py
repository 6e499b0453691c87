"""The IP access lists."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.workspace.ip_access_lists import IpAccessLists
from constructs_lib.workspace.workspace import Workspace
from constructs_lib.workspace.workspace_settings import WorkspaceSettings
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_people_come_from_listed_addresses_only(names: Namer) -> None:
    assert under(SAMPLES["ip_lists-minimal"], names, "Lists") == {
        "Lists": {
            "TYPE": "databricks_ip_access_list",
            "ip_addresses": ["203.0.113.0/24"],
            "label": "ml-team-ml-dev-allow",
            "list_type": "ALLOW",
            "depends_on": ["<Settings>"],
        }
    }


def test_addresses_in_between_are_blocked(names: Namer) -> None:
    assert under(SAMPLES["ip_lists-fullest"], names, "Lists") == {
        "Lists": {
            "TYPE": "databricks_ip_access_list",
            "ip_addresses": ["203.0.113.0/24", "198.51.100.7"],
            "label": "ml-team-ml-dev-allow",
            "list_type": "ALLOW",
            "depends_on": ["<Settings>"],
        },
        "Lists/Blocked": {
            "TYPE": "databricks_ip_access_list",
            "ip_addresses": ["203.0.113.99"],
            "label": "ml-team-ml-dev-block",
            "list_type": "BLOCK",
            "depends_on": ["<Settings>"],
        },
    }


def test_machines_come_in_from_their_gateway(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        stands = group(azure, names)
        workspace = Workspace(azure, "W", names=names, resource_group=stands)
        settings = WorkspaceSettings(inside, "Settings", workspace=workspace)
        gateway = NatGateway(azure, "Gateway", names=names, resource_group=stands, addresses=2)
        allowed = ["203.0.113.7"]
        IpAccessLists(inside, "Lists", names=names, settings=settings, allowed=allowed, gateway=gateway)

    first, *machines = under(make, names, "Lists")["Lists"]["ip_addresses"]
    assert first == "203.0.113.7"
    assert len(machines) == 2


def lists(heeded: bool = True, **given: Any) -> Make:
    """Lists of a workspace whose settings heed them."""

    def make(azure: Any, inside: Any, names: Namer) -> None:
        workspace = Workspace(azure, "W", names=names, resource_group=group(azure, names))
        settings = WorkspaceSettings(inside, "Settings", workspace=workspace, ip_access_lists=heeded)
        IpAccessLists(inside, "Lists", names=names, settings=settings, **given)

    return make


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"allowed": []}, "An empty list lets everybody in"),
        ({"allowed": ["0.0.0.0/0"]}, "less than the whole internet"),
        ({"allowed": ["203.0.113.0/24"], "blocked": ["0.0.0.0/0"]}, "less than the whole internet"),
        ({"allowed": ["203.0.113.7/24"]}, "Did you mean 203.0.113.0/24?"),
        ({"allowed": ["example.com"]}, "an IPv4 range"),
        ({"allowed": [f"203.0.{n // 250}.{n % 250}" for n in range(1001)]}, "1000 addresses"),
    ],
)
def test_fails_for_addresses_that_lists_cannot_hold(names: Namer, given: dict[str, Any], says: str) -> None:
    assert says in refused(lists(**given), names)


def test_a_thousand_addresses_are_allowed(names: Namer) -> None:
    allowed = [f"203.0.{n // 250}.{n % 250}" for n in range(999)]
    made = under(lists(allowed=allowed, blocked=["203.0.0.1"]), names, "Lists")
    assert made["Lists"]["ip_addresses"] == allowed


def test_fails_for_settings_that_do_not_heed_lists(names: Namer) -> None:
    assert "with ip_access_lists on" in refused(lists(False, allowed=["203.0.113.7"]), names)
