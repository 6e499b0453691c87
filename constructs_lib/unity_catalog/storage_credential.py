"""How Unity Catalog signs in to a lake."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.unity_catalog.connector import Connector
from constructs_lib.unity_catalog.metastore_assignment import MetastoreAssignment
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.securable import Securable
from naming.kinds import Kind
from naming.namer import Namer


class StorageCredential(Construct):
    """The access connector's managed identity as Unity Catalog knows it: no key, no secret.

    Makes: 1 databricks_storage_credential.

    Args:
        names: Names of the platform.
        connector: The access connector; it needs Storage Blob Data Contributor on the lake.
        purpose: What sets it apart from the platform's other credentials; changing it replaces the credential.
        isolated: Only the workspace that makes it may use it (and those bound to it); the default.
        read_only: Nothing can be written through it. Default: off.
        after: The assignment that gives the workspace its metastore, where Databricks does not do that by itself.
        owner: Who may change it; left out: whoever deploys.
        comment: For people, on one line.

    Raises:
        RuleError: The owner is a group of the workspace; the comment would be evaluated.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        connector: Connector,
        purpose: str | None = None,
        isolated: bool = True,
        read_only: bool = False,
        after: MetastoreAssignment | None = None,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        self.isolated = isolated
        credential = databricks.StorageCredential(
            self,
            "Resource",
            name=names.name(Kind.STORAGE_CREDENTIAL, purpose=purpose),
            azure_managed_identity=databricks.StorageCredentialAzureManagedIdentity(
                access_connector_id=connector.arm_id, managed_identity_id=connector.managed_identity_id
            ),
            isolation_mode="ISOLATION_MODE_ISOLATED" if isolated else "ISOLATION_MODE_OPEN",
            read_only=read_only,
            owner=owned_by,
            comment=comment,
            depends_on=[after.resource] if after else None,
        )
        self.credential_name: str = credential.name
        self.securable = Securable("storage_credential", credential.id)
