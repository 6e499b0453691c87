"""Nothing is taken away, and nothing is applied, that was not shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.project import Project
from app.provisioning.deploy import deploy
from app.provisioning.progress.plain import PlainProgress
from app.provisioning.run.result import DeploymentResult
from app.provisioning.session import Session
from app.provisioning.terraform import LayerPlan
from app.synthesis import synthesize
from blueprints.checking import load_platforms
from naming.errors import LakemasonError
from rehearsal.cloud import Cloud
from tests.conftest import Lakemason

NAME = "fraud-ml-prod"


def deploy_with(project: Path, approve: list[object]) -> tuple[DeploymentResult, list[list[LayerPlan]]]:
    """Deploy through the function that commands call; run one of `approve` before each answer."""
    (platform,) = load_platforms([project / "platforms" / f"{NAME}.yaml"])
    asked: list[list[LayerPlan]] = []

    def answer(plans: list[LayerPlan]) -> bool:
        asked.append(plans)
        act = approve[len(asked) - 1]
        return bool(act(project)) if callable(act) else bool(act)

    with Session.open(Project(project), rehearse=True, progress=PlainProgress()) as session:
        synthesize([platform], session.place)
        return deploy(session, platform.name, platform.stacks, answer), asked


def _change_pool(project: Path, **values: object) -> bool:
    cloud = Cloud(project / ".lakemason" / "rehearsal" / "cloud.db")
    (pool,) = [thing for thing in cloud.objects() if thing.type == "databricks_instance_pool"]
    with cloud.transaction():
        cloud.update(pool.number, {**pool.state, **values}, None)
    cloud.close()
    return True


def another_node_type(project: Path) -> bool:
    """Somebody replaces the pool behind Terraform's back while the question stands."""
    return _change_pool(project, node_type_id="Standard_D16ds_v5")


def more_machines(project: Path) -> bool:
    """Somebody changes the pool in place while the question stands."""
    return _change_pool(project, max_capacity=99)


def another_stack(project: Path) -> bool:
    """Somebody synthesizes something else while the question stands."""
    path = project / ".lakemason" / "rehearsal" / "cdktf.out" / "stacks" / f"{NAME}-databricks" / "cdk.tf.json"
    stack = json.loads(path.read_text())
    stack["resource"] = {}
    path.write_text(json.dumps(stack))
    return True


@pytest.fixture
def standing(samples: Path, lakemason: Lakemason) -> Path:
    """A platform that stands, and a file that changes its first layer in place."""
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    path = samples / "platforms" / f"{NAME}.yaml"
    path.write_text(path.read_text() + "tags: {cost_centre: '42'}\n")
    return samples


def test_a_replacement_that_was_not_shown_is_asked_about(standing: Path) -> None:
    result, asked = deploy_with(standing, [another_node_type, True])
    assert result.status == "deployed"
    assert [change.action for plan in asked[0] for change in plan.changes] == ["update", "update", "update"]
    assert [change.action for plan in asked[1] for change in plan.changes] == ["replace"]


def test_so_is_a_change_of_what_was_to_stay_as_it_is(standing: Path) -> None:
    path = standing / "platforms" / f"{NAME}.yaml"
    path.write_text(path.read_text().replace("tags: {cost_centre: '42'}", "features: {storage: {}}"))
    result, asked = deploy_with(standing, [more_machines, True])
    assert result.status == "deployed"
    assert {change.action for plan in asked[0] for change in plan.changes} == {"create"}
    changes = [change for plan in asked[1] for change in plan.changes]
    assert [(change.action, change.kind) for change in changes] == [("update", "databricks_instance_pool")]


def test_fails_where_that_is_declined_and_leaves_no_plan(standing: Path) -> None:
    with pytest.raises(
        LakemasonError,
        match=r"fraud-ml-prod-databricks was not applied: nobody(.|\n)*Rolled back: fraud-ml-prod is as run 1",
    ):
        deploy_with(standing, [another_node_type, False])
    assert not list(standing.rglob("*.tfplan"))


def test_fails_where_the_stack_changed_after_approval(standing: Path) -> None:
    with pytest.raises(LakemasonError, match="changed after it was approved"):
        deploy_with(standing, [another_stack])
    cloud = Cloud(standing / ".lakemason" / "rehearsal" / "cloud.db")
    assert "databricks_instance_pool" in {thing.type for thing in cloud.objects()}
    cloud.close()


def test_a_declined_deployment_changes_nothing(standing: Path) -> None:
    result, _ = deploy_with(standing, [False])
    assert result.status == "declined"
    assert not list(standing.rglob("*.tfplan"))


def test_fails_while_another_run_has_the_platform(standing: Path, lakemason: Lakemason) -> None:
    with Session.open(Project(standing), rehearse=True, progress=PlainProgress()) as session, session.alone_with(NAME):
        for verb in ("deploy", "destroy"):
            done = lakemason(verb, NAME, "--rehearse", "--yes")
            assert done.code == 1
            assert f"Another run works on {NAME}: " in done.err
            assert f"process {os.getpid()} on " in done.err
    lakemason("deploy", NAME, "--rehearse", "--yes").good()


def test_a_saved_plan_is_the_runs_own_and_nobody_elses_to_read(standing: Path) -> None:
    with Session.open(Project(standing), rehearse=True, progress=PlainProgress()) as session:
        assert session.private.stat().st_mode & 0o077 == 0
        assert not session.private.is_relative_to(standing)
    assert not session.private.exists()
