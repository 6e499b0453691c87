"""A key of your own."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import between
from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.security.role import Role
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

SIZES = (2048, 3072, 4096)


class VaultKey(Construct):
    """An RSA key that wraps other keys; it never leaves its vault, and Azure renews it.

    Makes: 1 azurerm_key_vault_key.

    Args:
        names: Names and tags of the platform.
        vault: Vault that keeps it; whoever deploys is let in to make it.
        purpose: What it encrypts; part of its name.
        bits: 2048, 3072 or 4096; changing it replaces the key. Left out: 3072.
            Source: learn.microsoft.com azure/databricks customer-managed keys: RSA 2048, 3072 and 4096.
        hardware: Keeps it in a hardware module, in a premium vault. Left out: in software.
        rotate_after_days: Days until Azure makes a new version, 7 or more; the next deployment moves what it
            encrypts over. Left out: 365. None: never. Source: learn.microsoft.com key-vault
            how-to-configure-key-rotation.

    Raises:
        RuleError: For a value outside its limits, or hardware without a premium vault.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        vault: KeyVault,
        purpose: str,
        bits: int = 3072,
        hardware: bool = False,
        rotate_after_days: int | None = 365,
    ) -> None:
        if bits not in SIZES:
            raise RuleError("bits", allowed="2048, 3072 or 4096", got=bits, source="Databricks customer-managed keys")
        if hardware and vault.sku != "premium":
            raise RuleError("hardware", allowed="in a premium vault only", got=vault.sku)
        if rotate_after_days is not None:
            between("rotate_after_days", rotate_after_days, 7, None, unit="days", source="Key Vault key rotation")
        super().__init__(scope, id)
        key = azurerm.KeyVaultKey(
            self,
            "Resource",
            name=names.name(Kind.KEY_VAULT_KEY, purpose=purpose),
            key_vault_id=vault.arm_id,
            key_type="RSA-HSM" if hardware else "RSA",
            key_size=bits,
            key_opts=["unwrapKey", "wrapKey"],
            rotation_policy=azurerm.KeyVaultKeyRotationPolicy(
                automatic=azurerm.KeyVaultKeyRotationPolicyAutomatic(time_after_creation=f"P{rotate_after_days}D")
            )
            if rotate_after_days
            else None,
            depends_on=[vault.key_maker().resource],
            tags=names.tags(),
        )
        self.key_id: str = key.id
        self.versionless_id: str = key.versionless_id
        self.arm_id: str = key.resource_versionless_id

    def grant(self, scope: Construct, id: str, *, principal_id: str) -> AzureRole:
        """Let an identity encrypt with this key, and with no other in the vault."""
        return AzureRole(scope, id, role=Role.KEY_USER, on=self.arm_id, principal_id=principal_id)
