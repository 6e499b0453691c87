"""The constructs of the features that people work with."""

from __future__ import annotations

from blueprints.features.data.stacks import UnityCatalog
from blueprints.features.part import Part
from blueprints.features.work import description
from blueprints.layers import DatabricksLayer
from constructs_lib.jobs.git_credential import GitCredential
from constructs_lib.jobs.git_folder import GitFolder
from constructs_lib.serving.experiment import Experiment
from constructs_lib.serving.experiment_folder import ExperimentFolder
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.served_model import ServedModel
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.volume import Volume


class ReposIntegration(Part[description.ReposIntegration]):
    """A Git folder."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """The folder, and how Databricks signs in."""
        told = self.feature
        if told.url is None or told.host is None:  # said to be missing before anything is built
            return
        self.folder = GitFolder(
            layer,
            "Repository",
            names=layer.names,
            url=told.url,
            provider=told.host,
            branch=told.branch or (None if told.tag else "main"),
            tag=told.tag,
            purpose=told.purpose,
            sparse=told.sparse,
            credential=GitCredential(layer, "GitCredential") if told.entra_sign_in else None,
        )


class MlflowModelServing(Part[description.MlflowModelServing]):
    """An experiment, a model, and an endpoint once there is a version."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """All of it."""
        unity = layer.part(UnityCatalog)
        assert unity  # it is needed
        names, told = layer.names, self.feature
        schema = Schema(
            layer,
            "Models",
            names=names,
            catalog=unity.default_catalog,
            domain=description.DOMAIN,
            layer=description.MODELS,
        )
        Experiment(
            layer,
            "Experiment",
            names=names,
            folder=ExperimentFolder(layer, "Experiments", names=names),
            purpose=told.model,
            artifacts=Volume(layer, "ExperimentFiles", names=names, schema=schema, purpose="experiments"),
        )
        model = RegisteredModel(layer, "Model", names=names, schema=schema, purpose=told.model)
        layer.outputs(model_name=model.full_name)
        if told.version is None:
            return
        served = ServedModel(
            "current",
            model,
            told.version,
            size=told.workload_size,
            workload_type=told.workload_type,
            scale_to_zero=told.scale_to_zero,
        )
        endpoint = ModelEndpoint(layer, "ModelEndpoint", names=names, purpose=told.model, models=[served])
        layer.outputs(model_endpoint_name=endpoint.endpoint_name)
