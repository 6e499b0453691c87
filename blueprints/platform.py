"""The platform file: the hinge between planning and everything after it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    field_validator,
    model_validator,
)

from blueprints.mistakes import in_order, mistakes_of
from blueprints.plain_text import PlainText
from blueprints.request import Environment
from naming.documents import Document, DocumentError, read_document
from naming.errors import RuleError

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_NAME = 60
"""Characters of a platform's name: it becomes a folder (`<name>-databricks`) on every system."""

_RUNTIME = re.compile(r"\d+(\.\d+)?\.x(-(cpu|gpu)-ml)?-scala2\.1[23]")
_VM_TYPE = re.compile(r"Standard_[A-Za-z0-9_]+")


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text) or len(text) > MAX_NAME:
        raise ValueError(f"must be lower-case letters, digits and single hyphens, 1-{MAX_NAME} characters")
    return text


def _workload(text: str) -> str:
    return _slug(text.replace("_", "-")) and text


def is_runtime(text: str) -> bool:
    """Whether a text has the form of a runtime's key."""
    return _RUNTIME.fullmatch(text) is not None


def _runtime(text: str) -> str:
    if not is_runtime(text):
        raise ValueError("must be a runtime key such as 17.3.x-cpu-ml-scala2.13")
    return text


def is_vm_type(text: str) -> bool:
    """Whether a text has the form of a VM type."""
    return _VM_TYPE.fullmatch(text) is not None


def _vm_type(text: str) -> str:
    if not is_vm_type(text):
        raise ValueError("must be an Azure VM type such as Standard_D4ds_v5")
    return text


def _tier(text: str) -> str:
    if text == "standard":
        raise ValueError("standard was retired on 2026-10-01 and takes no new workspaces; use premium or trial")
    if text not in ("premium", "trial"):
        raise ValueError("must be premium or trial")
    return text


def _one(value: object) -> object:
    if type(value) is not int:  # Python takes True and 1.0 for 1
        raise ValueError("must be 1")
    return value


def _no_switch(value: object) -> object:
    if isinstance(value, bool):  # pydantic takes true for 1
        raise ValueError("must be a number")
    return value


WarehouseSize = Literal[
    "2X-Small", "X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large", "3X-Large", "4X-Large"
]  # fmt: skip
Slug = Annotated[str, AfterValidator(_slug)]
Runtime = Annotated[str, AfterValidator(_runtime)]
VmType = Annotated[str, AfterValidator(_vm_type)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Sizes(_Part):
    """The decision, pinned. What a blueprint does not use stays out.

    Args:
        tier: Pricing tier of the workspace.
        runtime: Databricks runtime key.
        driver_type: VM type of a cluster's driver.
        worker_type: VM type of workers, or of a pool's nodes.
        min_workers: Fewest workers of a cluster.
        max_workers: Most workers of a cluster, or nodes of a pool.
        autotermination_minutes: Minutes without work before a cluster stops, 10-10000.
            Source: databricks_cluster docs, `autotermination_minutes`.
        warehouse_size: Size of a cluster of the SQL warehouse, `2X-Small` to `4X-Large`.
            Source: databricks provider, sql/resource_sql_endpoint.go.
    """

    tier: Annotated[str, AfterValidator(_tier)] = "premium"
    runtime: Runtime | None = None
    driver_type: VmType | None = None
    worker_type: VmType | None = None
    min_workers: int | None = Field(default=None, ge=0, le=1000)
    max_workers: int | None = Field(default=None, ge=1, le=1000)
    autotermination_minutes: int | None = Field(default=None, ge=10, le=10_000)
    warehouse_size: WarehouseSize | None = None

    _numbers = field_validator("min_workers", "max_workers", "autotermination_minutes", mode="before")(_no_switch)

    @model_validator(mode="after")
    def _ordered(self) -> Sizes:
        if self.min_workers is not None and self.max_workers is not None and self.min_workers > self.max_workers:
            raise ValueError(f"min_workers ({self.min_workers}) is more than max_workers ({self.max_workers})")
        return self

    def text(self, name: str) -> str:
        """A size that the blueprint needs. Raises RuleError where the file leaves it out."""
        value = getattr(self, name)
        if not isinstance(value, str):
            raise RuleError(f"sizes.{name}", allowed="a value: this blueprint needs it", got=value)
        return value

    def number(self, name: str) -> int:
        """A size that the blueprint needs. Raises RuleError where the file leaves it out."""
        value = getattr(self, name)
        if not isinstance(value, int):
            raise RuleError(f"sizes.{name}", allowed="a whole number: this blueprint needs it", got=value)
        return value


class Scope(_Part):
    """Which kinds of things get their names from the convention; patterns with `*`, exclude wins."""

    include: tuple[PlainText, ...] = ("*",)
    exclude: tuple[PlainText, ...] = ()


class Accepted(_Part):
    """A finding that the team takes on: why, and until when."""

    code: PlainText
    reason: PlainText = Field(min_length=1)
    until: date


class Origin(_Part):
    """Where a platform came from; a record, read by nobody's program."""

    asked_by: str = ""
    sentence: str = ""
    parser: str = ""
    match: str = ""
    because: tuple[str, ...] = ()


class Platform(_Part):
    """One platform: a blueprint, its sizes and its features, resolved; the desired state.

    Args:
        version: Shape of the file; 1.
        name: The file's name, and the first part of both stacks' names.
        blueprint: The pattern, by name.
        team: Who it is for.
        environment: dev, staging, prod or sandbox.
        workload: What it is for; part of every name.
        region: Azure region.
        sizes: What was chosen.
        features: Features beside what the blueprint always has, each with its options.
        resources: Resources of a composed platform, `{type}-{identifier}`, each with its arguments.
        tags: Tags beside the standard ones; `cost_centre` replaces the default.
        cost_limit_usd: The most it may cost, USD a month; the environment's limit if left out.
        hours_a_month: Hours a month that people and jobs use its features, at most 730, to say what it costs; what
            each feature assumes if left out.
        scope: Which kinds the naming convention covers; all if left out.
        accept: Findings taken on.
        origin: Where it came from.
    """

    version: Annotated[Literal[1], BeforeValidator(_one, json_schema_input_type=Literal[1])] = 1
    name: Slug
    blueprint: Slug
    team: Slug
    environment: Environment
    workload: Annotated[str, AfterValidator(_workload)]
    region: Slug
    sizes: Sizes
    features: dict[str, dict[str, JsonValue]] = Field(default_factory=dict)
    resources: dict[str, dict[str, JsonValue]] = Field(default_factory=dict)
    tags: dict[PlainText, PlainText] = Field(default_factory=dict)
    cost_limit_usd: float | None = Field(default=None, gt=0)
    hours_a_month: float | None = Field(default=None, gt=0, le=730)
    scope: Scope = Scope()
    accept: tuple[Accepted, ...] = ()
    origin: Origin = Origin()

    _numbers = field_validator("cost_limit_usd", "hours_a_month", mode="before")(_no_switch)

    @property
    def stacks(self) -> tuple[str, str]:
        """Names of its two layers' stacks, in the order they are applied."""
        return f"{self.name}-azure", f"{self.name}-databricks"


def read_platform(path: Path, *, source: str | None = None) -> tuple[Platform, Document]:
    """Read one platform file by its shape alone; `blueprints.checking` holds it against its blueprint too.

    Args:
        path: The file, `<name>.yaml`.
        source: Its name in errors; the path as given if left out.

    Returns:
        The platform, and the file with its lines.

    Raises:
        DocumentError: With every mistake of the file, each with its line.
    """
    document = read_document(path, source=source)
    try:
        platform = Platform.model_validate(document.data)
    except ValidationError as error:
        raise DocumentError(in_order(mistakes_of(error, document, Platform), document)) from None
    if platform.name != path.stem:
        raise DocumentError(
            [document.mistake(("name",), f"must be the file's name, {path.stem!r}; got {platform.name!r}")]
        )
    return platform, document
