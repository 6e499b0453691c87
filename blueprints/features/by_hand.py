"""What can be asked for and is not built here: what it is, and how to do it by hand."""

from __future__ import annotations

from typing import NamedTuple


class ManualStep(NamedTuple):
    """One thing to do by hand.

    Args:
        text: What to do, one sentence.
        minutes: How long that takes somebody who knows Azure; an estimate of ours.
        link: Where it is described.
    """

    text: str
    minutes: int
    link: str


class ByHand(NamedTuple):
    """A feature without a class.

    Args:
        name: The word people use for it in a file.
        description: What it gives, in a few words.
        steps: How to do it by hand, in order.
    """

    name: str
    description: str
    steps: tuple[ManualStep, ...]


_AZURE = "https://learn.microsoft.com/azure/databricks"

BY_HAND: tuple[ByHand, ...] = (
    ByHand(
        "delta_sharing",
        "tables shared with partners",
        (
            ManualStep(
                "Turn on external Delta Sharing for the metastore in the account console.",
                10,
                f"{_AZURE}/delta-sharing/set-up",
            ),
            ManualStep(
                "Create a share and add the tables to it in Catalog Explorer.",
                15,
                f"{_AZURE}/delta-sharing/create-share",
            ),
            ManualStep(
                "Create a recipient for each partner and grant it the share.",
                15,
                f"{_AZURE}/delta-sharing/create-recipient",
            ),
        ),
    ),
    ByHand(
        "lakehouse_federation",
        "queries on other databases",
        (
            ManualStep(
                "Create a connection with the database's address and a sign-in from a secret scope.",
                15,
                f"{_AZURE}/query-federation/",
            ),
            ManualStep(
                "Create a foreign catalog over the connection and grant its readers USE CATALOG and SELECT.",
                10,
                f"{_AZURE}/query-federation/",
            ),
        ),
    ),
    ByHand(
        "disaster_recovery",
        "a second region to fail over to",
        (
            ManualStep(
                "Copy the platform file under a new name with the second region and deploy it.",
                30,
                f"{_AZURE}/admin/disaster-recovery",
            ),
            ManualStep(
                "Replicate the data with deep clones on a schedule, or with geo-redundant storage.",
                120,
                f"{_AZURE}/admin/disaster-recovery",
            ),
            ManualStep(
                "Write down and rehearse the failover: who decides, what is switched, how one gets back.",
                120,
                f"{_AZURE}/admin/disaster-recovery",
            ),
        ),
    ),
    ByHand(
        "scim_provisioning",
        "people and groups synced from Entra ID",
        (
            ManualStep(
                "Turn on automatic identity management in the account console, or Entra ID's SCIM connector.",
                30,
                f"{_AZURE}/admin/users-groups/automatic-identity-management",
            ),
            ManualStep("Assign the groups to the workspace.", 10, f"{_AZURE}/admin/users-groups/groups"),
        ),
    ),
    ByHand(
        "clean_rooms",
        "analysis with partners who do not see each other's data",
        (
            ManualStep("Turn on Delta Sharing for the metastores of all partners.", 15, f"{_AZURE}/clean-rooms/"),
            ManualStep(
                "Create the clean room, invite the partner and add tables and notebooks.",
                45,
                f"{_AZURE}/clean-rooms/create-clean-room",
            ),
        ),
    ),
    ByHand(
        "hub_spoke_firewall",
        "one firewall in a hub for all platforms",
        (
            ManualStep(
                "Deploy the hub: a VNet with Azure Firewall and its policy.",
                90,
                "https://learn.microsoft.com/azure/firewall/tutorial-hybrid-portal-policy",
            ),
            ManualStep(
                "Allow the addresses that Databricks needs in that region.",
                45,
                f"{_AZURE}/resources/ip-domain-region",
            ),
            ManualStep(
                "Give the platform custom_vnet with the firewall's address as its way out, and peer it with the hub.",
                30,
                f"{_AZURE}/security/network/classic/udr",
            ),
        ),
    ),
)
