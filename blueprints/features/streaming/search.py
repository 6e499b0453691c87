"""What the feature that searches by meaning is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from blueprints.features.data.catalogs import LayerName
from blueprints.features.data.description import MEDALLION, Storage, UnityCatalog
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.plain_text import SaidText
from blueprints.platform import Slug
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

Column = Annotated[SaidText, Field(pattern=r"^[^${]+$")]
Table = Annotated[SaidText, Field(pattern=r"^[^./ ${]{1,255}$")]


class VectorSearch(Feature):
    """Searches a table by meaning: an endpoint, and an index over a table once there is one.

    Args:
        purpose: What is searched; part of the names. Changing it replaces both.
        storage_optimized: For very many vectors at a lower price each, and slower; changing it replaces both.
        table: The table's own name; it must exist, with change data feed. Left out: there is no index yet.
        layer: Schema of the first catalog that the table stands in, and the index. Left out: the catalog's last.
        primary_key: Column that tells rows apart.
        text_column: Column with the text that is searched.
        model: Endpoint of the model that turns text into vectors.
        continuous: Follows the table at once, on a pipeline that never stops; if not, when asked.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="vector_search",
        description="search by meaning over a table",
        layers=("databricks",),
        needs=(("unity_catalog",),),
        minutes=5,
    )

    purpose: Slug = "documents"
    storage_optimized: bool = False
    table: Table | None = None
    layer: LayerName | None = None
    primary_key: Column | None = None
    text_column: Column | None = None
    model: Annotated[SaidText, Field(pattern=r"^[A-Za-z0-9_-]+$")] = "databricks-gte-large-en"
    continuous: bool = False

    def schema_of_table(self, site: Composition) -> str:
        """The schema of the first catalog that the table stands in, by its layer."""
        return self.layer or _layers(site)[-1]

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """The columns of a table."""
        if self.table and self.primary_key is None:
            yield Gap("primary_key", f"the column of {self.table} that tells rows apart")
        if self.table and self.text_column is None:
            yield Gap("text_column", f"the column of {self.table} with the text that is searched")

    def problems(self, site: Composition) -> Iterable[Gap]:
        """A schema that is none; columns of no table."""
        have = _layers(site)
        if self.layer is not None and self.layer not in have:
            yield Gap("layer", f"the first catalog has no schema {self.layer!r}; it has {', '.join(have)}")
        if self.table is None:
            for name in ("primary_key", "text_column"):
                if getattr(self, name) is not None:
                    yield Gap(name, "is a column of no table; write table, or leave it out")

    def makes(self, site: Composition) -> Iterable[Made]:
        """An endpoint, and an index for a table."""
        yield Made("databricks", "databricks_vector_search_endpoint", {"purpose": self.purpose})
        if self.table:
            yield Made("databricks", "databricks_vector_search_index", None)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """One unit at all hours, the least of an endpoint; whether one without an index is billed is not documented.

        Source: learn.microsoft.com azure/databricks generative-ai/vector-search-cost-management.
        """
        kind = "storage_optimized_" if self.storage_optimized else ""
        yield Metered(
            "vector search, 1 unit" + (", storage optimised" if self.storage_optimized else ""),
            f"vector_search_{kind}unit_hour",
            Amount(HOURS_A_MONTH if self.table else 0, HOURS_A_MONTH, 2 * HOURS_A_MONTH),
            "Vector search takes one unit at all hours, the least there is; more vectors take more, and it does not"
            " shrink by itself. Filling the index is not counted.",
        )

    def notes(self, site: Composition) -> Iterable[str]:
        """When the index comes."""
        if self.table is None:
            yield "The index comes with features.vector_search.table, its primary_key and its text_column."


def _layers(site: Composition) -> tuple[str, ...]:
    """The schemas of the first catalog."""
    unity, storage = site.get(UnityCatalog), site.get(Storage)
    if unity is None:
        return storage.containers if storage else MEDALLION
    return unity.schemas_of(unity.catalogs[0], site)
