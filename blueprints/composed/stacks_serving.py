"""The constructs of machine learning."""

from __future__ import annotations

from blueprints.composed import resources_serving as said_
from blueprints.composed.site import Site
from constructs_lib.bindings.engine import Construct
from constructs_lib.serving.experiment import Experiment
from constructs_lib.serving.experiment_folder import ExperimentFolder
from constructs_lib.serving.gateway import Gateway
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.served_model import ServedModel
from constructs_lib.serving.vector_endpoint import VectorEndpoint
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.volume import Volume


def folder(site: Site, said: said_.Folder) -> Construct:
    """One folder."""
    return ExperimentFolder(site.scope, site.id, names=site.names)


def experiment(site: Site, said: said_.Experiment) -> Construct:
    """One experiment."""
    return Experiment(
        site.scope,
        site.id,
        names=site.names,
        folder=site.ref(ExperimentFolder, "folder", said.folder_ref),
        purpose=site.identifier,
        artifacts=site.maybe(Volume, "volume", said.volume_ref),
    )


def model_endpoint(site: Site, said: said_.ModelEndpoint) -> Construct:
    """One endpoint for models."""
    return ModelEndpoint(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        models=[_served(site, key, one) for key, one in said.models.items()],
        gateway=Gateway(
            calls_per_minute=said.calls_per_minute,
            user_calls_per_minute=said.user_calls_per_minute,
            log_to=site.maybe(Schema, "schema", said.schema_ref),
        ),
        route_optimized=said.route_optimized,
        tell_on_failure=said.tell_on_failure,
    )


def _served(site: Site, key: str, said: said_.ServedModel) -> ServedModel:
    return ServedModel(
        key=key,
        model=site.maybe(RegisteredModel, "registered_model", said.registered_model_ref) or said.model or "",
        version=said.version,
        traffic_percent=said.traffic_percent,
        size=said.size,
        workload_type=said.workload_type,
        scale_to_zero=said.scale_to_zero,
        environment=said.environment,
    )


def vector_endpoint(site: Site, said: said_.VectorEndpoint) -> Construct:
    """One endpoint for vectors."""
    return VectorEndpoint(
        site.scope, site.id, names=site.names, purpose=site.identifier, storage_optimized=said.storage_optimized
    )
