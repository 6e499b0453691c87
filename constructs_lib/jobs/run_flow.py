"""Tasks that start other things, or decide: one small value a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Token
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.limits import one_of, plain, plain_map

if TYPE_CHECKING:
    from constructs_lib.jobs.job import Job

_OPERATORS = (
    "EQUAL_TO", "NOT_EQUAL", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL",
)  # fmt: skip


@dataclass(frozen=True)
class RunPipeline:
    """Updates a declarative pipeline.

    Args:
        pipeline: The pipeline.
        full_refresh: Computes everything anew. Default: only what is new.
    """

    pipeline: Pipeline
    full_refresh: bool = False
    compute = "none"

    def arguments(self) -> dict[str, Any]:
        """The provider's block, under its name."""
        task = databricks.JobTaskPipelineTask(pipeline_id=self.pipeline.pipeline_id, full_refresh=self.full_refresh)
        return {"pipeline_task": task}


@dataclass(frozen=True)
class RunJob:
    """Runs another job and waits for it.

    Args:
        job: The other job.
        parameters: Values of its parameters.
    """

    job: Job
    parameters: Mapping[str, str] = field(default_factory=dict)
    compute = "none"

    def __post_init__(self) -> None:
        plain_map("parameters", self.parameters)

    def arguments(self) -> dict[str, Any]:
        """The provider's block, under its name."""
        task = databricks.JobTaskRunJobTask(
            job_id=Token.as_number(self.job.job_id), job_parameters=dict(self.parameters) or None
        )
        return {"run_job_task": task}


@dataclass(frozen=True)
class Condition:
    """Decides which tasks come next: those that depend on it with `outcome` true or false.

    Args:
        left: A value, such as `{{tasks.check.values.rows}}`.
        operator: How to compare.
        right: The other value.
    """

    left: str
    operator: Literal[
        "EQUAL_TO", "NOT_EQUAL", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"
    ]
    right: str
    compute = "none"

    def __post_init__(self) -> None:
        plain("left", self.left)
        plain("right", self.right)
        one_of("operator", self.operator, _OPERATORS, source="databricks_job docs, condition_task")

    def arguments(self) -> dict[str, Any]:
        """The provider's block, under its name."""
        task = databricks.JobTaskConditionTask(left=self.left, op=self.operator, right=self.right)
        return {"condition_task": task}
