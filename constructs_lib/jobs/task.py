"""One step of a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from constructs_lib.compute.interactive_cluster import InteractiveCluster
from constructs_lib.compute.library import Library
from constructs_lib.compute.single_node_cluster import SingleNodeCluster
from constructs_lib.jobs.run_flow import Condition
from constructs_lib.jobs.work import Work
from constructs_lib.limits import between, matching, one_of
from naming.errors import RuleError

RUN_IF = ("ALL_SUCCESS", "AT_LEAST_ONE_SUCCESS", "NONE_FAILED", "ALL_DONE", "AT_LEAST_ONE_FAILED", "ALL_FAILED")
_SOURCE = "databricks_job docs, task"


@dataclass(frozen=True)
class Task:
    """One step of a job.

    Args:
        key: What other tasks call it: letters, digits, - and _, 1-100.
        work: What it does.
        after: Keys of tasks that come before it.
        outcomes: For a condition it comes after: whether it goes on when that is true or false.
        run_if: When to run, by how those before it ended.
        cluster: Key of the job's cluster to run on; left out: serverless, for work that needs machines.
        environment: Key of the job's environment, for serverless Python files and wheels.
        libraries: Packages to install on the cluster.
        retries: How often to try again, 0 or more; 0 by default: not all work may be done twice.
        retry_seconds: Seconds between tries.
        timeout_minutes: Minutes after which it is stopped; left out: never.
        shared_cluster: A cluster of people to run on instead: it bills at the rate of interactive work, which is
            higher. Left out: none.

    Raises:
        RuleError: A word or number outside its limits; a cluster or libraries where the work takes none; two of
            cluster, shared cluster and environment.
    """

    key: str
    work: Work
    after: tuple[str, ...] = ()
    outcomes: Mapping[str, bool] = field(default_factory=dict)
    run_if: str = "ALL_SUCCESS"
    cluster: str | None = None
    environment: str | None = None
    libraries: tuple[Library, ...] = ()
    retries: int = 0
    retry_seconds: int = 60
    timeout_minutes: int | None = None
    shared_cluster: InteractiveCluster | SingleNodeCluster | None = None

    def __post_init__(self) -> None:
        matching("key", self.key, r"[A-Za-z0-9_-]{1,100}", allowed="1-100 letters, digits, - and _", source=_SOURCE)
        one_of("run_if", self.run_if, RUN_IF, source=_SOURCE)
        between("retries", self.retries, 0, None, unit="tries")
        between("retry_seconds", self.retry_seconds, 0, None, unit="seconds")
        if self.timeout_minutes is not None:
            between("timeout_minutes", self.timeout_minutes, 1, None, unit="minutes")
        if self.work.compute == "none" and (self.machines or self.environment or self.libraries):
            raise RuleError(
                f"task {self.key}", allowed="no cluster, environment or libraries for this kind of work",
                got=type(self.work).__name__, source=_SOURCE,
            )  # fmt: skip
        if [self.cluster, self.shared_cluster, self.environment].count(None) < 2:
            raise RuleError(
                f"task {self.key}", allowed="a cluster or an environment, or a shared cluster", got="more than one",
                source=_SOURCE,
            )  # fmt: skip
        if self.libraries and not self.machines:
            raise RuleError(
                f"task {self.key}", allowed="libraries with a cluster", got="serverless",
                fix="Name them in an environment.", source=_SOURCE,
            )  # fmt: skip
        if isinstance(self.work, Condition) and self.retries:
            raise RuleError(f"task {self.key}", allowed="no retries of a condition", got=self.retries)
        unknown = sorted(set(self.outcomes) - set(self.after))
        if unknown:
            raise RuleError("outcomes", allowed="tasks named in after", got=unknown)

    @property
    def machines(self) -> bool:
        """Whether it runs on machines of yours."""
        return bool(self.cluster or self.shared_cluster)
