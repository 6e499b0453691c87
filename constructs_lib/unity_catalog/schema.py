"""The second level of Unity Catalog's names."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.securable import Securable
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
        force_destroy: True: deleting the schema deletes every table in it. Default: a schema with data stays.
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
        catalog: Catalog,
        domain: str,
        layer: str,
        force_destroy: bool = False,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        schema = databricks.Schema(
            self,
            "Resource",
            catalog_name=catalog.catalog_name,
            name=names.name(Kind.SCHEMA, domain=domain, layer=layer).lower(),
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
