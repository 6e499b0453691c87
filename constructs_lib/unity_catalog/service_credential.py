"""How code in Databricks signs in to other services of Azure."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.unity_catalog.connector import Connector
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.securable import Securable
from naming.kinds import Kind
from naming.namer import Namer


class ServiceCredential(Construct):
    """The access connector's managed identity for event hubs, key vaults and the like; lakes have StorageCredential.

    Makes: 1 databricks_credential.

    A service principal that deploys it must be an account admin; a person needs CREATE SERVICE CREDENTIAL on the
    metastore. Source: learn.microsoft.com azure/databricks unity-catalog/cloud-services/service-credentials.

    Args:
        names: Names of the platform.
        connector: The access connector; its identity needs a role on the service, such as Azure Event Hubs Data
            Receiver.
        purpose: What sets it apart from the platform's other credentials, those for storage included: they share
            their names. Left out: `service`. The provider neither renames nor replaces a credential whose purpose
            changes, and plans would show it for ever: give another one another id.
            Source: databricks 1.99, credential.
        isolated: Only the workspace that makes it may use it (and those bound to it); the default.
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
        purpose: str = "service",
        isolated: bool = True,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        self.isolated = isolated
        credential = databricks.Credential(
            self,
            "Resource",
            name=names.name(Kind.SERVICE_CREDENTIAL, purpose=purpose),
            purpose="SERVICE",
            azure_managed_identity=databricks.CredentialAzureManagedIdentity(
                access_connector_id=connector.arm_id, managed_identity_id=connector.managed_identity_id
            ),
            isolation_mode="ISOLATION_MODE_ISOLATED" if isolated else "ISOLATION_MODE_OPEN",
            owner=owned_by,
            comment=comment,
        )
        self.credential_name: str = credential.name
        self.securable = Securable("credential", credential.id)
