"""Jobs and pipelines: their machines in the hours that they run."""

from __future__ import annotations

from collections.abc import Iterator

from app.sizing.from_terraform.machines import job_clusters, job_tasks, machines_of, pipeline_clusters
from app.sizing.from_terraform.reader import Case, NotPriced
from app.sizing.from_terraform.resource import block, number
from app.sizing.from_terraform.schedule import CronError, runs_a_month
from blueprints.features.compute.hours import JOB_HOURS
from blueprints.features.streaming.description import SERVERLESS_DBUS
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage
from constructs_lib.checks.check import Body

HOURS_A_RUN = 1.0
"""Hours that a run of a job takes, where nobody tells; a guess of ours."""

RUNS = 30.0
"""Runs a month of a job whose file does not say when it runs: once a day; a guess of ours."""

_UNITS = {"HOURS": 1, "DAYS": 24, "WEEKS": 168}
_COUNTED_ELSEWHERE = ("sql_task", "pipeline_task", "run_job_task", "condition_task", "dashboard_task", "alert_task")
"""Tasks that have no machines of their own: what they start is counted where it stands."""


def job(case: Case) -> Iterator[Usage | NotPriced]:
    """A job's clusters, each as long as its runs; and its serverless tasks, where a usage file tells their DBUs."""
    try:
        runs, why = _runs(case)
    except CronError as error:
        yield NotPriced(f"its schedule cannot be read ({error}); runs in a usage file can tell how often it runs")
        return
    hours, assuming = _hours(case, runs, why)
    for name, body in job_clusters(case.body):
        machines = machines_of(case, body)
        if isinstance(machines, NotPriced):
            yield machines
        else:
            yield from machines.usage(f"job{f', {name}' if name else ''}", hours=hours, kind="JOBS", assuming=assuming)
    if any(map(_serverless, job_tasks(case.body))):
        yield from _serverless_use(case, "tasks", hours, assuming)


def _runs(case: Case) -> tuple[float | None, str]:
    """Runs a month, and how they are known; None where it always runs."""
    if "runs" in case.told:
        return case.told.number("runs", 0), "as told"
    body = case.body
    schedule, periodic = block(body.get("schedule")), block(block(body.get("trigger")).get("periodic"))
    triggers = [block(body.get(key)) for key in ("schedule", "continuous", "trigger")]
    if any(one.get("pause_status") == "PAUSED" for one in triggers):
        return 0.0, "it is paused"
    if body.get("continuous"):
        return None, "it always runs"
    if schedule:
        cron = str(schedule.get("quartz_cron_expression"))
        return runs_a_month(cron), f"by its schedule {cron}"
    if periodic:
        unit, interval = _UNITS.get(str(periodic.get("unit"))), number(periodic.get("interval"))
        if not unit or not interval:
            raise CronError("every how many hours it runs is not in the file")
        return HOURS_A_MONTH / (unit * interval), f"every {interval:g} {str(periodic['unit']).lower()}"
    if body.get("trigger"):
        return RUNS, "a guess: what starts it is no clock"
    return RUNS, "a guess: it has no schedule"


def _hours(case: Case, runs: float | None, why: str) -> tuple[float, str]:
    """Hours a month: no more than there are, for each run that may go on at a time."""
    if runs is None:
        return HOURS_A_MONTH, f"The job always runs: {HOURS_A_MONTH} h a month."
    each = case.told.number("hours_each", HOURS_A_RUN)
    at_once = number(case.body.get("max_concurrent_runs")) or 1
    hours = round(min(runs * each, HOURS_A_MONTH * at_once), 2)
    length = f"{each:g} h each, as told" if "hours_each" in case.told else f"{each:g} h each is assumed"
    most = "" if hours >= round(runs * each, 2) else f"; at most {at_once:g} at a time, so {hours:g} h"
    return hours, f"The job runs {runs:,.4g} times a month ({why}), {length}{most}."


def _serverless(task: Body) -> bool:
    own = ("new_cluster", "job_cluster_key", "existing_cluster_id")
    return not any(task.get(key) for key in (*own, *_COUNTED_ELSEWHERE))


def _serverless_use(case: Case, what: str, hours: float, assuming: str) -> Iterator[Usage | NotPriced]:
    if "dbus_an_hour" not in case.told:
        yield NotPriced(
            f"serverless {what} are billed by the DBUs that they take; dbus_an_hour in a usage file can tell them"
        )
        return
    low, expected, high = case.told.amount("dbus_an_hour", Amount.of(0))
    yield Metered(
        f"serverless {what}",
        "JOBS_SERVERLESS_COMPUTE",
        Amount(low * hours, expected * hours, high * hours),
        f"{assuming.removesuffix('.')}, at {expected:g} DBUs an hour, as told.",
    )


def pipeline(case: Case) -> Iterator[Usage | NotPriced]:
    """A pipeline: always where it is continuous, else as long as nightly jobs."""
    always = case.body.get("continuous") is True
    hours = case.told.number("hours", HOURS_A_MONTH if always else JOB_HOURS)
    if "hours" in case.told:
        runs = f"The pipeline runs {hours:g} h a month, as told."
    else:
        runs = "The pipeline always runs." if always else f"The pipeline runs {hours:g} h a month: 2 h on 30 days."
    if case.body.get("serverless") is True:
        low, expected, high = case.told.amount("dbus_an_hour", SERVERLESS_DBUS)
        said = "as told" if "dbus_an_hour" in case.told else f"a guess; low is {low:g}, high is {high:g}"
        yield Metered(
            "serverless pipeline",
            "JOBS_SERVERLESS_COMPUTE",
            Amount(low * hours, expected * hours, high * hours),
            f"{runs} It takes {expected:g} DBUs an hour, {said}.",
        )
        return
    edition = str(case.body.get("edition") or "ADVANCED").upper()  # the provider's default
    clusters = list(pipeline_clusters(case.body))
    if not clusters:
        yield NotPriced("it says no machines; serverless, or cluster with its VM type, has to be in the file")
    for body in clusters:
        machines = machines_of(case, {**body, "photon": case.body.get("photon")})
        if isinstance(machines, NotPriced):
            yield machines
        else:
            yield from machines.usage("pipeline", hours=hours, kind=f"DLT_{edition}", assuming=runs)
