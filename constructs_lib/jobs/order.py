"""Whether a job's tasks can run in some order."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from constructs_lib.jobs.run_flow import Condition
from constructs_lib.jobs.task import Task
from constructs_lib.limits import between, one_of
from naming.errors import RuleError

MOST_TASKS = 1000
"""Source: Azure Databricks docs, resource limits: tasks in a job."""


def check_order(tasks: Sequence[Task]) -> None:
    """Raise RuleError where tasks are none or too many, share a key, wait for what is not there or for each other."""
    between("tasks", len(tasks), 1, MOST_TASKS, unit="tasks", source="Azure Databricks docs, resource limits")
    by_key = {task.key: task for task in tasks}
    if len(by_key) < len(tasks):
        twice = sorted({task.key for task in tasks if [t.key for t in tasks].count(task.key) > 1})
        raise RuleError("tasks", allowed="each key once", got=twice)
    for task in tasks:
        for key in task.after:
            one_of(f"task {task.key}: after", key, by_key)
        for key in task.outcomes:
            if not isinstance(by_key[key].work, Condition):
                raise RuleError(f"task {task.key}: outcomes", allowed="conditions only", got=key)
    try:
        TopologicalSorter({task.key: task.after for task in tasks}).prepare()
    except CycleError as error:
        raise RuleError(
            "after", allowed="tasks that do not wait for each other in a circle", got=" -> ".join(error.args[1])
        ) from None
