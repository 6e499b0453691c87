"""Jobs, pipelines and their code, in their smallest and fullest form."""

from __future__ import annotations

from typing import Any

from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.job_cluster import JobCluster
from constructs_lib.compute.library import Library
from constructs_lib.jobs.environment import Environment
from constructs_lib.jobs.git_credential import GitCredential
from constructs_lib.jobs.git_folder import GitFolder
from constructs_lib.jobs.git_source import GitSource
from constructs_lib.jobs.job import Job
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.notifications import Notifications
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.pipeline_machines import PipelineMachines
from constructs_lib.jobs.run_code import RunNotebook, RunPython, RunSql, RunWheel
from constructs_lib.jobs.run_flow import Condition, RunJob, RunPipeline
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.trigger import Continuous, Every, FileArrival
from constructs_lib.schedule import Schedule
from tests.constructs_lib.world import (
    ML,
    RUNTIME,
    TYPE,
    Sample,
    World,
)


def _job_fullest(w: World) -> Job:
    machines = ClusterOptions(spot=True, init_scripts=(w.script,), policy=w.policy, spark_conf={"a": "b"})
    clusters = [
        JobCluster(
            "big", RUNTIME, TYPE, driver_type="Standard_D8ds_v5", min_workers=1, max_workers=4, options=machines
        ),
        JobCluster("fixed", RUNTIME, TYPE, min_workers=2, max_workers=2, options=ClusterOptions(pool=w.pool)),
        JobCluster("alone", ML, TYPE, options=ClusterOptions(log_volume="/Volumes/main/ops/logs")),
    ]  # fmt: skip
    tasks = [
        Task("z_check", Condition("{{tasks.a_ingest.values.rows}}", "GREATER_THAN", "0"), after=("a_ingest",)),
        Task(
            "a_ingest",
            RunNotebook(w.notebook, {"day": "{{job.start_time.iso_date}}"}),
            cluster="big",
            libraries=(Library.pypi("requests==2.32.4"), Library.maven("com.example:own:1.0")),
            retries=2,
            retry_seconds=30,
            timeout_minutes=60,
        ),
        Task("wheel", RunWheel("own", "main", ("--fast",)), after=("z_check",), outcomes={"z_check": True},
             environment="py"),
        Task("python", RunPython("jobs/score.py", ("1",), from_git=True), cluster="fixed",
             after=("a_ingest", "z_check"), outcomes={"z_check": False}),
        Task("train", RunNotebook("/Shared/train"), cluster="alone", after=("wheel", "python"), run_if="ALL_DONE"),
        Task("sql", RunSql(w.file, w.warehouse, {"day": "1"}), after=("train",)),
        Task("tables", RunPipeline(w.pipeline, full_refresh=True), after=("train",)),
        Task("next", RunJob(w.job, {"day": "1"}), after=("sql", "tables")),
    ]  # fmt: skip
    return Job(
        w.scope,
        "It",
        names=w.names,
        purpose="nightly",
        tasks=tasks,
        clusters=clusters,
        environments=[Environment("py", ("requests==2.32.4",), version="3")],
        trigger=Schedule("0 0 6 * * ?", timezone="Europe/Berlin", paused=True),
        run_as=w.robot.principal,
        git=GitSource("https://github.com/example/jobs", "gitHub", branch="main"),
        notifications=Notifications(
            on_failure=("ada@example.com",),
            on_success=("grace@example.com",),
            on_start=("ada@example.com",),
            slower_than_minutes=90,
            on_slow=("ada@example.com",),
            webhooks_on_failure=("b-hook", "a-hook"),
        ),
        parameters={"mode": "full", "day": "today"},
        budget_policy=w.budget,
        max_concurrent_runs=3,
        timeout_minutes=120,
    )


def _notebook_job(w: World, id: str, **given: Any) -> Job:
    return Job(w.scope, id, names=w.names, purpose="ingest", tasks=[Task("ingest", RunNotebook(w.notebook))], **given)


SAMPLES = [
    Sample("Notebook minimal", lambda w: w.notebook),
    Sample("Notebook fullest", lambda w: Notebook(
        w.scope, "It", names=w.names, purpose="report", content="select 1\n", language="SQL")),
    Sample("WorkspaceFile minimal", lambda w: w.file),
    Sample("GitCredential minimal", lambda w: GitCredential(w.scope, "It")),
    Sample("GitCredential fullest", lambda w: GitCredential(w.scope, "It", provider="gitHub", username="robot")),
    Sample("GitFolder minimal", lambda w: GitFolder(
        w.scope, "It", names=w.names, url="https://github.com/example/code", provider="gitHub", branch="main")),
    Sample("GitFolder fullest", lambda w: GitFolder(
        w.scope, "It", names=w.names, url="https://dev.azure.com/example/p/_git/code", provider="azureDevOpsServices",
        tag="v1", purpose="code", sparse=("jobs",), credential=GitCredential(w.scope, "GitCredential"))),
    Sample("Job minimal", lambda w: _notebook_job(w, "It")),
    Sample("Job fullest", _job_fullest),
    Sample("Job on files", lambda w: _notebook_job(w, "It", trigger=FileArrival(
        w.volume, folder="in", least_seconds_between=120, quiet_seconds=60))),
    Sample("Job on files of a location", lambda w: _notebook_job(w, "It", trigger=FileArrival(w.location))),
    Sample("Job every day", lambda w: _notebook_job(w, "It", trigger=Every(1, "DAYS"))),
    Sample("Job on a shared cluster", lambda w: Job(
        w.scope, "It", names=w.names, purpose="ingest",
        tasks=[Task("ingest", RunPython("/Workspace/a.py"), shared_cluster=w.cluster,
                    libraries=(Library.cran("dplyr"),))])),
    Sample("Job without end", lambda w: _notebook_job(w, "It", trigger=Continuous())),
    Sample("Pipeline minimal", lambda w: w.pipeline),
    Sample("Pipeline fullest", lambda w: Pipeline(
        w.scope, "It", names=w.names, purpose="events", schema=w.schema,
        code=[w.notebook, "/Workspace/Shared/tables.sql"], channel="PREVIEW", continuous=True, development=True,
        configuration={"source": "landing"}, run_as=w.robot.principal, tell_on_failure=("ada@example.com",),
        machines=PipelineMachines(TYPE, min_workers=2, max_workers=5, edition="PRO", photon=True, spot=True,
                                  policy=w.policy))),
    Sample("Pipeline of a folder", lambda w: Pipeline(
        w.scope, "It", names=w.names, purpose="events", schema=w.schema, code=["/Workspace/Shared/tables/**"],
        dependencies=["requests==2.32.4"], budget_policy=w.budget)),
]  # fmt: skip
