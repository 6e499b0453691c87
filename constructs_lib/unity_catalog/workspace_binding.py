"""Another workspace that may use an isolated object."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct, Token
from constructs_lib.limits import matching
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.service_credential import ServiceCredential
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from constructs_lib.workspace.workspace import Workspace
from naming.errors import RuleError

_SOURCE = "databricks_workspace_binding docs"


class WorkspaceBinding(Construct):
    """Lets one more workspace use a catalog, location or credential that is otherwise its own workspace's.

    Makes: 1 databricks_workspace_binding.

    Args:
        to: What is shared; isolated, or every workspace has it already.
        workspace: The other workspace, or its number; the one that made the object is bound by itself.
        read_only: The workspace may read, not write; catalogs only. Default for a catalog: read only.

    Raises:
        RuleError: The object is not isolated; `read_only` for anything but a catalog; a number that is none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        to: Catalog | ExternalLocation | StorageCredential | ServiceCredential,
        workspace: Workspace | str,
        read_only: bool | None = None,
    ) -> None:
        if not to.isolated:
            raise RuleError("to", allowed="something isolated", got=to.node.path, fix="Leave it out.", source=_SOURCE)
        catalog = isinstance(to, Catalog)
        if read_only and not catalog:
            raise RuleError("read_only", allowed="for catalogs", got=to.securable.kind, source=_SOURCE)
        if isinstance(workspace, str):
            matching("workspace", workspace, r"\d+", allowed="a workspace's number", fix="Not its ARM id.")
        super().__init__(scope, id)
        reading = catalog if read_only is None else read_only
        databricks.WorkspaceBinding(
            self,
            "Resource",
            securable_name=to.securable.full_name,
            securable_type=to.securable.kind,
            workspace_id=int(workspace) if isinstance(workspace, str) else Token.as_number(workspace.number),
            binding_type="BINDING_TYPE_READ_ONLY" if reading else "BINDING_TYPE_READ_WRITE",
        )
