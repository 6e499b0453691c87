"""Models, search, experiments and apps."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.serving.app import App
from constructs_lib.serving.app_resource import AppResource
from constructs_lib.serving.embedding import Embedding
from constructs_lib.serving.experiment import Experiment
from constructs_lib.serving.experiment_folder import ExperimentFolder
from constructs_lib.serving.gateway import Gateway
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.served_model import ServedModel
from constructs_lib.serving.vector_endpoint import VectorEndpoint
from constructs_lib.serving.vector_index import VectorIndex
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.volume import Volume
from naming.namer import Namer


def experiment_folder(stack: TerraformStack, names: Namer) -> ExperimentFolder:
    return ExperimentFolder(stack, "Experiments", names=names)


def experiment(stack: TerraformStack, names: Namer, experiment_folder: ExperimentFolder, volume: Volume) -> Experiment:
    return Experiment(stack, "Churn", names=names, folder=experiment_folder, purpose="churn", artifacts=volume)


def model_endpoint(
    stack: TerraformStack, names: Namer, registered_model: RegisteredModel, schema: Schema
) -> ModelEndpoint:
    return ModelEndpoint(
        stack,
        "Endpoint",
        names=names,
        purpose="churn",
        models=[
            ServedModel("current", registered_model, 3, traffic_percent=90),
            ServedModel("next", registered_model, 4, traffic_percent=10),
        ],
        gateway=Gateway(calls_per_minute=600, user_calls_per_minute=60, log_to=schema),
    )


def vector_endpoint(stack: TerraformStack, names: Namer) -> VectorEndpoint:
    return VectorEndpoint(stack, "Search", names=names, purpose="documents")


def vector_index(stack: TerraformStack, names: Namer, vector_endpoint: VectorEndpoint, schema: Schema) -> VectorIndex:
    return VectorIndex(
        stack,
        "Documents",
        names=names,
        endpoint=vector_endpoint,
        schema=schema,
        purpose="documents",
        table="documents",
        primary_key="id",
        embedding=Embedding("text", model="databricks-gte-large-en"),
    )


def app(
    stack: TerraformStack,
    names: Namer,
    sql_warehouse: SqlWarehouse,
    model_endpoint: ModelEndpoint,
    volume: Volume,
) -> App:
    return App(
        stack,
        "Portal",
        names=names,
        purpose="portal",
        uses=[
            AppResource("sql", sql_warehouse),
            AppResource("model", model_endpoint),
            AppResource("files", volume, write=True),
        ],
    )
