"""The Azure Databricks workspace."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResourceLifecycle
from constructs_lib.limits import one_of
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.security.workspace_encryption import WorkspaceEncryption
from constructs_lib.security.workspace_keys import WorkspaceKeys
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.enhanced_security import EnhancedSecurity
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

TIERS = ("premium", "trial")
NSG_RULES = ("AllRules", "NoAzureDatabricksRules", "NoAzureServiceRules")
STORAGE_SKUS = (
    *("Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS"),
    *("Premium_LRS", "Premium_ZRS"),
)
_CUSTOMIZE_DIFF = "azurerm 4.55, databricks_workspace CustomizeDiff"


class Workspace(Construct):
    """A workspace whose nodes have no public addresses.

    Makes: 1 azurerm_databricks_workspace (Azure adds the managed resource group); with `keys` the grants and
    the root storage's key of WorkspaceEncryption.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands.
        tier: `premium`, or `trial` (premium features, 14 days without DBU cost; Azure machines are billed).
            Changing from premium to trial replaces the workspace. Source: azurerm 4.55,
            databricks_workspace CustomizeDiff.
        network: Network that its machines stand in; it cannot be swapped later. Left out: Azure makes one in the
            managed resource group.
        public_access: Whether people and programs come in over the internet. Left out, they do (with sign-in,
            and by WorkspaceSettings and IpAccessLists from listed addresses only); off needs `network`,
            and WorkspacePrivateLink to get in, for whoever deploys what is inside, too.
        nsg_rules: Rules that Databricks puts into the network's security group: `AllRules`,
            `NoAzureDatabricksRules` (machines reach the control plane by private link) or `NoAzureServiceRules`.
            Left out: `NoAzureDatabricksRules` where public access is off, else Azure's `AllRules`.
        enhanced_security: The add-on for hardened machines and compliance; left out: none, and no surcharge.
        infrastructure_encryption: Encrypts the root storage a second time; changing it replaces the workspace.
            Left out: once.
        keys: Keys of your own for managed services, disks and root storage. Left out: Microsoft's.
        connector: Closes the root storage to everything but this connector. Left out: the root storage takes
            requests from all networks (with credentials).
        storage_named: Gives the root storage a name by the convention; changing it replaces the workspace.
            Left out: Azure names it `dbstorage...`.
        storage_sku: Replication of the root storage, such as `Standard_ZRS`. Left out: Azure's `Standard_GRS`.
        protected: Terraform refuses any plan that would destroy or replace it. Left out: it may.

    Raises:
        RuleError: A tier that is not on offer, or a combination that Azure or azurerm refuses.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        tier: str = "premium",
        network: InjectedNetwork | None = None,
        public_access: bool = True,
        nsg_rules: str | None = None,
        enhanced_security: EnhancedSecurity | None = None,
        infrastructure_encryption: bool = False,
        keys: WorkspaceKeys | None = None,
        connector: AccessConnector | None = None,
        storage_named: bool = False,
        storage_sku: str | None = None,
        protected: bool = False,
    ) -> None:
        premium_only = {
            "enhanced_security": enhanced_security,
            "infrastructure_encryption": infrastructure_encryption,
            "keys": keys,
            "connector": connector,
        }
        _check_tier(tier, [argument for argument, value in premium_only.items() if value])
        _check_access(network, public_access, nsg_rules)
        if storage_sku is not None:
            one_of("storage_sku", storage_sku, STORAGE_SKUS, source="azurerm 4.55, databricks_workspace")
        if network:
            network.take(f"{scope.node.path}/{id}", region=resource_group.region)
        super().__init__(scope, id)
        self.enhanced_security = enhanced_security
        self.workspace_name = names.name(Kind.WORKSPACE)
        self.managed_group_name = names.name(Kind.MANAGED_RESOURCE_GROUP)
        workspace = azurerm.DatabricksWorkspace(
            self,
            "Resource",
            name=self.workspace_name,
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            sku=tier,
            # azurerm's default is named after the resource group: two workspaces in one would collide.
            managed_resource_group_name=self.managed_group_name,
            public_network_access_enabled=None if public_access else False,
            # azurerm refuses AllRules (Azure's default) at plan where public access is off.
            network_security_group_rules_required=nsg_rules or (None if public_access else "NoAzureDatabricksRules"),
            enhanced_security_compliance=enhanced_security.block() if enhanced_security else None,
            infrastructure_encryption_enabled=infrastructure_encryption or None,
            # azurerm wants both or none; without a connector Unity Catalog could not get in either.
            default_storage_firewall_enabled=True if connector else None,
            access_connector_id=connector.arm_id if connector else None,
            managed_services_cmk_key_vault_key_id=keys.services_key_id if keys else None,
            managed_disk_cmk_key_vault_key_id=keys.disks_key_id if keys else None,
            managed_disk_cmk_rotation_to_latest_version_enabled=True if keys and keys.disks_key_id else None,
            customer_managed_key_enabled=True if keys and keys.files_key else None,
            custom_parameters=azurerm.DatabricksWorkspaceCustomParameters(
                no_public_ip=True,
                storage_account_name=names.name(Kind.STORAGE_ACCOUNT, purpose="dbfs") if storage_named else None,
                storage_account_sku_name=storage_sku,
                **(network.workspace_parameters() if network else {}),
            ),
            # Databricks takes the services key when it makes the workspace: the grant comes first.
            depends_on=keys.before_workspace if keys and keys.before_workspace else None,
            lifecycle=TerraformResourceLifecycle(prevent_destroy=True) if protected else None,
            tags=names.tags(),
        )
        self.arm_id: str = workspace.id
        self.number: str = workspace.workspace_id
        self.host: str = f"https://{workspace.workspace_url}"
        if keys:
            WorkspaceEncryption(self, "Encryption", workspace=workspace, keys=keys)


def _check_tier(tier: str, premium_only: list[str]) -> None:
    if tier not in TIERS:
        # azurerm still accepts "standard": the plan would pass and the apply fail.
        reason = "standard was retired on 2026-10-01" if tier == "standard" else "there is no such tier"
        raise RuleError("tier", allowed="premium or trial", got=tier, fix=reason, source="Azure update 502623")
    if tier != "premium" and premium_only:
        raise RuleError("tier", allowed=f"premium with {', '.join(premium_only)}", got=tier, source=_CUSTOMIZE_DIFF)


def _check_access(network: InjectedNetwork | None, public_access: bool, nsg_rules: str | None) -> None:
    if nsg_rules is not None:
        one_of("nsg_rules", nsg_rules, NSG_RULES, source="azurerm 4.55, databricks_workspace")
    if not public_access and nsg_rules == "AllRules":
        raise RuleError(
            "nsg_rules",
            allowed=", ".join(NSG_RULES[1:]),
            got=nsg_rules,
            fix="Or turn public_access on.",
            source=_CUSTOMIZE_DIFF,
        )
    if network is None and (nsg_rules or not public_access):
        raise RuleError(
            "nsg_rules" if nsg_rules else "public_access",
            allowed="with a network of your own only",
            got=nsg_rules or public_access,
            fix="Give an InjectedNetwork: private link needs one.",
            source="learn.microsoft.com azure/databricks private-link, requirements",
        )
