"""The Azure layer: a closed workspace in its network, its keys, its lake, its events, and what watches them."""

from __future__ import annotations

from datetime import date

from blueprints.layers import AzureLayer
from blueprints.platform import Platform
from constructs_lib.azure_thing import AzureThing
from constructs_lib.bindings.engine import Construct
from constructs_lib.messaging.event_hub import EventHub
from constructs_lib.messaging.event_hubs import EventHubs
from constructs_lib.monitoring.action_group import ActionGroup
from constructs_lib.monitoring.budget import Budget
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.network.network_peering import NetworkPeering
from constructs_lib.network.private_access import PrivateAccess
from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.network.workspace_private_link import WorkspacePrivateLink
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.security.lake_key import LakeKey
from constructs_lib.security.workspace_keys import WorkspaceKeys
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.storage.lifecycle_rule import LifecycleRule
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.azure_features import azure_features
from constructs_lib.workspace.diagnostics import Diagnostics
from constructs_lib.workspace.enhanced_security import EnhancedSecurity
from constructs_lib.workspace.log_workspace import LogWorkspace
from constructs_lib.workspace.management_lock import ManagementLock
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace

AZURE_DATABRICKS = "11111111-2222-3333-4444-555555555555"
"""Object id of the enterprise application AzureDatabricks in the tenant."""
SHOP = "22222222-2222-3333-4444-555555555555"
"""Object id of what sends the orders."""
OFFICE = "203.0.113.7"
TOLD = "platform@example.com"


class Azure(AzureLayer):
    """Everything of azurerm."""

    def __init__(self, scope: Construct, id: str, platform: Platform) -> None:
        super().__init__(
            scope, id, platform, features=azure_features(storage_data_plane=False), storage_by_identity=True
        )
        self._lake()
        self._events()
        self._ways_in()
        self._watch()
        ManagementLock(self, "Lock", names=self.names, of=self.resource_group)

    def make_workspace(self) -> Workspace:
        """The workspace in its network, with keys of the company's own, reached by private link only."""
        names, group = self.names, self.resource_group
        self.network = InjectedNetwork(
            self,
            "Network",
            names=names,
            resource_group=group,
            address_space="10.20.0.0/20",
            egress=NatGateway(self, "Egress", names=names, resource_group=group),
        )
        self.vault = KeyVault(
            self,
            "Vault",
            names=names,
            resource_group=group,
            sku="premium",
            allowed_ips=[OFFICE],
            secrets_readers={"databricks": AZURE_DATABRICKS},
        )
        self.connector = AccessConnector(self, "Connector", names=names, resource_group=group)
        return Workspace(
            self,
            "Workspace",
            names=names,
            resource_group=group,
            tier=self.platform.sizes.tier,
            network=self.network,
            public_access=False,
            enhanced_security=EnhancedSecurity(compliance_profile=True, standards=("HIPAA",)),
            infrastructure_encryption=True,
            keys=WorkspaceKeys(
                self, "Keys", names=names, vault=self.vault, databricks_id=AZURE_DATABRICKS, hardware=True
            ),
            connector=self.connector,
            storage_named=True,
            storage_sku="Standard_ZRS",
        )

    def _lake(self) -> None:
        names, group = self.names, self.resource_group
        self.lake = DataLake(
            self,
            "Lake",
            names=names,
            resource_group=group,
            connector=self.connector,
            file_events=True,
            replication="GRS",
            lifecycle_rules=[LifecycleRule("old-landing", ("bronze/landing/",), cool_after_days=30)],
            key=LakeKey(self, "LakeKey", names=names, resource_group=group, vault=self.vault),
        )

    def _events(self) -> None:
        names = self.names
        self.events = EventHubs(self, "Events", names=names, resource_group=self.resource_group, auto_inflate_to=4)
        EventHub(
            self, "Orders", names=names, namespace=self.events, purpose="orders", consumer_groups=["audit"],
            connector=self.connector, senders={"shop": SHOP},
        )  # fmt: skip

    def _ways_in(self) -> None:
        names = self.names
        group = ResourceGroup(self, "TransitGroup", names=names, region=self.platform.region, purpose="transit")
        transit = TransitNetwork(self, "Transit", names=names, resource_group=group, address_space="10.30.0.0/27")
        NetworkPeering(self, "Peering", names=names, network=self.network, hub=transit, return_path=True)
        WorkspacePrivateLink(
            self, "PrivateLink", names=names, workspace=self.workspace, network=self.network, transit=transit
        )
        PrivateAccess(self, "LakeAccess", names=names, to=self.lake, network=self.network)
        PrivateAccess(self, "VaultAccess", names=names, to=self.vault, network=self.network)
        PrivateAccess(self, "EventsAccess", names=names, to=self.events, network=self.network)

    def _watch(self) -> None:
        names, group = self.names, self.resource_group
        logs = LogWorkspace(self, "Logs", names=names, resource_group=group)
        watched: dict[str, AzureThing] = {"Workspace": self.workspace, "Vault": self.vault, "Lake": self.lake}
        for id, thing in watched.items():
            Diagnostics(self, f"{id}Logs", names=names, of=thing, logs=logs)
        alerts = ActionGroup(self, "Alerts", names=names, resource_group=group, emails={"platform": TOLD})
        month = date.today().replace(day=1)
        Budget(
            self, "Budget", names=names, resource_group=group, amount=5000, start=month, workspace=self.workspace,
            emails=[TOLD], action_group=alerts,
        )  # fmt: skip
        Budget(self, "GroupBudget", names=names, resource_group=group, amount=2500, start=month, action_group=alerts)
