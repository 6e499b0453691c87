"""One step of a composed platform's job."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from blueprints.composed.machines import Package
from blueprints.composed.resource import Arguments, Key, Number, Ref, Switch, matching
from blueprints.plain_text import PlainText, SaidText

Path = Annotated[SaidText, matching(r"\S.*", "a path")]
Name = Annotated[SaidText, matching(r"[A-Za-z0-9_.-]+", "letters, digits, . _ and -")]

_WORK = ("notebook_ref", "notebook", "file_ref", "python", "wheel", "sql", "pipeline_ref", "job_ref", "condition")
_ON_MACHINES = ("notebook_ref", "notebook", "file_ref", "python", "wheel")
_PYTHON = ("file_ref", "python", "wheel")


class Wheel(Arguments):
    """An entry point of a Python package; the wheel itself is a library, or stands in the environment.

    Args:
        package: The package's name.
        entry_point: A function or console script of it.
    """

    package: Name
    entry_point: Name


class Condition(Arguments):
    """Decides which tasks come next, by their `outcomes`.

    Args:
        left: A value, such as `{{tasks.check.values.rows}}`.
        operator: How to compare.
        right: The other value.
    """

    left: PlainText
    operator: Literal[
        "EQUAL_TO", "NOT_EQUAL", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"
    ]
    right: PlainText


class Task(Arguments):
    """One step of a job: one kind of work, and where it runs.

    Args:
        notebook_ref: Notebook of the platform to run.
        notebook: Path of a notebook in the workspace, or in the job's repository with from_git.
        file_ref: Python file of the platform to run; with warehouse_ref, a SQL file.
        python: Path of a Python file.
        wheel: An entry point of a Python package.
        sql: Path of a SQL file; with warehouse_ref.
        pipeline_ref: Pipeline to update.
        full_refresh: The pipeline computes everything anew.
        job_ref: Other job to run and wait for.
        condition: Decides which tasks come next.
        warehouse_ref: What runs SQL.
        from_git: The path is one of the job's repository.
        arguments: Arguments of a Python file or wheel.
        parameters: Values of the widgets of a notebook, of a SQL file, or of the other job.
        after: Tasks that come before it.
        outcomes: For a condition it comes after: whether it goes on when that is true or false.
        run_if: When to run, by how those before it ended.
        machines: Name of the job's machines to run on; left out: serverless.
        cluster_ref: Cluster of people to run on instead, at the rate of interactive work.
        environment: Name of the job's environment, for serverless Python.
        libraries: Packages to install on machines.
        retries: How often to try again.
        retry_seconds: Seconds between tries.
        timeout_minutes: Minutes after which it is stopped; left out: never.
    """

    notebook_ref: Ref | None = None
    notebook: Path | None = None
    file_ref: Ref | None = None
    python: Path | None = None
    wheel: Wheel | None = None
    sql: Path | None = None
    pipeline_ref: Ref | None = None
    full_refresh: Switch = False
    job_ref: Ref | None = None
    condition: Condition | None = None
    warehouse_ref: Ref | None = None
    from_git: Switch = False
    arguments: tuple[PlainText, ...] = ()
    parameters: dict[SaidText, PlainText] = Field(default_factory=dict)
    after: tuple[Key, ...] = ()
    outcomes: dict[Key, Switch] = Field(default_factory=dict)
    run_if: Literal[
        "ALL_SUCCESS", "AT_LEAST_ONE_SUCCESS", "NONE_FAILED", "ALL_DONE", "AT_LEAST_ONE_FAILED", "ALL_FAILED"
    ] = "ALL_SUCCESS"
    machines: Key | None = None
    cluster_ref: Ref | None = None
    environment: Key | None = None
    libraries: tuple[Package, ...] = ()
    retries: Annotated[Number, Field(ge=0)] = 0
    retry_seconds: Annotated[Number, Field(ge=0)] = 60
    timeout_minutes: Annotated[Number, Field(ge=1)] | None = None

    @property
    def is_sql(self) -> bool:
        """Whether a warehouse runs it."""
        return self.sql is not None or (self.file_ref is not None and self.warehouse_ref is not None)

    @property
    def serverless(self) -> bool:
        """Whether Databricks' machines run it."""
        on_machines = not self.is_sql and any(getattr(self, name) is not None for name in _ON_MACHINES)
        return on_machines and self.machines is None and self.cluster_ref is None

    @model_validator(mode="after")
    def _one_work(self) -> Task:
        said = [name for name in _WORK if getattr(self, name) is not None]
        if len(said) != 1:
            raise ValueError(f"must do one thing of: {', '.join(_WORK)}; got {' and '.join(said) or 'none'}")
        self._where(said[0])
        self._with(said[0])
        return self

    def _where(self, work: str) -> None:
        places = [name for name in ("machines", "cluster_ref", "environment") if getattr(self, name) is not None]
        on_machines = work in _ON_MACHINES and not self.is_sql
        if not on_machines and (places or self.libraries):
            raise ValueError(f"{work} takes no {(places or ['libraries'])[0]}")
        if len(places) > 1:
            raise ValueError(f"runs in one place; got {' and '.join(places)}")
        if self.libraries and not (self.machines or self.cluster_ref):
            raise ValueError("libraries go with machines or a cluster_ref; name them in an environment")
        if work in _PYTHON and not self.is_sql and not places:
            raise ValueError("machines, cluster_ref or environment is required for Python")
        if bool(self.warehouse_ref) != self.is_sql:
            raise ValueError("warehouse_ref goes with a SQL file, sql or file_ref; and a SQL file needs it")

    def _with(self, work: str) -> None:
        path = self.notebook or self.python or self.sql
        if self.from_git and not path:
            raise ValueError(f"from_git goes with a path, not with {work}")
        if path and self.from_git == path.startswith("/"):
            raise ValueError("a path starts with /, but not in the job's repository (from_git)")
        if self.arguments and (work not in _PYTHON or self.is_sql):
            raise ValueError(f"arguments are for Python, not for {work}; use parameters")
        if self.parameters and not (self.is_sql or work in ("notebook_ref", "notebook", "job_ref")):
            raise ValueError(f"{work} takes no parameters")
        if self.full_refresh and work != "pipeline_ref":
            raise ValueError("full_refresh goes with pipeline_ref")
        if work == "condition" and self.retries:
            raise ValueError("a condition is not tried again; leave retries out")
        unknown = [key for key in self.outcomes if key not in self.after]
        if unknown:
            raise ValueError(f"outcomes: {unknown[0]!r} is not in after")
