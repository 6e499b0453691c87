"""A table that can be searched by meaning."""

from __future__ import annotations

from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import matching
from constructs_lib.serving.embedding import Embedding
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.vector_endpoint import VectorEndpoint
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.securable import Securable
from naming.kinds import Kind
from naming.namer import Namer


class VectorIndex(Construct):
    """Follows a Delta table (with change data feed) and keeps its rows' vectors. Any change replaces it.

    Makes: 1 databricks_vector_search_index.

    Args:
        names: Names of the platform.
        endpoint: What it stands on.
        schema: Schema of the index and of its table.
        purpose: What is searched; the index's name is made of it.
        table: The table's name in the schema; it must exist.
        primary_key: Column that tells rows apart.
        embedding: Where vectors come from.
        continuous: Follows at once, on a pipeline that never stops. Default: when asked, which is far cheaper.

    Raises:
        RuleError: A name that is none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        endpoint: VectorEndpoint,
        schema: Schema,
        purpose: str,
        table: str,
        primary_key: str,
        embedding: Embedding,
        continuous: bool = False,
    ) -> None:
        matching("table", table, r"[^./ \x00-\x1f\x7f${]{1,255}", allowed="the table's own name, without its schema")
        matching("primary_key", primary_key, r"[^${\x00-\x1f]+", allowed="a column's name")
        super().__init__(scope, id)
        index = databricks.VectorSearchIndex(
            self,
            "Resource",
            name=f"{schema.full_name}.{names.name(Kind.VECTOR_SEARCH_INDEX, purpose=purpose).lower()}",
            endpoint_name=endpoint.endpoint_name,
            primary_key=primary_key,
            index_type="DELTA_SYNC",
            delta_sync_index_spec=databricks.VectorSearchIndexDeltaSyncIndexSpec(
                source_table=f"{schema.full_name}.{table}",
                pipeline_type="CONTINUOUS" if continuous else "TRIGGERED",
                **_columns(embedding),
            ),
        )
        self.index_name: str = index.name
        self.securable = Securable("table", index.name)


def _columns(embedding: Embedding) -> dict[str, Any]:
    model = embedding.model
    if model is None:
        vectors = databricks.VectorSearchIndexDeltaSyncIndexSpecEmbeddingVectorColumns
        return {"embedding_vector_columns": [vectors(name=embedding.column, embedding_dimension=embedding.dimension)]}
    source = databricks.VectorSearchIndexDeltaSyncIndexSpecEmbeddingSourceColumns(
        name=embedding.column,
        embedding_model_endpoint_name=model.endpoint_name if isinstance(model, ModelEndpoint) else model,
    )
    return {"embedding_source_columns": [source]}
