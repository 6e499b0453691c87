"""Work that runs by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.job_cluster import JobCluster
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.principal import Principal
from constructs_lib.jobs import job_blocks
from constructs_lib.jobs.environment import Environment
from constructs_lib.jobs.git_source import GitSource
from constructs_lib.jobs.notifications import Notifications
from constructs_lib.jobs.order import check_order
from constructs_lib.jobs.run_as import check_run_as, run_as_block
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.trigger import Continuous, Trigger
from constructs_lib.limits import between, matching, one_of, plain
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

MOST_RUNS = 1000
"""Source: SDK jobs/model.go, MaxConcurrentRuns."""


class Job(Construct):
    """Tasks in their order, on machines that live as long as a run, or on none of yours.

    Makes: 1 databricks_job.

    Args:
        names: Names and tags of the platform.
        purpose: What it does, such as `ingest`.
        tasks: What to do; each says what it waits for.
        clusters: Machines that tasks share within a run.
        environments: Packages of serverless tasks.
        trigger: What starts it; left out: somebody asks.
        run_as: A service principal (or user) whose rights it has; left out: whoever deploys, which is right for
            nobody but a developer.
        git: The repository its code comes from at each run.
        notifications: Who hears of its runs; nobody by default.
        parameters: Parameters of the job with their defaults.
        budget_policy: Puts its tags on the bill of serverless tasks; left out: the workspace's default.
        max_concurrent_runs: Runs at once, 1-1000; 1: two never work on the same data. More starts wait in a queue.
        timeout_minutes: Minutes after which a run is stopped; left out: never.

    Raises:
        RuleError: Tasks that cannot run in any order; keys that nothing has; a group as `run_as`; text or numbers
            outside their limits.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str,
        tasks: Sequence[Task],
        clusters: Sequence[JobCluster] = (),
        environments: Sequence[Environment] = (),
        trigger: Trigger | None = None,
        run_as: Principal | None = None,
        git: GitSource | None = None,
        notifications: Notifications | None = None,
        parameters: Mapping[str, str] | None = None,
        budget_policy: BudgetPolicy | None = None,
        max_concurrent_runs: int = 1,
        timeout_minutes: int | None = None,
    ) -> None:
        check_order(tasks)
        _check_keys(tasks, clusters, environments, git)
        check_run_as(run_as)
        between("max_concurrent_runs", max_concurrent_runs, 1, MOST_RUNS, unit="runs", source="SDK jobs/model.go")
        if isinstance(trigger, Continuous) and (max_concurrent_runs > 1 or any(task.retries for task in tasks)):
            raise RuleError(
                "trigger", allowed="1 run and no retries of tasks for a continuous job", got="more",
                source="Azure Databricks docs, continuous jobs",
            )  # fmt: skip
        if timeout_minutes is not None:
            between("timeout_minutes", timeout_minutes, 1, None, unit="minutes")
        for name, value in (parameters or {}).items():
            matching(
                "parameters", name, r"[A-Za-z0-9_.-]+", allowed="letters, digits, _ - and .", source="SDK jobs/model.go"
            )
            plain(f"parameters[{name}]", value)
        super().__init__(scope, id)
        job = databricks.Job(
            self,
            "Resource",
            name=names.name(Kind.JOB, purpose=purpose),
            task=job_blocks.task_blocks(tasks),
            job_cluster=[cluster.block(names) for cluster in clusters] or None,
            environment=job_blocks.environment_blocks(environments),
            run_as=run_as_block(run_as, "JobRunAs"),
            git_source=job_blocks.git_block(git),
            parameter=[
                databricks.JobParameter(name=name, default=value) for name, value in sorted((parameters or {}).items())
            ]
            or None,
            budget_policy_id=budget_policy.policy_id if budget_policy else None,
            max_concurrent_runs=max_concurrent_runs,
            timeout_seconds=timeout_minutes * 60 if timeout_minutes else None,
            # A start that finds another run waits, instead of being skipped without a word.
            queue=databricks.JobQueue(enabled=not isinstance(trigger, Continuous)),
            tags=names.tags(),
            **job_blocks.trigger_arguments(trigger),
            **job_blocks.notification_arguments(notifications),
        )
        self.job_id: str = job.id
        self.permission_target = PermissionTarget("job_id", self.job_id)


def _check_keys(
    tasks: Sequence[Task], clusters: Sequence[JobCluster], environments: Sequence[Environment], git: GitSource | None
) -> None:
    cluster_keys = {cluster.key for cluster in clusters}
    environment_keys = {environment.key for environment in environments}
    for task in tasks:
        if task.cluster:
            one_of(f"task {task.key}: cluster", task.cluster, cluster_keys)
        if task.environment:
            one_of(f"task {task.key}: environment", task.environment, environment_keys)
        serverless_python = type(task.work).__name__ in ("RunPython", "RunWheel") and not task.machines
        if serverless_python and not task.environment:
            raise RuleError(
                f"task {task.key}", allowed="a cluster or an environment for Python files and wheels", got="neither",
                source="databricks_job docs, environment_key",
            )  # fmt: skip
        if getattr(task.work, "from_git", False) and git is None:
            raise RuleError(f"task {task.key}: from_git", allowed="where the job has a git source", got=True)
    for what, used, given in (
        ("clusters", {task.cluster for task in tasks}, cluster_keys),
        ("environments", {task.environment for task in tasks}, environment_keys),
    ):
        if given - used:
            raise RuleError(what, allowed="those that a task uses", got=sorted(given - used))
    if len(cluster_keys) < len(clusters) or len(environment_keys) < len(environments):
        raise RuleError("clusters, environments", allowed="each key once", got="one twice")
