"""Work that runs by itself, and its code."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.job_cluster import JobCluster
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.jobs.git_credential import GitCredential
from constructs_lib.jobs.git_folder import GitFolder
from constructs_lib.jobs.job import Job
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.notifications import Notifications
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.run_code import RunNotebook, RunSql
from constructs_lib.jobs.run_flow import RunPipeline
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.workspace_file import WorkspaceFile
from constructs_lib.schedule import Schedule
from constructs_lib.unity_catalog.schema import Schema
from naming.namer import Namer


def notebook(stack: TerraformStack, names: Namer) -> Notebook:
    return Notebook(stack, "Notebook", names=names, purpose="ingest", content="print('hello')\n")


def workspace_file(stack: TerraformStack, names: Namer) -> WorkspaceFile:
    return WorkspaceFile(stack, "Report", names=names, file_name="report.sql", content="select 1\n")


def git_credential(stack: TerraformStack) -> GitCredential:
    return GitCredential(stack, "GitSignIn")


def git_folder(stack: TerraformStack, names: Namer, git_credential: GitCredential) -> GitFolder:
    return GitFolder(
        stack,
        "Code",
        names=names,
        url="https://dev.azure.com/example/platform/_git/code",
        provider="azureDevOpsServices",
        branch="main",
        credential=git_credential,
    )


def pipeline(stack: TerraformStack, names: Namer, schema: Schema, notebook: Notebook) -> Pipeline:
    return Pipeline(stack, "Tables", names=names, purpose="orders", schema=schema, code=[notebook])


def job(
    stack: TerraformStack,
    names: Namer,
    notebook: Notebook,
    pipeline: Pipeline,
    workspace_file: WorkspaceFile,
    sql_warehouse: SqlWarehouse,
    service_principal: ServicePrincipal,
) -> Job:
    return Job(
        stack,
        "Nightly",
        names=names,
        purpose="nightly",
        tasks=[
            Task("ingest", RunNotebook(notebook), cluster="small", retries=2),
            Task("tables", RunPipeline(pipeline), after=("ingest",)),
            Task("report", RunSql(workspace_file, sql_warehouse), after=("tables",)),
        ],
        clusters=[
            JobCluster(
                "small",
                "17.3.x-scala2.13",
                "Standard_D4ds_v5",
                min_workers=1,
                max_workers=4,
                options=ClusterOptions(spot=True),
            )
        ],
        trigger=Schedule("0 0 2 * * ?", timezone="Europe/Berlin"),
        run_as=service_principal.principal,
        notifications=Notifications(on_failure=("oncall@example.com",)),
        timeout_minutes=120,
    )
