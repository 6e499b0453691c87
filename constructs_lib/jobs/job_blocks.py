"""A job's values as the provider's blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.compute.library_arguments import library_block
from constructs_lib.jobs.environment import Environment
from constructs_lib.jobs.git_source import GitSource
from constructs_lib.jobs.notifications import Notifications
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.trigger import Continuous, Every, FileArrival, Trigger
from constructs_lib.schedule import Schedule


def task_blocks(tasks: Sequence[Task]) -> list[Any]:
    """Tasks in the order of their keys, and so what each waits for.

    The provider reads them back sorted: any other order is a change at every plan, and parts of one task leak into
    another. Source: terraform-provider-databricks issues 4159, 4011, 3951.
    """
    return [_task(task) for task in sorted(tasks, key=lambda task: task.key)]


def _task(task: Task) -> Any:
    before = [
        databricks.JobTaskDependsOn(
            task_key=key, outcome=str(task.outcomes[key]).lower() if key in task.outcomes else None
        )
        for key in sorted(task.after)
    ]
    return databricks.JobTask(
        task_key=task.key,
        depends_on=before or None,
        run_if=task.run_if,
        job_cluster_key=task.cluster,
        existing_cluster_id=task.shared_cluster.cluster_id if task.shared_cluster else None,
        environment_key=task.environment,
        library=[library_block("JobTaskLibrary", one) for one in task.libraries] or None,
        max_retries=task.retries or None,
        min_retry_interval_millis=task.retry_seconds * 1000 if task.retries else None,
        timeout_seconds=task.timeout_minutes * 60 if task.timeout_minutes else None,
        **task.work.arguments(),
    )


def trigger_arguments(trigger: Trigger | None) -> dict[str, Any]:
    """What starts the job; None: somebody asks."""
    if isinstance(trigger, Schedule):
        return {"schedule": databricks.JobSchedule(**trigger.quartz(), pause_status=_pause(trigger.paused))}
    if isinstance(trigger, Continuous):
        return {"continuous": databricks.JobContinuous(pause_status=_pause(trigger.paused))}
    if isinstance(trigger, Every):
        periodic = databricks.JobTriggerPeriodic(interval=trigger.interval, unit=trigger.unit)
        return {"trigger": databricks.JobTrigger(pause_status="UNPAUSED", periodic=periodic)}
    if isinstance(trigger, FileArrival):
        arrival = databricks.JobTriggerFileArrival(
            url=trigger.url,
            min_time_between_triggers_seconds=trigger.least_seconds_between,
            wait_after_last_change_seconds=trigger.quiet_seconds,
        )
        return {"trigger": databricks.JobTrigger(pause_status="UNPAUSED", file_arrival=arrival)}
    return {}


def _pause(paused: bool) -> str:
    return "PAUSED" if paused else "UNPAUSED"


def notification_arguments(tell: Notifications | None) -> dict[str, Any]:
    """Who hears of runs."""
    if tell is None:
        return {}
    found: dict[str, Any] = {}
    if tell.on_failure or tell.on_success or tell.on_start or tell.on_slow:
        found["email_notifications"] = databricks.JobEmailNotifications(
            on_failure=list(tell.on_failure) or None,
            on_success=list(tell.on_success) or None,
            on_start=list(tell.on_start) or None,
            on_duration_warning_threshold_exceeded=list(tell.on_slow) or None,
        )
    if tell.slower_than_minutes:
        rule = databricks.JobHealthRules(
            metric="RUN_DURATION_SECONDS", op="GREATER_THAN", value=tell.slower_than_minutes * 60
        )
        found["health"] = databricks.JobHealth(rules=[rule])
    if tell.webhooks_on_failure:
        found["webhook_notifications"] = databricks.JobWebhookNotifications(
            on_failure=[databricks.JobWebhookNotificationsOnFailure(id=id) for id in sorted(tell.webhooks_on_failure)]
        )
    return found


def git_block(git: GitSource | None) -> Any:
    """Where code comes from."""
    if git is None:
        return None
    return databricks.JobGitSource(
        url=git.url, provider=git.provider, branch=git.branch, tag=git.tag, commit=git.commit
    )


def environment_blocks(environments: Sequence[Environment]) -> list[Any] | None:
    """What serverless Python finds."""
    spec = databricks.JobEnvironmentSpec
    return [
        databricks.JobEnvironment(
            environment_key=one.key,
            spec=spec(environment_version=one.version, dependencies=list(one.dependencies) or None),
        )
        for one in environments
    ] or None
