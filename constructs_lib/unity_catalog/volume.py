"""Files that Unity Catalog guards."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.limits import matching
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.securable import Securable
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class Volume(Construct):
    """A folder of files under `/Volumes`: scripts, libraries, landing data.

    Makes: 1 databricks_volume.

    Args:
        names: Names of the platform.
        schema: Where it stands; moving it replaces it.
        purpose: What it is for, such as `landing`.
        location: Where its files lie in the lake, so that others reach them; left out: Unity Catalog keeps them.
        path: Folder in the location; given with it.
        owner: Who may change it; left out: whoever deploys.
        comment: For people, on one line.

    Raises:
        RuleError: A location without a path or the other way round; the owner is a group of the workspace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        schema: Schema,
        purpose: str,
        location: ExternalLocation | None = None,
        path: str | None = None,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        if (location is None) != (path is None):
            raise RuleError("path", allowed="given with a location, and only then", got=path)
        if path is not None:
            matching("path", path, r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", allowed="folder/folder")
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        volume = databricks.Volume(
            self,
            "Resource",
            catalog_name=schema.catalog.catalog_name,
            schema_name=schema.schema_name,
            name=names.name(Kind.VOLUME, purpose=purpose).lower(),
            volume_type="EXTERNAL" if location else "MANAGED",
            storage_location=f"{location.url}/{path}" if location else None,
            owner=owned_by,
            comment=comment,
        )
        self.path: str = volume.volume_path
        self.securable = Securable("volume", volume.id)
