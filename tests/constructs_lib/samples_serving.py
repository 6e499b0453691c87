"""Everything that answers questions, in their smallest and fullest form."""

from __future__ import annotations

from constructs_lib.serving.app import App
from constructs_lib.serving.app_resource import AppResource, SecretUse
from constructs_lib.serving.embedding import Embedding
from constructs_lib.serving.experiment import Experiment
from constructs_lib.serving.gateway import Gateway
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.served_model import ServedModel
from constructs_lib.serving.vector_endpoint import VectorEndpoint
from constructs_lib.serving.vector_index import VectorIndex
from tests.constructs_lib.world import (
    Sample,
)

SAMPLES = [
    Sample("ModelEndpoint minimal", lambda w: w.endpoint),
    Sample("ModelEndpoint fullest", lambda w: ModelEndpoint(
        w.scope, "It", names=w.names, purpose="price", route_optimized=True, budget_policy=w.budget,
        tell_on_failure=("ada@example.com",),
        gateway=Gateway(calls_per_minute=600, user_calls_per_minute=60, usage_tracking=False, log_to=w.schema),
        models=[
            ServedModel("v1", "main.sales.price", 1, traffic_percent=90, size="Medium", workload_type="GPU_SMALL",
                        scale_to_zero=False, environment={"API_KEY": "{{secrets/apis/key}}", "MODE": "fast"}),
            ServedModel("v2", w.model, 2, traffic_percent=10)])),
    Sample("VectorEndpoint minimal", lambda w: w.vectors),
    Sample("VectorEndpoint fullest", lambda w: VectorEndpoint(
        w.scope, "It", names=w.names, purpose="all", storage_optimized=True, budget_policy=w.budget)),
    Sample("VectorIndex minimal", lambda w: VectorIndex(
        w.scope, "It", names=w.names, endpoint=w.vectors, schema=w.schema, purpose="documents", table="documents",
        primary_key="id", embedding=Embedding("text", model="databricks-gte-large-en"))),
    Sample("VectorIndex fullest", lambda w: VectorIndex(
        w.scope, "It", names=w.names, endpoint=w.vectors, schema=w.schema, purpose="documents", table="documents",
        primary_key="id", embedding=Embedding("vector", dimension=1024), continuous=True)),
    Sample("ExperimentFolder minimal", lambda w: w.experiments),
    Sample("Experiment minimal", lambda w: Experiment(w.scope, "It", names=w.names, folder=w.experiments)),
    Sample("Experiment fullest", lambda w: Experiment(
        w.scope, "It", names=w.names, folder=w.experiments, purpose="churn", artifacts=w.volume)),
    Sample("App minimal", lambda w: App(w.scope, "It", names=w.names, purpose="portal")),
    Sample("App fullest", lambda w: App(
        w.scope, "It", names=w.names, purpose="desk", compute_size="LARGE", user_scopes=["sql"],
        budget_policy=w.budget,
        uses=[AppResource("sql", w.warehouse), AppResource("job", w.job), AppResource("model", w.endpoint),
              AppResource("files", w.volume, write=True), AppResource("inbox", w.volume),
              AppResource("key", SecretUse("apis", "key"))])),
]  # fmt: skip
