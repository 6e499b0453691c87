"""A model and its versions, as Unity Catalog keeps them."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.securable import Securable
from naming.kinds import Kind
from naming.namer import Namer


class RegisteredModel(Construct):
    """The name under which training registers versions and serving finds them.

    Makes: 1 databricks_registered_model.

    Args:
        names: Names of the platform.
        schema: Where it stands; moving it replaces it.
        purpose: What it predicts, such as `churn`; changing it replaces the model.
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
        schema: Schema,
        purpose: str,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        model = databricks.RegisteredModel(
            self,
            "Resource",
            catalog_name=schema.catalog.catalog_name,
            schema_name=schema.schema_name,
            name=names.name(Kind.REGISTERED_MODEL, purpose=purpose).lower(),
            owner=owned_by,
            comment=comment,
        )
        self.full_name: str = model.id
        self.securable = Securable("model", model.id)
