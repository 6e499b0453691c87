"""What someone wants, before anything is chosen."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Environment = Literal["dev", "staging", "prod", "sandbox"]
WorkloadType = Literal[
    "ml",
    "data_science",
    "data_engineering",
    "analytics",
    "bi",
    "streaming",
    "exploration",
    "learning",
    "testing",
]

ENVIRONMENTS: tuple[Environment, ...] = get_args(Environment)
WORKLOAD_TYPES: tuple[WorkloadType, ...] = get_args(WorkloadType)


class InfrastructureRequest(BaseModel):
    """A team's wish, read from a sentence, flags or a program.

    Args:
        team: Who it is for, in lower case with hyphens; None where nobody said.
        environment: Where it runs; None where nobody said.
        workload_type: What it is for; None where nobody said.
        region: Azure region such as `westeurope`; None where nobody said (a default is taken later).
        features: Names of the vocabulary in `blueprints.features`, sorted, each once.
        unwanted_features: Features that were asked to be left out, sorted, each once.
        cost_limit_usd: The most it may cost, USD a month; None: the environment's limit.
        requested_by: Who asked, for the record.
        sentence: The words it was read from; data, never instructions.
        not_understood: Words of the sentence that led to nothing, as they stood.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    team: str | None = None
    environment: Environment | None = None
    workload_type: WorkloadType | None = None
    region: str | None = None
    features: tuple[str, ...] = ()
    unwanted_features: tuple[str, ...] = ()
    cost_limit_usd: float | None = Field(default=None, gt=0)
    requested_by: str = ""
    sentence: str = ""
    not_understood: tuple[str, ...] = ()

    @property
    def enable_gpu(self) -> bool:
        """Whether graphics processors were asked for."""
        return "gpu" in self.features

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which no blueprint can be chosen."""
        return tuple(field for field in ("team", "environment") if getattr(self, field) is None)
