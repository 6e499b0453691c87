"""The first level of Unity Catalog's names."""

from __future__ import annotations

from typing import Literal

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.limits import matching, one_of
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.ownership import checked_comment, owner_name
from constructs_lib.unity_catalog.securable import Securable
from naming.kinds import Kind
from naming.namer import Namer

Optimization = Literal["ENABLE", "DISABLE", "INHERIT"]


class Catalog(Construct):
    """A platform's data, under storage of its own and seen by its own workspace alone.

    Makes: 1 databricks_catalog.

    Args:
        names: Names and tags of the platform; the name arrives in lower case, as Unity Catalog keeps it.
        location: Where managed tables and volumes lie. Always given: a metastore that Databricks made by itself has
            no storage, and a catalog without its own then fails. Source: provider guide unity-catalog-default.
        path: Folder in the location; changing it replaces the catalog.
        purpose: What sets it apart from the platform's other catalogs.
        isolated: Only the workspace that makes it sees it (and those bound to it); the default.
        predictive_optimization: Whether Databricks tidies tables by itself; left out: as the metastore has it.
        force_destroy: True: deleting the catalog deletes every table in it. Default: a catalog with data stays.
        owner: Who may change it; left out: whoever deploys.
        comment: For people, on one line.

    Raises:
        RuleError: The owner is a group of the workspace; the path is none; the comment would be evaluated.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        location: ExternalLocation,
        path: str,
        purpose: str | None = None,
        isolated: bool = True,
        predictive_optimization: Optimization | None = None,
        force_destroy: bool = False,
        owner: Principal | None = None,
        comment: str | None = None,
    ) -> None:
        matching(
            "path", path, r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", allowed="folder/folder of letters, digits, - and _",
            fix="Give the catalog a folder: two catalogs in one would mix their tables.",
        )  # fmt: skip
        if predictive_optimization is not None:
            one_of("predictive_optimization", predictive_optimization, ("ENABLE", "DISABLE", "INHERIT"))
        owned_by, comment = owner_name(owner), checked_comment(comment)
        super().__init__(scope, id)
        self.isolated = isolated
        catalog = databricks.Catalog(
            self,
            "Resource",
            # Unity Catalog lower-cases; the provider hides that difference, references to the name would not.
            name=names.name(Kind.CATALOG, purpose=purpose).lower(),
            storage_root=f"{location.url}/{path}",
            isolation_mode="ISOLATED" if isolated else "OPEN",
            enable_predictive_optimization=predictive_optimization,
            force_destroy=force_destroy,
            properties=names.tags(),
            owner=owned_by,
            comment=comment,
        )
        self.catalog_name: str = catalog.name
        self.securable = Securable("catalog", catalog.name)
