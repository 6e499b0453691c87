"""Keys of your own for a workspace, once there is one."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.security.workspace_keys import WorkspaceKeys


class WorkspaceEncryption(Construct):
    """Lets a workspace's own identities use its keys, then gives the root storage its key; Workspace makes it.

    The order is the provider's: the identities of root storage and disks are made with the workspace, so their
    grants come after it; the root storage takes its key when its identity may use it. The services key was
    granted before. Source: azurerm examples/databricks/customer-managed-key.

    Makes: 1 azurerm_role_assignment for each of disks and files; with files 1
    azurerm_databricks_workspace_root_dbfs_customer_managed_key.

    Args:
        workspace: The workspace's resource.
        keys: Its keys.
    """

    def __init__(
        self, scope: Construct, id: str, *, workspace: azurerm.DatabricksWorkspace, keys: WorkspaceKeys
    ) -> None:
        super().__init__(scope, id)
        if keys.disks_key:
            keys.disks_key.grant(self, "Disks", principal_id=workspace.managed_disk_identity.get(0).principal_id)
        if keys.files_key:
            identity = workspace.storage_account_identity.get(0).principal_id
            grant = keys.files_key.grant(self, "Files", principal_id=identity)
            # azurerm_databricks_workspace_customer_managed_key, its predecessor, is gone in azurerm 5.
            azurerm.DatabricksWorkspaceRootDbfsCustomerManagedKey(
                self,
                "Resource",
                workspace_id=workspace.id,
                key_vault_key_id=keys.files_key.key_id,
                depends_on=[grant.resource],
            )
