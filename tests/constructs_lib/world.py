"""What a sample of a construct needs around it, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.compute.init_script import InitScript
from constructs_lib.compute.instance_pool import InstancePool
from constructs_lib.compute.library import Library
from constructs_lib.compute.single_node_cluster import SingleNodeCluster
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.compute.volume_script import VolumeScript
from constructs_lib.identity.account import Account
from constructs_lib.identity.group import Group
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment
from constructs_lib.jobs.job import Job
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.run_code import RunNotebook
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.workspace_file import WorkspaceFile
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from constructs_lib.security.managed_identity import ManagedIdentity
from constructs_lib.serving.experiment_folder import ExperimentFolder
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.served_model import ServedModel
from constructs_lib.serving.vector_endpoint import VectorEndpoint
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.lake_path import LakePath
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from constructs_lib.unity_catalog.volume import Volume
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer

ACCOUNT = "11111111-2222-3333-4444-555555555555"
APPLICATION = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
RUNTIME, ML, GPU = "17.3.x-scala2.13", "17.3.x-cpu-ml-scala2.13", "17.3.x-gpu-ml-scala2.13"
TYPE = "Standard_D4ds_v5"
ADA, GRACE = Principal.user("ada@example.com"), Principal.user("grace@example.com")


class World:
    """What a sample needs around it, made when it is asked for."""

    def __init__(self, scope: Construct, names: Namer) -> None:
        self.scope = scope
        self.names = names

    @cached_property
    def account(self) -> Account:
        return Account(self.scope, "Account", account_id=ACCOUNT)

    @cached_property
    def group(self) -> ResourceGroup:
        return ResourceGroup(self.scope, "ResourceGroup", names=self.names, region="westeurope")

    @cached_property
    def budget(self) -> BudgetPolicy:
        return BudgetPolicy(self.scope, "Budget", names=self.names, account=self.account)

    @cached_property
    def workspace(self) -> Workspace:
        return Workspace(self.scope, "Workspace", names=self.names, resource_group=self.group)

    @cached_property
    def connector(self) -> AccessConnector:
        return AccessConnector(self.scope, "Connector", names=self.names, resource_group=self.group)

    @cached_property
    def named_connector(self) -> AccessConnector:
        """One with an identity of ours."""
        identity = ManagedIdentity(self.scope, "Identity", names=self.names, resource_group=self.group, purpose="own")
        return AccessConnector(
            self.scope, "Named", names=self.names, resource_group=self.group, identity=identity, purpose="own"
        )

    @cached_property
    def lake(self) -> DataLake:
        return DataLake(self.scope, "Lake", names=self.names, resource_group=self.group, connector=self.connector)

    @cached_property
    def bronze(self) -> str:
        return self.lake.url("bronze")

    @cached_property
    def readers(self) -> Group:
        return Group(self.scope, "Readers", names=self.names, purpose="readers", account=self.account)

    @cached_property
    def local_group(self) -> Group:
        return Group(self.scope, "LocalGroup", names=self.names, purpose="local")

    @cached_property
    def robot(self) -> ServicePrincipal:
        return ServicePrincipal(self.scope, "Robot", names=self.names, purpose="robot", account=self.account)

    @cached_property
    def assignment(self) -> WorkspaceAssignment:
        return WorkspaceAssignment(self.scope, "Assignment", member=self.readers)

    @cached_property
    def pool(self) -> InstancePool:
        return InstancePool(self.scope, "Pool", names=self.names, node_type=TYPE, runtime=RUNTIME, max_capacity=4)

    @cached_property
    def policy(self) -> ClusterPolicy:
        return ClusterPolicy(self.scope, "Policy", names=self.names)

    @cached_property
    def cluster(self) -> SingleNodeCluster:
        return SingleNodeCluster(self.scope, "Cluster", names=self.names, runtime=RUNTIME, node_type=TYPE)

    @cached_property
    def warehouse(self) -> SqlWarehouse:
        return SqlWarehouse(self.scope, "Warehouse", names=self.names)

    @cached_property
    def credential(self) -> StorageCredential:
        return StorageCredential(self.scope, "Credential", names=self.names, connector=self.connector)

    @cached_property
    def location(self) -> ExternalLocation:
        return ExternalLocation(
            self.scope, "Location", names=self.names, credential=self.credential, place=LakePath(self.bronze)
        )

    @cached_property
    def catalog(self) -> Catalog:
        return Catalog(self.scope, "Catalog", names=self.names, location=self.location, path="catalog")

    @cached_property
    def schema(self) -> Schema:
        return Schema(self.scope, "Schema", names=self.names, catalog=self.catalog, domain="sales", layer="silver")

    @cached_property
    def volume(self) -> Volume:
        return Volume(self.scope, "Volume", names=self.names, schema=self.schema, purpose="files")

    @cached_property
    def script(self) -> VolumeScript:
        return VolumeScript(
            self.scope, "Script", volume=self.volume, file_name="setup.sh", content="#!/bin/bash\necho ${HOME}\n"
        )

    @cached_property
    def model(self) -> RegisteredModel:
        return RegisteredModel(self.scope, "Model", names=self.names, schema=self.schema, purpose="churn")

    @cached_property
    def notebook(self) -> Notebook:
        return Notebook(self.scope, "Notebook", names=self.names, purpose="ingest", content="print('${x}')\n")

    @cached_property
    def file(self) -> WorkspaceFile:
        return WorkspaceFile(self.scope, "File", names=self.names, file_name="load.sql", content="select 1\n")

    @cached_property
    def pipeline(self) -> Pipeline:
        return Pipeline(
            self.scope, "Pipeline", names=self.names, purpose="orders", schema=self.schema, code=[self.notebook]
        )

    @cached_property
    def job(self) -> Job:
        task = Task("ingest", RunNotebook(self.notebook))
        return Job(self.scope, "Job", names=self.names, purpose="small", tasks=[task])

    @cached_property
    def endpoint(self) -> ModelEndpoint:
        served = ServedModel("v1", self.model, 1)
        return ModelEndpoint(self.scope, "Endpoint", names=self.names, purpose="churn", models=[served])

    @cached_property
    def vectors(self) -> VectorEndpoint:
        return VectorEndpoint(self.scope, "Vectors", names=self.names, purpose="documents")

    @cached_property
    def experiments(self) -> ExperimentFolder:
        return ExperimentFolder(self.scope, "Experiments", names=self.names)

    @cached_property
    def options(self) -> ClusterOptions:
        return ClusterOptions(
            spark_conf={"spark.sql.shuffle.partitions": "auto"},
            spark_env={"API_TOKEN": "{{secrets/apis/token}}"},
            init_scripts=(InitScript("/Volumes/main/ops/scripts/a.sh"), self.script),
            libraries=(
                Library.pypi("requests==2.32.4", repository="https://pypi.example.com/simple"),
                Library.whl("/Volumes/main/ops/libs/own-1.0-py3-none-any.whl"),
                Library.jar("/Volumes/main/ops/libs/own.jar"),
                Library.requirements("/Workspace/Shared/requirements.txt"),
                Library.maven("com.example:own:1.0", exclusions=("org.slf4j:slf4j-api",)),
                Library.cran("dplyr"),
            ),
            photon=True,
            spot=True,
            log_volume="/Volumes/main/ops/logs/clusters",
            policy=self.policy,
        )


@dataclass(frozen=True)
class Sample:
    """One construct in one form.

    Args:
        name: What it is called in tests: the construct's class and the form.
        make: Makes it under the id `It`, with what it needs from the world.
    """

    name: str
    make: Callable[[World], Any]
