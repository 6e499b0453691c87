"""Keys of your own for a workspace, once there is one."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResourceLifecycle
from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.workspace_keys import WorkspaceKeys


class WorkspaceEncryption(Construct):
    """Lets a workspace's own identities use its keys, then gives the root storage its key; Workspace makes it.

    The order is the provider's: the identities of root storage and disks come with the workspace's keys, so their
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
        if not (keys.disks_key or keys.files_key):
            return
        # Of a workspace that stood without keys, the resource itself has no identities to plan with: azurerm does
        # not say that an update brings them (4.55, databricks_workspace: computed, no SetNewComputed), and the list
        # that it had is empty. Read once the workspace has its keys, they are there.
        found = azurerm.DataAzurermDatabricksWorkspace(
            self,
            "Identities",
            name=workspace.name,
            resource_group_name=workspace.resource_group_name,
            depends_on=[workspace],
        )
        if keys.disks_key:
            identity = found.managed_disk_identity.get(0).principal_id
            _as_long_as(workspace, keys.disks_key.grant(self, "Disks", principal_id=identity))
        if keys.files_key:
            identity = found.storage_account_identity.get(0).principal_id
            grant = keys.files_key.grant(self, "Files", principal_id=identity)
            _as_long_as(workspace, grant)
            # azurerm_databricks_workspace_customer_managed_key, its predecessor, is gone in azurerm 5.
            azurerm.DatabricksWorkspaceRootDbfsCustomerManagedKey(
                self,
                "Resource",
                workspace_id=workspace.id,
                key_vault_key_id=keys.files_key.key_id,
                depends_on=[grant.resource],
            )


def _as_long_as(workspace: azurerm.DatabricksWorkspace, grant: AzureRole) -> None:
    """Keep a grant as long as its workspace: whatever changes there, Terraform reads the identities anew."""
    # Not workspace.fqn: Terraform wants the bare address here, without the braces of an expression.
    address = f"{workspace.terraform_resource_type}.{workspace.friendly_unique_id}"
    grant.resource.lifecycle = TerraformResourceLifecycle(
        ignore_changes=["name", "principal_id"], replace_triggered_by=[f"{address}.id"]
    )
