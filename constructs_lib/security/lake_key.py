"""A key of your own for a data lake."""

from __future__ import annotations

from constructs_lib.bindings.engine import Construct
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.security.managed_identity import ManagedIdentity
from constructs_lib.security.vault_key import VaultKey
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.namer import Namer


class LakeKey(Construct):
    """Encrypts a data lake with a key that you can take away.

    Makes: 1 azurerm_key_vault_key, 1 azurerm_user_assigned_identity, 1 azurerm_role_assignment, and 1 more for
    whoever deploys (once a vault).

    The identity is one of its own, since an account can use a key from its first moment only so: an identity of
    the account's would exist after it.

    Args:
        names: Names and tags of the platform.
        resource_group: Where the identity stands.
        vault: Vault that keeps the key; it must let in whoever deploys.
        bits: Size of the key, 2048, 3072 or 4096. Left out: 3072.
        hardware: Keeps the key in a hardware module, in a premium vault. Left out: in software.
        rotate_after_days: Days until Azure makes a new version, 7 or more; the account follows by itself.
            Left out: 365. None: never.
        purpose: Part of the names. Left out: `lake`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        vault: KeyVault,
        bits: int = 3072,
        hardware: bool = False,
        rotate_after_days: int | None = 365,
        purpose: str = "lake",
    ) -> None:
        super().__init__(scope, id)
        key = VaultKey(
            self,
            "Resource",
            names=names,
            vault=vault,
            purpose=purpose,
            bits=bits,
            hardware=hardware,
            rotate_after_days=rotate_after_days,
        )
        identity = ManagedIdentity(self, "Identity", names=names, resource_group=resource_group, purpose=purpose)
        self.grant = key.grant(self, "Grant", principal_id=identity.principal_id).resource
        self.key_id: str = key.versionless_id
        self.identity_id: str = identity.arm_id
