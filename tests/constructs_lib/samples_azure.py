"""Each construct of Azure and of the workspace itself, in its smallest and its fullest form."""

from __future__ import annotations

import datetime
from typing import Any

from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.identity.account import Account
from constructs_lib.identity.principal import Principal
from constructs_lib.messaging.event_hub import EventHub
from constructs_lib.messaging.event_hubs import EventHubs
from constructs_lib.monitoring.action_group import ActionGroup
from constructs_lib.monitoring.alert_condition import AlertCondition
from constructs_lib.monitoring.budget import Budget
from constructs_lib.monitoring.budget_alert import BudgetAlert
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from constructs_lib.monitoring.mail_destination import MailDestination
from constructs_lib.monitoring.query_alert import QueryAlert
from constructs_lib.network.firewall_route import FirewallRoute
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.network.network_peering import NetworkPeering
from constructs_lib.network.private_access import PrivateAccess
from constructs_lib.network.private_dns_zone import PrivateDnsZone
from constructs_lib.network.private_endpoint import PrivateEndpoint
from constructs_lib.network.private_service import PrivateService
from constructs_lib.network.subnet_plan import SubnetPlan
from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.network.workspace_private_link import WorkspacePrivateLink
from constructs_lib.raw import RawResource
from constructs_lib.raw_provider import RawProvider
from constructs_lib.schedule import Schedule
from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.security.lake_key import LakeKey
from constructs_lib.security.managed_identity import ManagedIdentity
from constructs_lib.security.role import Role
from constructs_lib.security.secret_scope import SecretScope
from constructs_lib.security.vault_key import VaultKey
from constructs_lib.security.workspace_keys import WorkspaceKeys
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.storage.lifecycle_rule import LifecycleRule
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.diagnostics import Diagnostics
from constructs_lib.workspace.enhanced_security import EnhancedSecurity
from constructs_lib.workspace.ip_access_lists import IpAccessLists
from constructs_lib.workspace.log_workspace import LogWorkspace
from constructs_lib.workspace.maintenance_window import MaintenanceWindow
from constructs_lib.workspace.management_lock import ManagementLock
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from constructs_lib.workspace.workspace_settings import WorkspaceSettings
from naming.namer import Namer
from tests.constructs_lib.azure import Make

PRINCIPAL = "11111111-2222-3333-4444-555555555555"
HUB = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub"
    "/providers/Microsoft.Network/virtualNetworks/vnet-hub"
)
ENDPOINTS = ("Microsoft.KeyVault", "Microsoft.Storage")
IDENTITIES = {
    "TYPE": "azurerm_databricks_workspace",
    "name": "<Workspace.name>",
    "resource_group_name": "<Workspace.resource_group_name>",
    "depends_on": ["<Workspace>"],
}
"""Where a workspace's own identities are read, once it has its keys."""
AS_LONG_AS = {
    "ignore_changes": ["name", "principal_id"],
    "replace_triggered_by": ["azurerm_databricks_workspace.Workspace_2F8C78CC.id"],
}
"""What keeps the grants of these identities as long as their workspace."""


def group(azure: Any, names: Namer, purpose: str | None = None) -> ResourceGroup:
    """A resource group."""
    id = f"{(purpose or '').title()}Group"
    return ResourceGroup(azure, id, names=names, region="westeurope", purpose=purpose)


def network(azure: Any, names: Namer, in_group: ResourceGroup, **more: Any) -> InjectedNetwork:
    """A network with a NAT gateway, unless `egress` is given."""
    egress = more.pop("egress", None) or NatGateway(azure, "Egress", names=names, resource_group=in_group)
    given = {"address_space": "10.20.0.0/20", **more}
    return InjectedNetwork(azure, "Network", names=names, resource_group=in_group, egress=egress, **given)


def vault(azure: Any, names: Namer, **more: Any) -> KeyVault:
    """A key vault in a group of its own."""
    return KeyVault(azure, "Vault", names=names, resource_group=group(azure, names, "vault"), **more)


def workspace_minimal(azure: Any, inside: Any, names: Namer) -> Workspace:
    return Workspace(azure, "Workspace", names=names, resource_group=group(azure, names))


def workspace_fullest(azure: Any, inside: Any, names: Namer) -> Workspace:
    here = group(azure, names)
    keys = WorkspaceKeys(
        azure, "Keys", names=names, vault=vault(azure, names, allowed_ips=["203.0.113.7"]), databricks_id=PRINCIPAL
    )
    return Workspace(
        azure,
        "Workspace",
        names=names,
        resource_group=here,
        network=network(azure, names, here),
        public_access=False,
        nsg_rules="NoAzureServiceRules",
        enhanced_security=EnhancedSecurity(compliance_profile=True, standards=("HIPAA", "PCI_DSS")),
        infrastructure_encryption=True,
        keys=keys,
        connector=AccessConnector(azure, "Connector", names=names, resource_group=here),
        storage_named=True,
        storage_sku="Standard_ZRS",
        protected=True,
    )


def access_connector_minimal(azure: Any, inside: Any, names: Namer) -> None:
    AccessConnector(azure, "Connector", names=names, resource_group=group(azure, names))


def access_connector_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    identity = ManagedIdentity(azure, "Identity", names=names, resource_group=here, purpose="lake")
    AccessConnector(azure, "Connector", names=names, resource_group=here, identity=identity, purpose="lake")


def logs_minimal(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    logs = LogWorkspace(azure, "Logs", names=names, resource_group=here)
    workspace = Workspace(azure, "Workspace", names=names, resource_group=here)
    Diagnostics(azure, "Diagnostics", names=names, of=workspace, logs=logs)


def logs_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    logs = LogWorkspace(azure, "Logs", names=names, resource_group=here, retention_days=730, daily_gib=2.5)
    workspace = Workspace(azure, "Workspace", names=names, resource_group=here)
    Diagnostics(
        azure,
        "Diagnostics",
        names=names,
        of=workspace,
        logs=logs,
        categories=["accounts", "unityCatalog"],
        purpose="audit",
    )


def lock_minimal(azure: Any, inside: Any, names: Namer) -> None:
    ManagementLock(azure, "Lock", names=names, of=group(azure, names))


def lock_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    logs = LogWorkspace(azure, "Logs", names=names, resource_group=here)
    ManagementLock(
        azure,
        "Lock",
        names=names,
        of=here,
        holds=[logs],
        level="ReadOnly",
        notes="Frozen for the audit of 2026.",
        purpose="audit",
    )


def settings_minimal(azure: Any, inside: Any, names: Namer) -> WorkspaceSettings:
    return WorkspaceSettings(inside, "Settings", workspace=workspace_minimal(azure, inside, names))


def settings_fullest(azure: Any, inside: Any, names: Namer) -> WorkspaceSettings:
    workspace = Workspace(
        azure, "Workspace", names=names, resource_group=group(azure, names), enhanced_security=EnhancedSecurity()
    )
    return WorkspaceSettings(
        inside,
        "Settings",
        workspace=workspace,
        token_days=None,
        ip_access_lists=False,
        results_download=True,
        notebook_export=True,
        web_terminal=True,
        dbfs_browser=True,
        verbose_audit=False,
        legacy_access=True,
        legacy_dbfs=True,
        restrict_admins=True,
        default_catalog="ml_team_ml_dev",
        embedding_domains=["intranet.example.com"],
        maintenance=MaintenanceWindow(day="SUNDAY", hour=3, minute=30, frequency="FIRST_AND_THIRD_OF_MONTH"),
    )


def ip_lists_minimal(azure: Any, inside: Any, names: Namer) -> None:
    settings = settings_minimal(azure, inside, names)
    IpAccessLists(inside, "Lists", names=names, settings=settings, allowed=["203.0.113.0/24"])


def ip_lists_fullest(azure: Any, inside: Any, names: Namer) -> None:
    settings = settings_minimal(azure, inside, names)
    IpAccessLists(
        inside,
        "Lists",
        names=names,
        settings=settings,
        allowed=["203.0.113.0/24", "198.51.100.7"],
        blocked=["203.0.113.99"],
    )


def network_minimal(azure: Any, inside: Any, names: Namer) -> None:
    network(azure, names, group(azure, names))


def network_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    egress = FirewallRoute(
        azure,
        "Egress",
        names=names,
        resource_group=here,
        firewall_ip="10.0.0.4",
        direct=["AzureDatabricks", "Storage.westeurope"],
    )
    network(
        azure,
        names,
        here,
        egress=egress,
        subnets=SubnetPlan(host="10.20.0.0/22", container="10.20.4.0/22", endpoints="10.20.8.0/28"),
        service_endpoints=ENDPOINTS,
        dns_servers=["10.0.0.5"],
    )


def nat_fullest(azure: Any, inside: Any, names: Namer) -> None:
    NatGateway(
        azure,
        "Egress",
        names=names,
        resource_group=group(azure, names),
        addresses=2,
        zone="1",
        idle_minutes=10,
    )


def firewall_minimal(azure: Any, inside: Any, names: Namer) -> None:
    FirewallRoute(azure, "Egress", names=names, resource_group=group(azure, names), firewall_ip="10.0.0.4")


def hub(azure: Any, names: Namer) -> TransitNetwork:
    """A network to peer with."""
    return TransitNetwork(
        azure, "HubNetwork", names=names, resource_group=group(azure, names, "hub"), address_space="10.0.0.0/24"
    )


def peering_minimal(azure: Any, inside: Any, names: Namer) -> None:
    NetworkPeering(azure, "Hub", names=names, network=network(azure, names, group(azure, names)), hub=hub(azure, names))


def peering_fullest(azure: Any, inside: Any, names: Namer) -> None:
    NetworkPeering(
        azure,
        "Hub",
        names=names,
        network=network(azure, names, group(azure, names)),
        hub=hub(azure, names),
        return_path=True,
        forwarded_traffic=True,
        hub_gateway=True,
    )


def private_link_minimal(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    net = network(azure, names, here)
    workspace = Workspace(azure, "Workspace", names=names, resource_group=here, network=net, public_access=False)
    WorkspacePrivateLink(azure, "Link", names=names, workspace=workspace, network=net, browser_authentication=False)


def private_link_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    net = network(azure, names, here)
    workspace = Workspace(azure, "Workspace", names=names, resource_group=here, network=net, public_access=False)
    transit = TransitNetwork(
        azure,
        "Transit",
        names=names,
        resource_group=group(azure, names, "transit"),
        address_space="10.30.0.0/27",
    )
    WorkspacePrivateLink(azure, "Link", names=names, workspace=workspace, network=net, transit=transit)


def private_access_minimal(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    lake = DataLake(azure, "Lake", names=names, resource_group=here)
    PrivateAccess(azure, "Access", names=names, to=lake, network=network(azure, names, here))


def private_access_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    net = network(azure, names, here)
    zone = PrivateDnsZone(
        azure, "Zone", names=names, resource_group=here, service=PrivateService.VAULT, networks={"workspace": net}
    )
    PrivateAccess(
        azure,
        "Access",
        names=names,
        to=vault(azure, names),
        network=net,
        zones={PrivateService.VAULT: zone},
        purpose="keys",
    )


def private_endpoint_minimal(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    PrivateEndpoint(
        azure,
        "Endpoint",
        names=names,
        network=network(azure, names, here),
        to=vault(azure, names),
        service=PrivateService.VAULT,
    )


def private_events_minimal(azure: Any, inside: Any, names: Namer) -> None:
    PrivateAccess(
        azure, "Access", names=names, to=events(azure, names), network=network(azure, names, group(azure, names))
    )


def events(azure: Any, names: Namer, **more: Any) -> EventHubs:
    """A namespace of event hubs in a group of its own."""
    return EventHubs(azure, "Events", names=names, resource_group=group(azure, names, "events"), **more)


def events_minimal(azure: Any, inside: Any, names: Namer) -> None:
    EventHub(azure, "Orders", names=names, namespace=events(azure, names), purpose="orders")


def events_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    namespace = events(
        azure,
        names,
        capacity=2,
        auto_inflate_to=40,
        allowed_ips=["203.0.113.7", "198.51.100.0/24"],
        allowed_networks=[network(azure, names, here, service_endpoints=("Microsoft.EventHub",))],
        protected=True,
        purpose="orders",
    )
    EventHub(
        azure,
        "Orders",
        names=names,
        namespace=namespace,
        purpose="orders",
        partitions=32,
        retention_days=1,
        consumer_groups=["audit", "replay"],
        connector=AccessConnector(azure, "Connector", names=names, resource_group=here),
        receivers={"auditor": PRINCIPAL},
        senders={"shop": PRINCIPAL},
    )


def premium_events_fullest(azure: Any, inside: Any, names: Namer) -> None:
    namespace = events(azure, names, tier="Premium", capacity=16, public_access=True)
    EventHub(azure, "Orders", names=names, namespace=namespace, purpose="orders", partitions=100, retention_days=90)


def lake_minimal(azure: Any, inside: Any, names: Namer) -> None:
    DataLake(azure, "Lake", names=names, resource_group=group(azure, names))


def lake_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    DataLake(
        azure,
        "Lake",
        names=names,
        resource_group=here,
        layers=["landing", "bronze"],
        connector=AccessConnector(azure, "Connector", names=names, resource_group=here),
        file_events=True,
        replication="GRS",
        allowed_networks=[network(azure, names, here, service_endpoints=ENDPOINTS)],
        allowed_ips=["203.0.113.0/24", "198.51.100.7"],
        soft_delete_days=90,
        lifecycle_rules=[
            LifecycleRule(
                "old-landing",
                ("landing/",),
                cool_after_days=30,
                cold_after_days=90,
                archive_after_days=180,
                delete_after_days=365,
            ),
            LifecycleRule("old-logs", ("landing/logs/", "bronze"), delete_after_days=30),
        ],
        key=LakeKey(azure, "Key", names=names, resource_group=here, vault=vault(azure, names)),
        protected=True,
        purpose="data",
    )


def vault_minimal(azure: Any, inside: Any, names: Namer) -> None:
    vault(azure, names)


def vault_fullest(azure: Any, inside: Any, names: Namer) -> None:
    here = group(azure, names)
    made = vault(
        azure,
        names,
        sku="premium",
        soft_delete_days=7,
        allowed_ips=["203.0.113.7"],
        allowed_networks=[network(azure, names, here, service_endpoints=ENDPOINTS)],
        secrets_readers={"databricks": PRINCIPAL},
        protected=True,
        purpose="keys",
    )
    VaultKey(azure, "Key", names=names, vault=made, purpose="test", bits=4096, hardware=True, rotate_after_days=7)


def role_fullest(azure: Any, inside: Any, names: Namer) -> None:
    AzureRole(
        azure,
        "Role",
        role=Role.BLOB_READER,
        on=group(azure, names).arm_id,
        principal_id=PRINCIPAL,
        principal_type="Group",
    )


def keys_minimal(azure: Any, inside: Any, names: Namer) -> None:
    keys = WorkspaceKeys(
        azure, "Keys", names=names, vault=vault(azure, names), services=False, disks=False, rotate_after_days=None
    )
    Workspace(azure, "Workspace", names=names, resource_group=group(azure, names), keys=keys)


def scope_minimal(azure: Any, inside: Any, names: Namer) -> SecretScope:
    return SecretScope(inside, "Secrets", names=names)


def scope_fullest(azure: Any, inside: Any, names: Namer) -> SecretScope:
    made = vault(azure, names, secrets_readers={"databricks": PRINCIPAL})
    acls = {"ml-team": "READ", PRINCIPAL: "MANAGE"}
    return SecretScope(inside, "Secrets", names=names, vault=made, acls=acls, purpose="vault")


def action_group_minimal(azure: Any, inside: Any, names: Namer) -> None:
    ActionGroup(azure, "Alerts", names=names, resource_group=group(azure, names), owners=True)


def action_group_fullest(azure: Any, inside: Any, names: Namer) -> ActionGroup:
    return ActionGroup(
        azure,
        "Alerts",
        names=names,
        resource_group=group(azure, names),
        emails={"platform": "platform@example.com"},
        webhooks={"pager": "https://hooks.example.com/lakemason"},
        owners=True,
        short_name="ml-team",
    )


def budget_minimal(azure: Any, inside: Any, names: Namer) -> None:
    Budget(
        azure,
        "Budget",
        names=names,
        resource_group=group(azure, names),
        amount=500,
        start=datetime.date(2026, 11, 1),
    )


def budget_fullest(azure: Any, inside: Any, names: Namer) -> None:
    alerts = action_group_fullest(azure, inside, names)
    here = group(azure, names, "platform")
    Budget(
        azure,
        "Budget",
        names=names,
        resource_group=here,
        amount=1500.5,
        start=datetime.date(2026, 10, 1),
        workspace=Workspace(azure, "Workspace", names=names, resource_group=here),
        period="Quarterly",
        alerts=[BudgetAlert(50), BudgetAlert(110, forecast=True)],
        emails=["finance@example.com"],
        action_group=alerts,
        roles=["Owner", "Contributor"],
    )


def budget_policy_minimal(azure: Any, inside: Any, names: Namer) -> None:
    account = Account(inside, "Account", account_id=PRINCIPAL)
    BudgetPolicy(inside, "Policy", names=names, account=account)


def budget_policy_fullest(azure: Any, inside: Any, names: Namer) -> None:
    account = Account(inside, "Account", account_id=PRINCIPAL)
    workspace = workspace_minimal(azure, inside, names)
    BudgetPolicy(
        inside, "Policy", names=names, account=account, workspaces=[workspace], extra_tags={"project": "churn"}
    )


def alert_minimal(azure: Any, inside: Any, names: Namer) -> None:
    QueryAlert(
        inside,
        "Alert",
        names=names,
        warehouse=SqlWarehouse(inside, "Warehouse", names=names),
        query="select count(*) as failed from system.lakeflow.job_run_timeline where result_state = 'FAILED'",
        condition=AlertCondition("failed", "GREATER_THAN", 0),
        schedule=Schedule("0 0 6 * * ?"),
        purpose="failed-jobs",
        emails=["platform@example.com"],
    )


def alert_fullest(azure: Any, inside: Any, names: Namer) -> None:
    destination = MailDestination(
        inside, "Mail", names=names, addresses=["oncall@example.com", "platform@example.com"], purpose="on-call"
    )
    QueryAlert(
        inside,
        "Alert",
        names=names,
        warehouse=SqlWarehouse(inside, "Warehouse", names=names),
        query="select amount from main.sales.orders",
        condition=AlertCondition("amount", "LESS_THAN", 10.5, aggregation="SUM", empty="TRIGGERED"),
        schedule=Schedule("0 0/30 * * * ?", timezone="Europe/Berlin", paused=True),
        purpose="revenue",
        emails=["platform@example.com"],
        destinations=[destination],
        tell_when_good=False,
        repeat_after_seconds=3600,
        run_as=Principal.service_principal(PRINCIPAL),
    )


def destination_minimal(azure: Any, inside: Any, names: Namer) -> None:
    MailDestination(inside, "Mail", names=names, addresses=["oncall@example.com"])


def raw_minimal(azure: Any, inside: Any, names: Namer) -> None:
    RawResource(inside, "Raw", type="databricks_directory", arguments={"path": "/Shared/raw"})


def raw_fullest(azure: Any, inside: Any, names: Namer) -> None:
    provider = RawProvider(
        azure, "Azapi", name="azapi", source="Azure/azapi", version="2.4.0", arguments={"enable_preflight": True}
    )
    here = group(azure, names)
    first = RawResource(inside, "First", type="databricks_directory", arguments={"path": "/Shared/first"})
    RawResource(
        azure,
        "Raw",
        type="azapi_resource",
        arguments={
            "type": "Microsoft.Databricks/workspaces@2026-01-01",
            "name": "dbw-serverless",
            "body": {"sku": {"name": "premium"}, "properties": {"computeMode": "Serverless", "ports": [1, 2.5]}},
        },
        references={"parent_id": here.arm_id, "body.properties.group": here.group_name},
        provider=provider.provider,
        after=[first.resource],
    )


MINIMAL: dict[str, Make] = {
    name.removesuffix("_minimal"): make for name, make in list(globals().items()) if name.endswith("_minimal")
}
FULLEST: dict[str, Make] = {
    name.removesuffix("_fullest"): make for name, make in list(globals().items()) if name.endswith("_fullest")
}
SAMPLES: dict[str, Make] = {
    **{f"{name}-minimal": make for name, make in MINIMAL.items()},
    **{f"{name}-fullest": make for name, make in FULLEST.items()},
}
"""Every sample by its name; `raw-fullest` uses a provider that is not pinned (azapi)."""
