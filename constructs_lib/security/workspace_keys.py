"""Keys of your own for a workspace, before there is one."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.security.vault_key import VaultKey
from naming.errors import RuleError
from naming.namer import Namer


class WorkspaceKeys(Construct):
    """Encrypts what Databricks keeps of a workspace with keys that you can take away.

    Makes: 1 azurerm_key_vault_key for each of services, disks and files; 1 azurerm_role_assignment for whoever
    deploys (once a vault), and 1 for Databricks with `services`. Workspace makes the rest: see
    WorkspaceEncryption.

    Args:
        names: Names and tags of the platform.
        vault: Vault that keeps the keys; it must let in whoever deploys.
        databricks_id: Object id, in your tenant, of the enterprise application AzureDatabricks (application
            2ff814a6-3304-4ab8-85cb-cd0e6f879c1d); needed with `services`. azurerm cannot look it up:
            `az ad sp show --id 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --query id`.
        services: Notebooks, secrets, queries in the control plane. Left out: encrypted with a key.
        disks: Disks of machines. Left out: encrypted with a key.
        files: The root storage (DBFS). Left out: encrypted with a key.
        bits: Size of the keys, 2048, 3072 or 4096. Left out: 3072.
        hardware: Keeps the keys in a hardware module, in a premium vault. Left out: in software.
        rotate_after_days: Days until Azure makes new versions, 7 or more. Left out: 365. None: never.

    Raises:
        RuleError: Nothing to encrypt, or no `databricks_id` where it is needed.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        vault: KeyVault,
        databricks_id: str | None = None,
        services: bool = True,
        disks: bool = True,
        files: bool = True,
        bits: int = 3072,
        hardware: bool = False,
        rotate_after_days: int | None = 365,
    ) -> None:
        if not (services or disks or files):
            raise RuleError("services", allowed="at least one of services, disks and files", got=False)
        if services and not databricks_id:
            raise RuleError(
                "databricks_id",
                allowed="the object id of AzureDatabricks with services",
                got=databricks_id,
                fix="az ad sp show --id 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --query id",
                source="learn.microsoft.com azure/databricks customer-managed keys for managed services",
            )
        super().__init__(scope, id)

        def key(id: str, wanted: bool) -> VaultKey | None:
            if not wanted:
                return None
            return VaultKey(
                self,
                id,
                names=names,
                vault=vault,
                purpose=id.lower(),
                bits=bits,
                hardware=hardware,
                rotate_after_days=rotate_after_days,
            )

        self.services_key = key("Services", services)
        self.disks_key = key("Disks", disks)
        self.files_key = key("Files", files)
        # With a version: azurerm takes no other for these. A new version shows as a change of the workspace.
        self.services_key_id = self.services_key.key_id if self.services_key else None
        self.disks_key_id = self.disks_key.key_id if self.disks_key else None
        self.before_workspace: list[azurerm.RoleAssignment] = []
        if self.services_key and databricks_id:
            grant = self.services_key.grant(self, "Databricks", principal_id=databricks_id)
            self.before_workspace.append(grant.resource)
