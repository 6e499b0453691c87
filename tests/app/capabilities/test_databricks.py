"""The capability of platforms, for real: planned, approved, executed once on real Terraform, and taken back."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.capabilities.base import CapabilityContext, CapabilityError, Planned
from app.capabilities.databricks import DatabricksCapability
from app.capabilities.library import capabilities
from app.capabilities.plan_store import PlanStore
from app.capability import CapabilityPlan
from app.database.database import Database
from app.database.location import DatabaseLocation
from app.project import Project
from naming.errors import LakemasonError
from rehearsal.cloud import Cloud

SENTENCE = "empty sandbox workspace to explore for team labs"
TODAY = date(2026, 11, 21)


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def databricks(project: Path, clock: Clock) -> DatabricksCapability:
    found = Project(project)
    store = PlanStore(lambda: Database.open(DatabaseLocation.of(found)))
    return DatabricksCapability(store, found, rehearse=True, today=TODAY, clock=clock)


def planned(databricks: DatabricksCapability, sentence: str = SENTENCE, **more: object) -> Planned[CapabilityPlan]:
    context = CapabilityContext.model_validate(
        {"parameters": {"sentence": sentence, **more}, "user_id": "kim", "session_id": "s-1"}
    )
    return asyncio.run(databricks.plan(context))


def execute(databricks: DatabricksCapability, plan: Planned[CapabilityPlan], approved_by: str | None = None) -> str:
    done = asyncio.run(databricks.execute(plan.plan_id, approved_digest=plan.digest, approved_by=approved_by))
    return done.status


def state(databricks: DatabricksCapability, plan: Planned[CapabilityPlan]) -> str:
    return asyncio.run(databricks.status(plan.plan_id)).state


def test_a_plan_is_executed_once_and_taken_back(databricks: DatabricksCapability, project: Path) -> None:
    plan = planned(databricks)
    assert plan.plan.blueprint_name == "databricks-basic"
    assert not list((project / "platforms").iterdir())
    assert state(databricks, plan) == "planned"

    assert execute(databricks, plan) == "deployed"
    assert state(databricks, plan) == "executed"
    assert (project / "platforms" / "labs-exploration-sandbox.yaml").is_file()
    with pytest.raises(CapabilityError, match="The plan is executed; it can be executed once"):
        execute(databricks, plan)

    cloud = Cloud(project / ".lakemason" / "rehearsal" / "cloud.db")
    assert "azurerm_databricks_workspace" in {thing.type for thing in cloud.objects()}
    assert asyncio.run(databricks.rollback(plan.plan_id)).status == "destroyed"
    assert state(databricks, plan) == "rolled back"
    assert cloud.objects() == []
    with pytest.raises(CapabilityError, match="nothing to take back: the plan is rolled back"):
        asyncio.run(databricks.rollback(plan.plan_id))


def test_of_two_executions_at_once_one_happens(databricks: DatabricksCapability) -> None:
    plan = planned(databricks)

    async def both() -> list[object]:
        once = databricks.execute(plan.plan_id, approved_digest=plan.digest)
        again = databricks.execute(plan.plan_id, approved_digest=plan.digest)
        return list(await asyncio.gather(once, again, return_exceptions=True))

    results = asyncio.run(both())
    assert sorted(type(one).__name__ for one in results) == ["CapabilityError", "DeploymentResult"]


def test_a_plan_expires(databricks: DatabricksCapability, clock: Clock) -> None:
    plan = planned(databricks)
    clock.now += timedelta(minutes=61)
    with pytest.raises(CapabilityError, match="The plan is expired"):
        execute(databricks, plan)
    assert state(databricks, plan) == "expired"


def test_only_what_was_approved_is_built(databricks: DatabricksCapability, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(databricks)
    with pytest.raises(CapabilityError, match="What was approved is not what this plan would build"):
        asyncio.run(databricks.execute(plan.plan_id, approved_digest="0" * 64))
    # Another convention in force: the names, and so the files, are others than those that were approved.
    Path("naming-values.yaml").write_text("defaults: {cost_centre: '99'}\n")
    with pytest.raises(CapabilityError, match="What would be built now is not what was planned"):
        execute(databricks, plan)
    assert state(databricks, plan) == "planned"


def test_production_needs_a_person(databricks: DatabricksCapability) -> None:
    plan = planned(databricks, "nightly batch jobs for team billing in production")
    assert plan.requires_approval
    with pytest.raises(CapabilityError, match="A person has to approve"):
        execute(databricks, plan)


def test_what_cannot_be_had_is_planned_and_refused(databricks: DatabricksCapability) -> None:
    plan = planned(databricks, "dev data science for team legal with an IP allow list")
    assert plan.digest == ""
    with pytest.raises(CapabilityError, match=r"The plan is refused: To fill in first: features\.ip"):
        execute(databricks, plan)


def test_fields_win_over_the_sentence_and_wrong_ones_are_named(databricks: DatabricksCapability) -> None:
    plan = planned(databricks, environment="dev", region="northeurope")
    assert plan.plan.platform is not None
    assert (plan.plan.platform.environment, plan.plan.platform.region) == ("dev", "northeurope")
    with pytest.raises(LakemasonError, match="shell: no such parameter; allowed: sentence, team"):
        planned(databricks, shell="rm")
    with pytest.raises(LakemasonError, match=r"environment: .*'moon'"):
        planned(databricks, environment="moon")
    with pytest.raises(CapabilityError, match="There is no plan 'x' of databricks"):
        asyncio.run(databricks.status("x"))


def test_the_list_of_capabilities_describes_them(project: Path) -> None:
    found = capabilities(Project(project), rehearse=True)
    assert list(found) == ["databricks"]
    described = asyncio.run(found["databricks"].describe())
    assert {"sentence", "team", "environment", "features"} <= set(described.parameters["properties"])  # type: ignore[arg-type]
