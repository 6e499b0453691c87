"""Platforms written in Python: the same as from a file, wrong in the same words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from blueprints.builder import BuildError, PlatformBuilder
from blueprints.checking import load_platforms
from blueprints.platform import Accepted
from blueprints.platform_file import platform_yaml
from naming.documents import DocumentError
from naming.errors import LakemasonError
from tests.blueprints.composed.samples import COMPOSED
from tests.conftest import Lakemason


def composed() -> PlatformBuilder:
    return PlatformBuilder(team="sales", environment="dev", workload="etl").blueprint("composed")


def refused(builder: PlatformBuilder) -> list[str]:
    with pytest.raises(BuildError) as refusal:
        builder.build()
    return refusal.value.mistakes


def test_says_what_a_file_says(project: Path) -> None:
    built = (
        PlatformBuilder(team="vision", environment="prod", workload="ml")
        .blueprint("databricks-ml-prod")
        .feature("storage", replication="LRS")
        .feature("unity_catalog", catalogs=({"purpose": "vision"},))
        .size(max_workers=4, runtime="17.3.x-cpu-ml-scala2.13", worker_type="Standard_D8ds_v5")
        .region("northeurope")
        .tag("cost_centre", "4711")
        .cost_limit(2500)
        .accept("no-customer-key", reason="not yet", until=date(2027, 6, 30))
        .build()
    )
    path = project / "platforms" / "vision-ml-prod.yaml"
    path.write_text(platform_yaml(built))
    assert load_platforms([path]) == [built]
    assert built.features == {"storage": {"replication": "LRS"}, "unity_catalog": {"catalogs": [{"purpose": "vision"}]}}
    assert built.accept == (Accepted(code="no-customer-key", reason="not yet", until=date(2027, 6, 30)),)


def test_a_composed_platform_comes_out_equal(project: Path) -> None:
    path = project / "platforms" / "sales-etl-dev.yaml"
    path.write_text(COMPOSED)
    (read,) = load_platforms([path])
    builder = composed().feature("notebooks").cost_limit(2500)
    for key, said in read.resources.items():
        kind, _, identifier = key.partition("-")
        builder = builder.resource(kind, identifier, **said)
    assert builder.build() == read


def test_takes_what_the_blueprint_brings_along() -> None:
    built = PlatformBuilder(team="vision").blueprint("databricks-ml-dev").build()
    assert (built.name, built.workload, built.region) == ("vision-ml-dev", "ml", "westeurope")
    assert built.sizes.max_workers == 1
    assert "-cpu-ml-" in (built.sizes.runtime or "")


def test_each_step_leaves_the_one_before_as_it_was() -> None:
    base = composed()
    small, large = base.resource("warehouse", "bi", size="Small"), base.resource("warehouse", "bi", size="Large")
    assert base.build().resources == {}
    assert small.build().resources == {"warehouse-bi": {"size": "Small"}}
    assert large.build().resources == {"warehouse-bi": {"size": "Large"}}


WRONG: dict[str, tuple[Callable[[], PlatformBuilder], list[str]]] = {
    "no blueprint": (lambda: PlatformBuilder(team="sales"), ["blueprint: is required"]),
    "an unknown one": (
        lambda: PlatformBuilder(team="Sales Team").blueprint("databricks-basik"),
        [
            "team: must be lower-case letters, digits and single hyphens, 1-60 characters; got 'Sales Team'",
            "blueprint: there is none of that name; did you mean 'databricks-basic'?",
        ],
    ),
    "resources of another": (
        lambda: PlatformBuilder(team="sales").blueprint("databricks-basic").resource("warehouse", "bi"),
        [
            "resources: only `blueprint: composed` has resources of its own; databricks-basic takes features and sizes",
        ],
    ),
    "everything at once": (
        lambda: (
            composed()
            .resource("cluster", "etl", runtime="17.3.x-scala2.13", policy_ref="elt")
            .resource("policy", "etl", family="cheap")
            .region("westeuropa")
            .tag("note", "two\nlines")
        ),
        [
            "region: Azure has no such region; did you mean 'westeurope'?",
            "resources.cluster-etl: node_type or pool_ref is required",
            "resources.cluster-etl.policy_ref: there is no policy-elt; did you mean 'etl'?",
            "resources.policy-etl.family: must be 'personal-vm', 'power-user', 'shared-compute' or 'job-cluster'; "
            "got 'cheap'",
            "tags.note: must be one line of printable characters; got 'two\\nlines'",
        ],
    ),
    "twice": (
        lambda: composed().resource("warehouse", "bi").resource("warehouse", "bi", size="Small"),
        ["resources.warehouse-bi: is said a second time"],
    ),
    "a name that is too long": (
        lambda: PlatformBuilder(team="a" * 58).blueprint("databricks-basic"),
        [
            "name: must be lower-case letters, digits and single hyphens, 1-60 characters; "
            f"got '{'a' * 58}-exploration-dev'",
        ],
    ),
    "a thing that no file holds": (
        lambda: composed().resource("notebook", "a", content=Path("a.py")),
        [
            "resources.notebook-a.content: must be text, a number, true or false, a list or a mapping; "
            "got PosixPath('a.py')",
        ],
    ),
    "no number": (
        lambda: composed().cost_limit(float("nan")),
        ["cost_limit_usd: must be text, a number, true or false, a list or a mapping; got nan"],
    ),
    "an expression": (
        lambda: composed().resource("catalog", "a", location_ref="${file(1)}"),
        [
            "resources.catalog-a.location_ref: must be lower-case letters, digits and single hyphens, 1-40 characters; "
            "got '${file(1)}'",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_fails_in_the_words_of_a_file(wrong: str) -> None:
    make, mistakes = WRONG[wrong]
    assert refused(make()) == mistakes


def test_fails_on_what_has_no_end() -> None:
    endless: list[object] = []
    endless.append(endless)
    (mistake,) = refused(composed().resource("lake", "main", containers=endless))
    assert mistake == "resources.lake-main.containers: is nested deeper than 30 levels"


def test_the_words_are_those_of_a_file(project: Path) -> None:
    path = project / "platforms" / "sales-etl-dev.yaml"
    path.write_text("""\
name: sales-etl-dev
blueprint: composed
team: sales
environment: dev
workload: etl
sizes: {}
region: westeuropa
resources:
  cluster-etl:
    runtime: 17.3.x-scala2.13
    policy_ref: elt
  policy-etl: {family: cheap}
tags: {note: "two\\nlines"}
""")
    with pytest.raises(DocumentError) as refusal:
        load_platforms([path], root=project)
    make, mistakes = WRONG["everything at once"]
    assert [mistake.split(": ", 1)[1] for mistake in refusal.value.mistakes] == mistakes == refused(make())


def test_writes_the_file_that_plan_would(project: Path, lakemason: Lakemason) -> None:
    builder = composed().resource("warehouse", "bi", size="Small")
    saved = builder.write(project)
    assert (saved.outcome, saved.path) == ("created", project / "platforms" / "sales-etl-dev.yaml")
    assert saved.path.read_text() == platform_yaml(builder.build())
    assert builder.write(project).outcome == "unchanged"
    lakemason("names", "preview", "sales-etl-dev").good()


def test_fails_to_write_over_another_file(project: Path) -> None:
    builder = composed().resource("warehouse", "bi", size="Small")
    before = builder.write(project).path.read_text()
    larger = composed().resource("warehouse", "bi", size="Large")
    with pytest.raises(LakemasonError, match="Write with replace=True to replace it"):
        larger.write(project)
    assert (project / "platforms" / "sales-etl-dev.yaml").read_text() == before
    assert larger.write(project, replace=True).outcome == "replaced"


def test_fails_to_write_what_is_wrong(project: Path) -> None:
    with pytest.raises(BuildError):
        composed().resource("cluster", "etl").write(project)
    assert list((project / "platforms").iterdir()) == []
