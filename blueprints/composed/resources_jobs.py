"""Jobs: work that runs by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from blueprints.composed.machines import Machines
from blueprints.composed.resource import (
    Address,
    Arguments,
    Folder,
    Key,
    Number,
    Ref,
    Resource,
    ResourceDescription,
    Switch,
    matching,
    within_rules,
)
from blueprints.composed.resources_code import GIT_PROVIDERS, GitUrl, Principal
from blueprints.composed.task import Task
from blueprints.features.compute.hours import JOB_HOURS
from blueprints.features.feature import Made
from blueprints.mistakes import near
from blueprints.plain_text import PlainText, SaidText
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage
from constructs_lib.schedule import Schedule as Clock

if TYPE_CHECKING:
    from blueprints.composition import Composition

MOST_TASKS = 1000
"""Source: Azure Databricks docs, resource limits: tasks in a job."""


class JobMachines(Machines):
    """Machines that a job starts for a run and gives back after it."""


class Schedule(Arguments):
    """A time of the clock.

    Args:
        cron: 6 or 7 Quartz fields, seconds first: `0 0 6 * * ?` is at 6.
        timezone: Of the clock, such as `Europe/Berlin`.
        paused: Kept, but nothing runs.
    """

    cron: SaidText
    timezone: SaidText = "UTC"
    paused: Switch = False

    @model_validator(mode="after")
    def _quartz(self) -> Schedule:
        within_rules(lambda: Clock(self.cron, self.timezone, self.paused))
        return self


class Every(Arguments):
    """Again and again.

    Args:
        interval: How many units, 1 or more.
        unit: `HOURS`, `DAYS` or `WEEKS`.
    """

    interval: Annotated[Number, Field(ge=1)]
    unit: Literal["HOURS", "DAYS", "WEEKS"]


class FileArrival(Arguments):
    """When files arrive.

    Args:
        volume_ref: Where to look; or location_ref.
        location_ref: Where to look; or volume_ref.
        folder: Folder in it; left out: all of it.
        least_seconds_between: Seconds between two starts, 60 or more.
        quiet_seconds: Seconds without a new file before it starts, 60 or more.
    """

    volume_ref: Ref | None = None
    location_ref: Ref | None = None
    folder: Folder | None = None
    least_seconds_between: Annotated[Number, Field(ge=60)] | None = None
    quiet_seconds: Annotated[Number, Field(ge=60)] | None = None

    @model_validator(mode="after")
    def _one(self) -> FileArrival:
        if bool(self.volume_ref) == bool(self.location_ref):
            raise ValueError("volume_ref or location_ref is required, and one of them only")
        return self


class Environment(Arguments):
    """Packages of serverless Python.

    Args:
        dependencies: Lines as in a requirements file.
        version: Version of Databricks' serverless environment.
    """

    dependencies: tuple[SaidText, ...] = ()
    version: Annotated[str, matching(r"\d+", 'a number in quotes, such as "4"')] = "4"


class Repository(Arguments):
    """The repository that code comes from at each run; one of branch, tag and commit.

    Args:
        url: Its https address.
        provider: Who hosts it.
        branch: The branch; moves with it.
        tag: The tag.
        commit: The commit: every run the same code.
    """

    url: GitUrl
    provider: GIT_PROVIDERS
    branch: SaidText | None = None
    tag: SaidText | None = None
    commit: SaidText | None = None

    @model_validator(mode="after")
    def _one(self) -> Repository:
        if [self.branch, self.tag, self.commit].count(None) != 2:
            raise ValueError("branch, tag or commit is required, and one of them only")
        return self


class Tell(Arguments):
    """Who hears of runs, by address.

    Args:
        on_failure: When a run fails.
        on_success: When it succeeds.
        on_start: When it starts.
        on_slow: When it is slower than slower_than_minutes.
        slower_than_minutes: Minutes after which a run counts as slow.
    """

    on_failure: tuple[Address, ...] = ()
    on_success: tuple[Address, ...] = ()
    on_start: tuple[Address, ...] = ()
    on_slow: tuple[Address, ...] = ()
    slower_than_minutes: Annotated[Number, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _slow(self) -> Tell:
        if (self.slower_than_minutes is None) != (not self.on_slow):
            raise ValueError("on_slow and slower_than_minutes go together")
        return self


class Job(Resource):
    """Tasks in their order, on machines that live as long as a run, or serverless.

    Args:
        tasks: What to do, by name.
        machines: Machines that tasks share within a run, by name.
        environments: Packages of serverless tasks, by name.
        schedule: Starts it at a time; at most one of schedule, every, file_arrival and continuous.
        every: Starts it again and again.
        file_arrival: Starts it when files arrive.
        continuous: Always one run.
        git: The repository its code comes from.
        run_as: Whose rights it has; left out: whoever deploys.
        tell: Who hears of its runs.
        parameters: Parameters with their defaults.
        max_concurrent_runs: Runs at once, 1-1000.
        timeout_minutes: Minutes after which a run is stopped; left out: never.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(type="job", description="work that runs by itself")

    tasks: Annotated[dict[Key, Task], Field(min_length=1, max_length=MOST_TASKS)]
    machines: dict[Key, JobMachines] = Field(default_factory=dict)
    environments: dict[Key, Environment] = Field(default_factory=dict)
    schedule: Schedule | None = None
    every: Every | None = None
    file_arrival: FileArrival | None = None
    continuous: Switch = False
    git: Repository | None = None
    run_as: Principal | None = None
    tell: Tell | None = None
    parameters: dict[Annotated[str, matching(r"[A-Za-z0-9_.-]+", "named by letters, digits, _ - and .")], PlainText] = (
        Field(default_factory=dict)
    )
    max_concurrent_runs: Annotated[Number, Field(ge=1, le=1000)] = 1
    timeout_minutes: Annotated[Number, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Job:
        mistakes = [*self._triggers(), *self._keys()] or [*self._order()]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _triggers(self) -> Iterator[str]:
        said = [name for name in ("schedule", "every", "file_arrival") if getattr(self, name) is not None]
        said += ["continuous"] if self.continuous else []
        if len(said) > 1:
            yield f"one thing starts it; got {' and '.join(said)}"
        if self.continuous and (self.max_concurrent_runs > 1 or any(task.retries for task in self.tasks.values())):
            yield "a continuous job has one run at a time, and no retries of tasks"

    def _keys(self) -> Iterator[str]:
        for key, task in self.tasks.items():
            for word, known in (("machines", self.machines), ("environment", self.environments)):
                name = getattr(task, word)
                if name is not None and name not in known:
                    yield f"tasks.{key}.{word}: the job has no {name!r}{near(name, known) if known else ''}"
            for before in task.after:
                if before not in self.tasks:
                    yield f"tasks.{key}.after: there is no task {before!r}{near(before, self.tasks)}"
            for before in task.outcomes:
                if before in self.tasks and self.tasks[before].condition is None:
                    yield f"tasks.{key}.outcomes: {before!r} is no condition"
            if task.from_git and self.git is None:
                yield f"tasks.{key}.from_git: the job has no git"
        for word, given in (("machines", self.machines), ("environments", self.environments)):
            used = {getattr(task, word.removesuffix("s") if word == "environments" else word)
                    for task in self.tasks.values()}  # fmt: skip
            yield from (f"{word}.{name}: no task uses it" for name in given if name not in used)

    def _order(self) -> Iterator[str]:
        try:
            TopologicalSorter({key: task.after for key, task in self.tasks.items()}).prepare()
        except CycleError as error:
            yield f"tasks wait for each other: {' -> '.join(reversed(error.args[1]))}"

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One job."""
        yield self.named("databricks_job", identifier)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """Its machines in nightly runs, or always where it never ends; what is serverless has no size to price."""
        hours = HOURS_A_MONTH if self.continuous else JOB_HOURS
        for name, machines in self.machines.items():
            yield from machines.machine_hours(f"job-{identifier}, {name}", site, hours=hours, kind="JOBS")
        if any(task.serverless for task in self.tasks.values()):
            yield Metered(f"job-{identifier}, serverless tasks", "serverless_job", Amount.of(1))
