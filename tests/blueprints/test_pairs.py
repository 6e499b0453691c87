"""Every allowed pair of blueprint and feature on real Terraform: it comes, joins what stands, keeps still and goes.

`make test` takes a sample of the pairs, `make matrix` all of them (`--pairs all`).
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from app.project import Place, Project
from app.provisioning.deploy import deploy, destroy
from app.provisioning.guard import GuardedLoss
from app.provisioning.progress.show import show_progress
from app.provisioning.run.result import DeploymentResult
from app.provisioning.session import Session
from app.synthesis import synthesize
from blueprints.composition import compose
from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import CLASSES
from blueprints.library import BLUEPRINTS
from blueprints.platform import Platform
from rehearsal.cloud import Cloud
from tests.blueprints.samples import sample_platform
from tests.conftest import ROOT

PAIRS = [(one, feature) for one in BLUEPRINTS for feature in one.optional_features]
EVERY = 16
"""One pair in so many is in the sample."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pair" in metafunc.fixturenames:
        some = PAIRS if metafunc.config.getoption("--pairs") == "all" else PAIRS[::EVERY]
        metafunc.parametrize("pair", some, ids=[f"{one.name}+{feature}" for one, feature in some])


class World:
    """A project in a folder, with its rehearsal."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder)

    @property
    def place(self) -> Place:
        return self.project.place(rehearse=True)

    @property
    def cloud(self) -> list[str]:
        """What stands."""
        assert self.place.rehearsal
        found = Cloud(self.place.rehearsal / "cloud.db")
        try:
            return sorted(thing.type for thing in found.objects())
        finally:
            found.close()

    def deploy(self, platform: Platform, *, allow_replace: Collection[str] = ()) -> DeploymentResult:
        synthesize([platform], self.place)
        with show_progress() as progress, Session.open(self.project, rehearse=True, progress=progress) as session:
            return deploy(
                session,
                platform.name,
                platform.stacks,
                lambda plans: True,
                allow_replace=allow_replace,
                guarded=compose(platform).replaces,
            )

    def destroy(self, platform: Platform) -> DeploymentResult:
        with show_progress() as progress, Session.open(self.project, rehearse=True, progress=progress) as session:
            return destroy(session, platform.name, platform.stacks, lambda plans: True)


def world(folder: Path) -> World:
    folder.mkdir()
    shutil.copy(ROOT / "cdktf.json", folder)
    return World(folder)


_standing: dict[str, tuple[Platform, World]] = {}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Platform, World]]]:
    """Blueprints that stand already, by name: one is deployed once and copied for each of its features."""
    yield _standing
    _standing.clear()


def deployed(
    one: BlueprintDescription, folder: Path, standing: dict[str, tuple[Platform, World]]
) -> tuple[Platform, World]:
    """A copy of a platform that has nothing but what its blueprint always has, and stands."""
    if one.name not in standing:
        base = world(folder / one.name)
        platform = sample_platform(one.name)
        assert base.deploy(platform).status == "deployed"
        standing[one.name] = (platform, base)
    platform, base = standing[one.name]
    copy = folder / f"{one.name}-copy"
    shutil.copytree(base.project.root, copy, symlinks=True)
    return platform, World(copy)


@pytest.mark.parametrize("one", BLUEPRINTS, ids=lambda one: one.name)
def test_a_blueprint_comes_keeps_still_and_goes(tmp_path: Path, one: BlueprintDescription) -> None:
    here, platform = world(tmp_path / "project"), sample_platform(one.name)
    assert here.deploy(platform).status == "deployed"
    again = here.deploy(platform)
    assert (again.status, again.changes) == ("unchanged", ())
    assert here.destroy(platform).status == "destroyed"
    assert here.cloud == []


def test_a_feature_joins_what_stands(
    tmp_path_factory: pytest.TempPathFactory,
    standing: dict[str, tuple[Platform, World]],
    pair: tuple[BlueprintDescription, str],
) -> None:
    one, feature = pair
    plain, here = deployed(one, tmp_path_factory.mktemp("pair"), standing)
    platform = sample_platform(one.name, features=(feature,)).model_copy(update={"name": plain.name})
    replaces = {kind for name in platform.features for kind in CLASSES[name].about.replaces}
    lost: list[str] = []
    try:
        result = here.deploy(platform)
    except GuardedLoss as refused:  # it says beforehand that it replaces, and is refused until that is allowed
        lost = list(refused.addresses)
        assert {address.partition(".")[0] for address in lost} <= replaces
        result = here.deploy(platform, allow_replace=lost)
    gone = [change.address for change in result.changes if change.destroys]
    assert sorted(gone) == sorted(lost)
    again = here.deploy(platform)
    assert (again.status, again.changes) == ("unchanged", ())
    assert here.destroy(platform).status == "destroyed"
    assert here.cloud == []
