"""Where keys and secrets are kept."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResourceLifecycle
from constructs_lib.limits import between, one_of
from constructs_lib.network.firewall_rules import checked_addresses, checked_networks
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.role import Role
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.kinds import Kind
from naming.namer import Namer

SKUS = ("premium", "standard")


class KeyVault(Construct):
    """Keeps keys and secrets; what is deleted can be brought back, and nobody can purge it early.

    Makes: 1 azurerm_key_vault; with `secrets_readers` or keys 1 azurerm_role_assignment each.

    Roles decide who gets in (not access policies), the internet does not. Azure's own services that the vault
    trusts may: without them neither customer-managed keys nor secret scopes work.

    Azure may take ten minutes to heed a new role: where a first deployment is refused with 403, run it again.
    Source: learn.microsoft.com role-based-access-control troubleshooting.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands.
        sku: `standard`, or `premium` for keys in hardware. Left out: `standard`.
        soft_delete_days: Days in which deleted things can be brought back, 7-90; cannot be changed later.
            Left out: 90. Source: azurerm 4.55, key_vault `soft_delete_retention_days`.
        allowed_ips: Public IPv4 addresses and ranges that may come in, such as where Terraform runs (making keys
            needs a way in). Left out: none.
        allowed_networks: Networks whose machines may come in; they need the service endpoint
            `Microsoft.KeyVault`. Left out: none.
        secrets_readers: Object ids of who reads its secrets, each under a key that stays: a Key-Vault-backed
            SecretScope needs the enterprise application AzureDatabricks
            (application 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d) here. Left out: nobody.
        protected: Terraform refuses any plan that would destroy or replace it. Left out: it may, and the vault
            can be brought back.
        purpose: What it is for, where a platform has several. Left out: nothing is added to its name.

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
        sku: str = "standard",
        soft_delete_days: int = 90,
        allowed_ips: Sequence[str] = (),
        allowed_networks: Sequence[InjectedNetwork] = (),
        secrets_readers: dict[str, str] | None = None,
        protected: bool = False,
        purpose: str | None = None,
    ) -> None:
        one_of("sku", sku, SKUS, source="azurerm 4.55, key_vault sku_name")
        between("soft_delete_days", soft_delete_days, 7, 90, unit="days", source="azurerm 4.55, key_vault")
        addresses = checked_addresses(allowed_ips)
        subnets = checked_networks(allowed_networks, "Microsoft.KeyVault")
        super().__init__(scope, id)
        self.sku = sku
        self._deployer: AzureRole | None = None
        self._client = azurerm.DataAzurermClientConfig(self, "Client")
        vault = azurerm.KeyVault(
            self,
            "Resource",
            name=names.name(Kind.KEY_VAULT, purpose=purpose),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            tenant_id=self._client.tenant_id,
            sku_name=sku,
            rbac_authorization_enabled=True,
            # Customer-managed keys need it, and it can never be turned off again.
            purge_protection_enabled=True,
            soft_delete_retention_days=soft_delete_days,
            public_network_access_enabled=bool(addresses or subnets),
            network_acls=azurerm.KeyVaultNetworkAcls(
                default_action="Deny",
                bypass="AzureServices",
                ip_rules=addresses or None,
                virtual_network_subnet_ids=subnets or None,
            ),
            lifecycle=TerraformResourceLifecycle(prevent_destroy=True) if protected else None,
            tags=names.tags(),
        )
        self.arm_id: str = vault.id
        self.uri: str = vault.vault_uri
        for key, principal in (secrets_readers or {}).items():
            AzureRole(self, f"SecretsReader-{key}", role=Role.SECRETS_USER, on=vault.id, principal_id=principal)

    def key_maker(self) -> AzureRole:
        """The grant that lets whoever deploys make keys in it; keys wait for it."""
        if self._deployer is None:
            self._deployer = AzureRole(
                self,
                "KeyMaker",
                role=Role.KEY_OFFICER,
                on=self.arm_id,
                principal_id=self._client.object_id,
                principal_type=None,  # a person or a pipeline
            )
        return self._deployer
