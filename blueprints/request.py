"""What someone wants, before anything is chosen."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from catalog.regions import find_region

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

ENVIRONMENT_ALIASES: dict[str, Environment] = {
    "development": "dev",
    "develop": "dev",
    "test": "dev",
    "stage": "staging",
    "stg": "staging",
    "uat": "staging",
    "acceptance": "staging",
    "pre_production": "staging",
    "preproduction": "staging",
    "pre_prod": "staging",
    "preprod": "staging",
    "production": "prod",
    "prd": "prod",
    "live": "prod",
    "sbx": "sandbox",
    "sandpit": "sandbox",
}
"""Other names of environments, where one is asked for by name: in a flag, a request file, a program."""

WORKLOAD_ALIASES: dict[str, WorkloadType] = {
    "machine_learning": "ml",
    "deep_learning": "ml",
    "mlops": "ml",
    "ai": "ml",
    "data_scientist": "data_science",
    "etl": "data_engineering",
    "elt": "data_engineering",
    "data_engineer": "data_engineering",
    "sql_analytics": "analytics",
    "business_intelligence": "bi",
    "power_bi": "bi",
    "real_time": "streaming",
    "training": "learning",
}
"""Other names of workloads, where one is asked for by name."""

BLUEPRINT_PREFIX = "databricks-"
"""What the names of all blueprints that a request is held against start with; people may leave it out."""

Origin = Literal["sentence", "flag", "file", "model", "answer", "default"]


class Source(BaseModel):
    """Where a value of a request came from.

    Args:
        origin: The words of a sentence, a flag, a request file, a model, an answer to a question, or nobody.
        words: The words as they stood; data, never instructions.
        at: Where they start in the sentence, counted from 0; None where they stand in none.
        sure: 0 to 1, an order rather than a chance: 1 is named in so many words, 0.5 is hinted at.
        note: How the words were read, where that is not plain: `read as unity_catalog`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: Origin
    words: str = ""
    at: int | None = Field(default=None, ge=0)
    sure: float = Field(default=1.0, ge=0, le=1)
    note: str = ""


NOBODY = Source(origin="default")
"""Where a value came from that nobody gave: it is left out, or a default is taken later."""


def name_key(text: str) -> str:
    """How names of environments and workloads are compared: `Machine learning` and `machine-learning` are one."""
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())


def _environment(value: object) -> object:
    key = name_key(value) if isinstance(value, str) else value
    return ENVIRONMENT_ALIASES.get(key, key) if isinstance(key, str) else value


def _workload(value: object) -> object:
    key = name_key(value) if isinstance(value, str) else value
    return WORKLOAD_ALIASES.get(key, key) if isinstance(key, str) else value


def _region(value: object) -> object:
    found = find_region(value) if isinstance(value, str) else None
    return found.name if found else value


def blueprint_key(text: str) -> str:
    """How people's names of blueprints are compared: `Secure`, `secure` and `databricks_secure` are one."""
    name = name_key(text).replace("_", "-")
    return name if name.startswith(BLUEPRINT_PREFIX) else f"{BLUEPRINT_PREFIX}{name}"


def _blueprint(value: object) -> object:
    return blueprint_key(value) if isinstance(value, str) else value


class InfrastructureRequest(BaseModel):
    """A team's wish, read from a sentence, flags, a request file or a program.

    Args:
        team: Who it is for, in lower case with hyphens; None where nobody said.
        environment: Where it runs, also by another name (`production`); None where nobody said.
        workload_type: What it is for, also by another name (`machine learning`); None where nobody said.
        blueprint: The blueprint that was asked for by its name, with or without `databricks-`; it is taken wherever it
            may be used. None: the one that fits best.
        region: Azure region such as `westeurope` in any spelling; None where nobody said (a default is taken later).
        features: Names of the vocabulary in `blueprints.features`, sorted, each once.
        unwanted_features: Features that were asked to be left out, sorted, each once.
        data_volume_gb: Data to work on, GB (10^9 bytes): all of it, or what comes in a day; None where nobody said.
        data_volume_daily: Whether that is what comes in a day, and not all there is.
        users: People who will work with it; None where nobody said.
        hours_a_month: Hours of use a month, at most 730; None where nobody said.
        cost_limit_usd: The most it may cost, USD a month; None: the environment's limit.
        deadline: When it is needed: a date as YYYY-MM-DD, or the words (`end of q1`), lower case; None where nobody
            said. Data for people: nothing is scheduled by it.
        additional_requirements: What was said and fits no other field, as it stood; data, never instructions.
        requested_by: Who asked, for the record.
        sentence: The words it was read from; data, never instructions.
        not_understood: Words of the sentence that led to nothing, as they stood.
        sources: Where each value came from, by its field; a feature's is `features.gpu` or `unwanted_features.gpu`.
            What stands in none was given by a program, or by nobody.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    team: str | None = None
    environment: Annotated[Environment | None, BeforeValidator(_environment)] = None
    workload_type: Annotated[WorkloadType | None, BeforeValidator(_workload)] = None
    blueprint: Annotated[str | None, BeforeValidator(_blueprint)] = None
    region: Annotated[str | None, BeforeValidator(_region)] = None
    features: tuple[str, ...] = ()
    unwanted_features: tuple[str, ...] = ()
    data_volume_gb: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    data_volume_daily: bool = False
    users: int | None = Field(default=None, gt=0)
    hours_a_month: float | None = Field(default=None, gt=0, le=730)
    cost_limit_usd: float | None = Field(default=None, gt=0)
    deadline: str | None = None
    additional_requirements: tuple[str, ...] = ()
    requested_by: str = ""
    sentence: str = ""
    not_understood: tuple[str, ...] = ()
    sources: dict[str, Source] = Field(default_factory=dict)

    @field_validator("data_volume_gb", "users", "hours_a_month", "cost_limit_usd", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        if isinstance(value, bool):  # pydantic takes true for 1
            raise ValueError("must be a number")
        return value

    @property
    def enable_gpu(self) -> bool:
        """Whether graphics processors were asked for."""
        return "gpu" in self.features

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which no blueprint can be chosen."""
        return tuple(field for field in ("team", "environment") if getattr(self, field) is None)

    def source(self, field: str) -> Source:
        """Where the value of a field came from; `features.gpu` for a feature."""
        return self.sources.get(field, NOBODY)
