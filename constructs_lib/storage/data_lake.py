"""Where a platform's data lies."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResourceLifecycle
from constructs_lib.limits import between, one_of
from constructs_lib.network.firewall_rules import checked_addresses, checked_networks
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.lake_key import LakeKey
from constructs_lib.security.role import Role
from constructs_lib.storage.lifecycle_rule import LifecycleRule
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

MEDALLION = ("bronze", "silver", "gold")
REPLICATIONS = ("LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS")
_ARCHIVE = ("LRS", "GRS", "RAGRS")


class DataLake(Construct):
    """A storage account for tables and files, closed to the internet, without keys, opened by a connector.

    Makes: 1 azurerm_storage_account, 1 azurerm_storage_container a layer; with `connector` 1
    azurerm_role_assignment, or 3 with `file_events`; with `lifecycle_rules` 1 azurerm_storage_management_policy.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands.
        layers: Containers. Left out: `bronze`, `silver` and `gold`. Taking one away deletes what is in it.
        connector: Who may read and write, and gets through the firewall. Left out: nobody.
        file_events: Also lets the connector subscribe to new files. Left out: not, and Databricks lists files.
            Source: learn.microsoft.com azure/databricks external locations, file events.
        replication: `LRS`, `ZRS`, `GRS`, `RAGRS`, `GZRS` or `RAGZRS`. Left out: `ZRS`, three zones of a region;
            changing between zonal and other kinds replaces the account. Source: azurerm 4.55, storage_account.
        allowed_networks: Networks whose machines may come in; they need the service endpoint
            `Microsoft.Storage`. Left out: none: PrivateAccess is the way in.
        allowed_ips: Public IPv4 addresses and ranges that may come in. Left out: none.
        soft_delete_days: Days in which deleted files and containers can be brought back, 1-365. Left out: 30.
            Source: azurerm 4.55, storage_account blob_properties.
        lifecycle_rules: What becomes of old files. Left out: they stay.
        key: Encrypts it with a key of your own. Left out: Microsoft's.
        protected: Terraform refuses any plan that would destroy or replace it. Left out: it may.
        purpose: Part of its name. Left out: `lake`.

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
        layers: Sequence[str] = MEDALLION,
        connector: AccessConnector | None = None,
        file_events: bool = False,
        replication: str = "ZRS",
        allowed_networks: Sequence[InjectedNetwork] = (),
        allowed_ips: Sequence[str] = (),
        soft_delete_days: int = 30,
        lifecycle_rules: Sequence[LifecycleRule] = (),
        key: LakeKey | None = None,
        protected: bool = False,
        purpose: str = "lake",
    ) -> None:
        one_of("replication", replication, REPLICATIONS, source="azurerm 4.55, storage_account")
        between("soft_delete_days", soft_delete_days, 1, 365, unit="days", source="azurerm 4.55, storage_account")
        if file_events and not connector:
            raise RuleError("file_events", allowed="with a connector only", got=file_events)
        containers = {layer: names.name(Kind.STORAGE_CONTAINER, purpose=layer) for layer in layers}
        if not layers or len(set(containers.values())) < len(layers):
            raise RuleError("layers", allowed="1 or more, each of another name", got=list(layers))
        prefixes = _prefixes(lifecycle_rules, containers, replication)
        addresses = checked_addresses(allowed_ips, bare_above=30)
        subnets = checked_networks(allowed_networks, "Microsoft.Storage")
        super().__init__(scope, id)
        self.account_name = names.name(Kind.STORAGE_ACCOUNT, purpose=purpose)
        account = azurerm.StorageAccount(
            self,
            "Resource",
            name=self.account_name,
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            account_kind="StorageV2",
            account_tier="Standard",
            account_replication_type=replication,
            # What makes it a lake; changing it replaces the account.
            is_hns_enabled=True,
            # Shared keys and SAS know no people. azurerm itself then needs storage_use_azuread.
            shared_access_key_enabled=False,
            default_to_oauth_authentication=True,
            local_user_enabled=False,
            allow_nested_items_to_be_public=False,
            cross_tenant_replication_enabled=False,
            infrastructure_encryption_enabled=True,
            https_traffic_only_enabled=True,
            min_tls_version="TLS1_2",
            public_network_access_enabled=bool(addresses or subnets),
            network_rules=azurerm.StorageAccountNetworkRules(
                default_action="Deny",
                bypass=["AzureServices"],
                ip_rules=addresses or None,
                virtual_network_subnet_ids=subnets or None,
                # Unity Catalog comes in as the connector; its rule holds with public access off, too.
                private_link_access=[
                    azurerm.StorageAccountNetworkRulesPrivateLinkAccess(endpoint_resource_id=connector.arm_id)
                ]
                if connector
                else None,
            ),
            # No versioning, change feed or restore: a hierarchical namespace has none of them.
            blob_properties=azurerm.StorageAccountBlobProperties(
                delete_retention_policy=azurerm.StorageAccountBlobPropertiesDeleteRetentionPolicy(
                    days=soft_delete_days
                ),
                container_delete_retention_policy=azurerm.StorageAccountBlobPropertiesContainerDeleteRetentionPolicy(
                    days=soft_delete_days
                ),
            ),
            identity=azurerm.StorageAccountIdentity(type="UserAssigned", identity_ids=[key.identity_id])
            if key
            else None,
            customer_managed_key=azurerm.StorageAccountCustomerManagedKey(
                key_vault_key_id=key.key_id, user_assigned_identity_id=key.identity_id
            )
            if key
            else None,
            depends_on=[key.grant] if key else None,
            lifecycle=TerraformResourceLifecycle(prevent_destroy=True) if protected else None,
            tags=names.tags(),
        )
        self.arm_id: str = account.id
        self._containers = containers
        self._host = account.primary_dfs_host
        for layer, container in containers.items():
            # By the account's id, azurerm goes through Azure's management and not through the firewall.
            azurerm.StorageContainer(
                self,
                f"Layer-{layer}",
                name=container,
                storage_account_id=account.id,
                container_access_type="private",
            )
        if connector:
            self._grant(connector, resource_group, file_events)
        if lifecycle_rules:
            azurerm.StorageManagementPolicy(
                self,
                "Lifecycle",
                storage_account_id=account.id,
                rule=[rule.block(prefixes[rule.name]) for rule in lifecycle_rules],
            )

    def url(self, layer: str) -> str:
        """Where a layer is, as external locations and catalogs name it: `abfss://…/`.

        Raises:
            RuleError: No such layer.
        """
        one_of("layer", layer, self._containers)
        return f"abfss://{self._containers[layer]}@{self._host}/"

    def _grant(self, connector: AccessConnector, resource_group: ResourceGroup, file_events: bool) -> None:
        wanted = {"Data": (Role.BLOB_CONTRIBUTOR, self.arm_id)}
        if file_events:
            wanted["Queue"] = (Role.QUEUE_CONTRIBUTOR, self.arm_id)
            wanted["Events"] = (Role.EVENT_SUBSCRIPTIONS, resource_group.arm_id)
        for id, (role, on) in wanted.items():
            AzureRole(self, id, role=role, on=on, principal_id=connector.principal_id)


def _prefixes(rules: Sequence[LifecycleRule], containers: dict[str, str], replication: str) -> dict[str, list[str]]:
    """Each rule's prefixes with the containers' names, as Azure wants them."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        if rule.name in found:
            raise RuleError("lifecycle_rules", allowed="each name once", got=rule.name)
        if rule.archive_after_days is not None and replication not in _ARCHIVE:
            raise RuleError(
                "archive_after_days",
                allowed=f"with {', '.join(_ARCHIVE)} only",
                got=replication,
                source="learn.microsoft.com storage access-tiers: no archive in zone-redundant accounts",
            )
        for prefix in rule.prefixes:
            layer, slash, path = prefix.partition("/")
            if layer not in containers:
                raise RuleError("prefixes", allowed=f"beginning with {', '.join(containers)}", got=prefix)
            found.setdefault(rule.name, []).append(f"{containers[layer]}{slash}{path}")
    return found
