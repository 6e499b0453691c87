"""A part of a lake that Unity Catalog may use."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.unity_catalog.lake_path import LakePath
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.securable import Securable
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from naming.kinds import Kind
from naming.namer import Namer


class ExternalLocation(Construct):
    """Joins a folder of a lake with the credential for it; no folder may lie in another location.

    Makes: 1 databricks_external_location.

    Args:
        names: Names of the platform.
        credential: How to sign in.
        place: The folder.
        purpose: What sets it apart from the platform's other locations; changing it replaces the location.
        isolated: Only the workspace that makes it may use it (and those bound to it); the default.
        read_only: Nothing can be written there. Default: off.
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
        credential: StorageCredential,
        place: LakePath,
        purpose: str | None = None,
        isolated: bool = True,
        read_only: bool = False,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        self.isolated = isolated
        location = databricks.ExternalLocation(
            self,
            "Resource",
            name=names.name(Kind.EXTERNAL_LOCATION, purpose=purpose),
            url=place.url,
            credential_name=credential.credential_name,
            isolation_mode="ISOLATION_MODE_ISOLATED" if isolated else "ISOLATION_MODE_OPEN",
            read_only=read_only,
            # Access by path behind a location's back.
            fallback=False,
            owner=owned_by,
            comment=comment,
        )
        self.url: str = location.url
        self.location_name: str = location.name
        self.securable = Securable("external_location", location.id)
