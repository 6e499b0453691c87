"""The second level of Unity Catalog's names."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.limits import matching
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.securable import Securable
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class Schema(Construct):
    """Tables, volumes and models of one domain and layer.

    Makes: 1 databricks_schema.

    Args:
        names: Names and tags of the platform.
        catalog: Where it stands; moving it replaces it.
        domain: What it is about, such as `sales`.
        layer: How refined it is, such as `bronze`, `silver`, `gold`.
        location: Where its managed tables and volumes lie; left out: with its catalog's. Given with `path`.
        path: Folder in the location; changing it replaces the schema.
        force_destroy: True: deleting the schema deletes every table in it. Default: a schema with data stays.
        owner: Who may change it; left out: whoever deploys.
        comment: For people, on one line.

    Raises:
        RuleError: The owner is a group of the workspace; the path is none, or stands without a location; the comment
            would be evaluated.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        catalog: Catalog,
        domain: str,
        layer: str,
        location: ExternalLocation | None = None,
        path: str | None = None,
        force_destroy: bool = False,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        root = _root(location, path)
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        schema = databricks.Schema(
            self,
            "Resource",
            catalog_name=catalog.catalog_name,
            name=names.name(Kind.SCHEMA, domain=domain, layer=layer).lower(),
            storage_root=root,
            force_destroy=force_destroy,
            properties=names.tags(),
            owner=owned_by,
            comment=comment,
        )
        self.catalog = catalog
        self.domain = domain
        self.layer = layer
        self.schema_name: str = schema.name
        self.full_name: str = schema.id
        self.securable = Securable("schema", schema.id)


def _root(location: ExternalLocation | None, path: str | None) -> str | None:
    if location is None and path is None:
        return None
    if location is None or path is None:
        got = "path alone" if location is None else "location alone"
        raise RuleError("location", allowed="given with a path, or both left out", got=got)
    matching(
        "path", path, r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", allowed="folder/folder of letters, digits, - and _",
        fix="Give the schema a folder: two schemas in one would mix their tables.",
    )  # fmt: skip
    return f"{location.url}/{path}"
