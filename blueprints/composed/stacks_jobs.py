"""The construct of a job."""

from __future__ import annotations

from blueprints.composed import resources_jobs as said_
from blueprints.composed import task as said_task
from blueprints.composed.site import Site
from blueprints.composed.stacks_code import run_as
from blueprints.composed.stacks_compute import options
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.interactive_cluster import InteractiveCluster
from constructs_lib.compute.job_cluster import JobCluster
from constructs_lib.compute.single_node_cluster import SingleNodeCluster
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.jobs.environment import Environment
from constructs_lib.jobs.git_source import GitSource
from constructs_lib.jobs.job import Job
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.notifications import Notifications
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.run_code import RunNotebook, RunPython, RunSql, RunWheel
from constructs_lib.jobs.run_flow import Condition, RunJob, RunPipeline
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.trigger import Continuous, Every, FileArrival, Trigger
from constructs_lib.jobs.work import Work
from constructs_lib.jobs.workspace_file import WorkspaceFile
from constructs_lib.schedule import Schedule
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.volume import Volume


def job(site: Site, said: said_.Job) -> Construct:
    """One job."""
    return Job(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        tasks=[_task(site, key, one) for key, one in said.tasks.items()],
        clusters=[_machines(site, key, one) for key, one in said.machines.items()],
        environments=[
            Environment(key, one.dependencies, version=one.version) for key, one in said.environments.items()
        ],
        trigger=_trigger(site, said),
        run_as=run_as(said.run_as),
        git=GitSource(said.git.url, said.git.provider, said.git.branch, said.git.tag, said.git.commit)
        if said.git
        else None,
        notifications=_notifications(said.tell) if said.tell else None,
        parameters=said.parameters,
        max_concurrent_runs=said.max_concurrent_runs,
        timeout_minutes=said.timeout_minutes,
    )


def _task(site: Site, key: str, said: said_task.Task) -> Task:
    return Task(
        key=key,
        work=_work(site, said),
        after=said.after,
        outcomes=said.outcomes,
        run_if=said.run_if,
        cluster=said.machines,
        shared_cluster=_cluster(site, said.cluster_ref) if said.cluster_ref else None,
        environment=said.environment,
        libraries=tuple(one.library() for one in said.libraries),
        retries=said.retries,
        retry_seconds=said.retry_seconds,
        timeout_minutes=said.timeout_minutes,
    )


def _cluster(site: Site, identifier: str) -> InteractiveCluster | SingleNodeCluster:
    found = site.ref(Construct, "cluster", identifier)
    assert isinstance(found, InteractiveCluster | SingleNodeCluster)
    return found


def _work(site: Site, said: said_task.Task) -> Work:
    """What the task does: it says one thing only."""
    if said.is_sql:
        assert said.warehouse_ref is not None
        file = site.maybe(WorkspaceFile, "file", said.file_ref) or said.sql or ""
        warehouse = site.ref(SqlWarehouse, "warehouse", said.warehouse_ref)
        return RunSql(file, warehouse, said.parameters, said.from_git)
    if said.pipeline_ref is not None:
        return RunPipeline(site.ref(Pipeline, "pipeline", said.pipeline_ref), said.full_refresh)
    if said.job_ref is not None:
        return RunJob(site.ref(Job, "job", said.job_ref), said.parameters)
    if said.condition is not None:
        return Condition(said.condition.left, said.condition.operator, said.condition.right)
    if said.wheel is not None:
        return RunWheel(said.wheel.package, said.wheel.entry_point, said.arguments)
    if said.file_ref is not None or said.python is not None:
        file = site.maybe(WorkspaceFile, "file", said.file_ref) or said.python or ""
        return RunPython(file, said.arguments, said.from_git)
    notebook = site.maybe(Notebook, "notebook", said.notebook_ref) or said.notebook or ""
    return RunNotebook(notebook, said.parameters, said.from_git)


def _machines(site: Site, key: str, said: said_.JobMachines) -> JobCluster:
    return JobCluster(
        key=key,
        runtime=said.runtime,
        node_type=said.node_type or "",
        driver_type=said.driver_type,
        min_workers=said.min_workers,
        max_workers=said.max_workers,
        options=options(site, said),
    )


def _trigger(site: Site, said: said_.Job) -> Trigger | None:
    if said.schedule:
        return Schedule(said.schedule.cron, said.schedule.timezone, said.schedule.paused)
    if said.every:
        return Every(said.every.interval, said.every.unit)
    if said.file_arrival:
        arrival = said.file_arrival
        volume = site.maybe(Volume, "volume", arrival.volume_ref)
        place = volume or site.ref(ExternalLocation, "location", arrival.location_ref or "")
        return FileArrival(place, arrival.folder or "", arrival.least_seconds_between, arrival.quiet_seconds)
    return Continuous() if said.continuous else None


def _notifications(said: said_.Tell) -> Notifications:
    return Notifications(
        on_failure=said.on_failure,
        on_success=said.on_success,
        on_start=said.on_start,
        slower_than_minutes=said.slower_than_minutes,
        on_slow=said.on_slow,
    )
