"""What real Terraform makes of event hubs that change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.messaging.event_hub import EventHub
from naming.namer import Namer
from tests.constructs_lib.azure import stack_of
from tests.constructs_lib.samples_azure import PRINCIPAL, events
from tests.rehearsal.driver import Terraform

ALL = ("azurerm_eventhub_namespace", "azurerm_eventhub", "azurerm_eventhub_consumer_group", "azurerm_role_assignment")


@pytest.fixture
def terraform(tmp_path: Path) -> Terraform:
    """Terraform in an empty folder, with an empty cloud."""
    return Terraform(tmp_path / "stack", tmp_path / "home")


def write(terraform: Terraform, names: Namer, **given: Any) -> None:
    """One hub with a group and a sender, in a namespace of these arguments."""

    def make(azure: Any, inside: Any, names: Namer) -> None:
        namespace, senders = events(azure, names, **given), {"shop": PRINCIPAL}
        EventHub(
            azure, "Orders", names=names, namespace=namespace, purpose="orders", consumer_groups=["audit"],
            senders=senders,
        )  # fmt: skip

    made = stack_of(make, names)["resource"]
    terraform.write(
        {
            kind: {id: {key: value for key, value in body.items() if key != "//"} for id, body in bodies.items()}
            for kind, bodies in made.items()
        }
    )


def test_opening_and_closing_changes_in_place_and_leaves_nothing_to_do(terraform: Terraform, names: Namer) -> None:
    write(terraform, names)
    terraform.run("init")
    terraform.apply()
    terraform.unchanged()
    for given in ({"allowed_ips": ["203.0.113.7"], "auto_inflate_to": 4}, {"public_access": True}, {}):
        write(terraform, names, **given)
        assert "Plan: 0 to add, 1 to change, 0 to destroy" in terraform.apply()
        terraform.unchanged()


def test_another_tier_replaces_the_namespace_with_all_that_azure_takes_away(terraform: Terraform, names: Namer) -> None:
    write(terraform, names)
    terraform.run("init")
    terraform.apply()
    for tier in ("Premium", "Standard"):
        write(terraform, names, tier=tier)
        said = terraform.apply()
        assert "Plan: 4 to add, 0 to change, 4 to destroy" in said
        terraform.unchanged()
        assert {address.partition(".")[0] for address in terraform.state()} >= set(ALL)
    terraform.destroy()
    assert terraform.cloud.objects() == []
