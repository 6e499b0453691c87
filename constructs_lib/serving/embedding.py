"""Where an index gets its vectors from."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import between, matching
from constructs_lib.serving.model_endpoint import ModelEndpoint
from naming.errors import RuleError


@dataclass(frozen=True)
class Embedding:
    """Where an index gets its vectors from: a model that reads a text column, or a column that has them.

    Args:
        column: The column.
        model: Endpoint of the model that turns its text into vectors, or the name of one of Databricks'.
        dimension: Length of the vectors in the column, where it has vectors.

    Raises:
        RuleError: Both a model and a dimension, or neither.
    """

    column: str
    model: ModelEndpoint | str | None = None
    dimension: int | None = None

    def __post_init__(self) -> None:
        matching("column", self.column, r"[^${\x00-\x1f]+", allowed="a column's name")
        if (self.model is None) == (self.dimension is None):
            raise RuleError(
                "embedding", allowed="a model (for text) or a dimension (for vectors)", got=self.column,
                source="databricks_vector_search_index docs",
            )  # fmt: skip
        if self.dimension is not None:
            between("dimension", self.dimension, 1, 4096, source="Azure Databricks docs, vector search limits")
        if isinstance(self.model, str):
            matching("model", self.model, r"[A-Za-z0-9_-]+", allowed="an endpoint's name")
