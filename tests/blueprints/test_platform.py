"""Reading platform files: what is right comes through, what is wrong is said with its line, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from blueprints.checking import load_platforms
from naming.documents import DocumentError
from tests.conftest import PLATFORM, SAMPLES


def load(folder: Path, text: str, name: str = "ml-team-ml-dev") -> list[str]:
    path = folder / "platforms" / f"{name}.yaml"
    path.write_text(text)
    try:
        load_platforms([path], root=folder)
    except DocumentError as error:
        return error.mistakes
    return []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_right(project: Path, name: str) -> None:
    assert load(project, SAMPLES[name], name) == []


def test_every_mistake_is_reported_at_once_with_its_line(project: Path) -> None:
    wrong = PLATFORM.replace("dev\nworkload", "devv\nworkload").replace(
        "worker_type: Standard_D4ds_v5", "workertype: x"
    )
    wrong = wrong.replace("max_workers: 4", "max_workers: 0") + "colour: green\n"
    assert load(project, wrong) == [
        "platforms/ml-team-ml-dev.yaml:5: environment: must be 'dev', 'staging', 'prod' or 'sandbox'; got 'devv'",
        "platforms/ml-team-ml-dev.yaml:12: sizes.workertype: unknown key; did you mean 'worker_type'? allowed here: "
        "tier, runtime, driver_type, worker_type, min_workers, max_workers, autotermination_minutes, warehouse_size",
        "platforms/ml-team-ml-dev.yaml:14: sizes.max_workers: must be greater than or equal to 1; got 0",
        "platforms/ml-team-ml-dev.yaml:20: colour: unknown key; allowed here: version, name, blueprint, team, "
        "environment, workload, region, sizes, features, resources, tags, cost_limit_usd, hours_a_month, scope, "
        "accept, origin",
    ]


MISTAKES = {
    "a missing key": ("team: ml-team\n", "", "team: is required"),
    "another file's name": (
        "name: ml-team-ml-dev",
        "name: other",
        ":2: name: must be the file's name, 'ml-team-ml-dev'",
    ),
    "an expression as team": ("team: ml-team", 'team: "${file(1)}"', ":4: team: must be lower-case letters"),
    "a path as team": ("team: ml-team", "team: ../../etc", ":4: team: must be lower-case letters"),
    "an expression in a tag": ('"4711"', '"${path.root}"', ":18: tags.cost_centre: must not contain ${ or %{"),
    "a line break in a tag": ('"4711"', '"a\\nb"', ":18: tags.cost_centre: must be one line"),
    "the retired tier": ("premium", "standard", ":9: sizes.tier: standard was retired on 2026-10-01"),
    "an unknown tier": ("premium", "gold", ":9: sizes.tier: must be premium or trial"),
    "a runtime that is none": ("17.3.x-cpu-ml-scala2.13", "latest", ":10: sizes.runtime: must be a runtime key"),
    "a VM type that is none": (
        "driver_type: Standard_D4ds_v5",
        "driver_type: big",
        ":11: sizes.driver_type: must be an",
    ),
    "fewer at most than at least": ("min_workers: 1", "min_workers: 9", ":8: sizes: min_workers (9) is more than"),
    "no workers": ("min_workers: 1", "min_workers: 0", ":13: sizes.min_workers: must be 1 or more"),
    "a size that is needed": ("  runtime: 17.3.x-cpu-ml-scala2.13\n", "", "sizes.runtime: is required by"),
    "too short": (
        "minutes: 30",
        "minutes: 9",
        ":15: sizes.autotermination_minutes: must be greater than or equal to 10",
    ),
    "an unknown blueprint": (
        "databricks-ml-dev",
        "databricks-ml-deb",
        ":3: blueprint: there is none of that name; did you",
    ),
    "the wrong environment": (
        "environment: dev",
        "environment: prod",
        ":5: environment: databricks-ml-dev is for dev, st",
    ),
    "an unknown feature": (
        "notebooks",
        "notbooks",
        ":17: features.notbooks: there is no such feature; did you mean 'not",
    ),
    "a feature it cannot have": (
        "notebooks",
        "delta_sharing",
        ":17: features.delta_sharing: databricks-ml-dev cannot have it. By hand: Turn on external Delta Sharing",
    ),
    "features that exclude each other": (
        "notebooks: {}",
        "gpu: {}\n  photon: {}",
        ":18: features.photon: photon and gpu exclude each other; take one of them out",
    ),
    "a feature without what it needs": (
        "notebooks: {}",
        "serverless_sql: {}",
        ":17: features.serverless_sql: serverless_sql needs sql_warehouse; add `sql_warehouse: {}` to features",
    ),
    "a feature without its size": (
        "notebooks: {}",
        "sql_warehouse: {}",
        "sizes.warehouse_size: is required by sql_warehouse, such as Small; allowed: 2X-Small, X-Small, Small, ",
    ),
    "a feature without what that needs, too": (
        "notebooks: {}",
        "streaming_pipeline: {}",
        ":17: features.streaming_pipeline: streaming_pipeline needs unity_catalog; add `storage: {}` and"
        " `unity_catalog: {}` to features",
    ),
    "a list of features": (
        "  notebooks: {}",
        "  - unity_catalog\n  - storage",
        ":16: features: must be a mapping, such as `unity_catalog: {}`; got a list",
    ),
    "a list of features with options": (
        "  notebooks: {}",
        "  - unity_catalog: {}",
        ":16: features: must be a mapping, such as `unity_catalog: {}`; got a list",
    ),
    "an unknown option": ("notebooks: {}", "notebooks: {size: 1}", ":17: features.notebooks.size: unknown key"),
    "an option with an expression": (
        "notebooks: {}",
        'interactive_compute: {dedicated_to: "${a}"}',
        ":17: features.interactive_compute.dedicated_to: must not contain ${ or %{",
    ),
    "an unknown region": (
        "westeurope",
        "westeuropa",
        ":7: region: Azure has no such region; did you mean 'westeurope'?",
    ),
    "a retired VM type": (
        "worker_type: Standard_D4ds_v5",
        "worker_type: Standard_NC6s_v3",
        ":12: sizes.worker_type: Standard_NC6s_v3 was retired by Azure on 2025-09-30; use ",
    ),
    "a runtime without support": ("17.3.x-cpu-ml", "13.3.x-cpu-ml", ":10: sizes.runtime: support of 13.3 ended on "),
    "a limit below zero": ("500", "-1", ":19: cost_limit_usd: must be greater than 0"),
    "a misspelt VM type": (
        "driver_type: Standard_D4ds_v5",
        "driver_type: Standard_D4dsv5",
        ":11: sizes.driver_type: unknown to the catalog; did you mean 'Standard_D4ds_v5'?",
    ),
    "a word as VM type": (
        "driver_type: Standard_D4ds_v5",
        "driver_type: Standard_Nope",
        ":11: sizes.driver_type: unknown",
    ),
    "a runtime older than all": (
        "17.3.x-cpu-ml-scala2.13",
        "7.3.x-scala2.12",
        ":10: sizes.runtime: is older than 12.2, the oldest that the catalog knows",
    ),
    "a tag that says otherwise": (
        '{cost_centre: "4711"}',
        "{team: other}",
        ":18: tags.team: allowed is 'ml-team', as names have it; got 'other'. Take the tag team out",
    ),
    "a long tag": ("4711", "4" * 257, ":18: tags.cost_centre: allowed is a value of at most 256 characters"),
    "many tags": (
        "cost_centre:",
        f"{''.join(f't{n}: x, ' for n in range(60))}cost_centre:",
        ":18: tags: allowed is at most 45",
    ),
    "a team that makes names too long": (
        "team: ml-team",
        f"team: {'t' * 58}",
        ":4: team: allowed is 3-64 characters for azurerm_databricks_workspace",
    ),
    "a scope of nothing": (
        "notebooks: {}",
        'notebooks: {}\nscope: {include: ["azurm_*"]}',
        "scope.include.0: 'azurm_*' matches no kind; did you mean azurerm_",
    ),
    "an empty option": (
        "notebooks: {}",
        'interactive_compute: {dedicated_to: ""}',
        ":17: features.interactive_compute.dedicated_to: must not be empty",
    ),
    "true as version": ("version: 1", "version: true", ":1: version: must be 1; got True"),
    "true as a number": ("min_workers: 1", "min_workers: true", ":13: sizes.min_workers: must be a number; got True"),
    "another version": ("version: 1", "version: 2", ":1: version: must be 1"),
    "a tab": ("team: ml-team", "\tteam: x", ":4: not YAML: found character '\\t'"),
    "a key twice": ("team: ml-team", "team: a\nteam: b", ":5: the key 'team' a second time is not allowed here"),
    "an alias": ("team: ml-team", "team: &t ml-team", ":4: an anchor or alias"),
    "a program": ("team: ml-team", "team: !!python/object/apply:os.system [ls]", ":4: a tag"),
    "an open bracket": ("notebooks: {}", "notebooks: {", "not YAML"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_fails_for(case: str, project: Path) -> None:
    before, after, expected = MISTAKES[case]
    assert before in PLATFORM
    found = load(project, PLATFORM.replace(before, after, 1))
    assert len([line for line in found if expected in line]) == 1, found
    assert all(line.startswith("platforms/ml-team-ml-dev.yaml") for line in found)


def test_fails_at_once_for_the_shape_the_catalog_the_names_and_the_tags(project: Path) -> None:
    wrong = PLATFORM.replace("westeurope", "atlantis").replace("max_workers: 4", "max_workers: many")
    wrong = wrong.replace("driver_type: Standard_D4ds_v5", "driver_type: Standard_Nope")
    wrong = wrong.replace("notebooks", "notbooks").replace('"4711"', f'"{"4" * 300}", team: other, b: 1')
    found = load(project, wrong)
    assert [line.split(": ")[:2] for line in found] == [
        [f"platforms/ml-team-ml-dev.yaml:{line}", key]
        for line, key in (
            (7, "region"),
            (11, "sizes.driver_type"),
            (14, "sizes.max_workers"),
            (17, "features.notbooks"),
            (18, "tags.b"),
            (18, "tags.cost_centre"),
            (18, "tags.team"),
        )
    ]


def test_what_is_wrong_already_is_not_held_against_anything_else(project: Path) -> None:
    (line,) = load(project, PLATFORM.replace("blueprint: databricks-ml-dev", "blueprint: 7"))
    assert ":3: blueprint: must be" in line
    wrong = PLATFORM.replace("min_workers: 1", "min_workers: 9").replace("runtime: 17", "runtime: x17")
    assert [line.split(": ")[1] for line in load(project, wrong)] == ["sizes", "sizes.runtime"]


@pytest.mark.parametrize("vm", ["Standard_D4ds_v6", "Standard_DS3", "Standard_E4_v3", "Standard_NV36ads_A10_v5"])
def test_a_vm_type_the_catalog_has_not_is_let_through(project: Path, vm: str) -> None:
    assert load(project, PLATFORM.replace("driver_type: Standard_D4ds_v5", f"driver_type: {vm}")) == []


def test_mistakes_in_names_and_tags_do_not_keep_what_stands(project: Path) -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(PLATFORM.replace('{cost_centre: "4711"}', "{team: other}"))
    assert len(load_platforms([path], taking_down=True)) == 1


def test_fails_for_sizes_that_the_blueprint_has_no_use_for(project: Path) -> None:
    text = SAMPLES["labs-exploration-sandbox"].replace("{tier: premium}", "{tier: premium, max_workers: 3}")
    (line,) = load(project, text, "labs-exploration-sandbox")
    assert "sizes.max_workers: databricks-basic has nothing of this size" in line


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"[1, 2]", "must be a mapping"),
        (b"", "must be a mapping"),
        (b"a: 1\n---\nb: 2\n", "a second document"),
        (b"[a]: 1\n", "a key that is not plain text"),
        (b"a: " + b"[" * 5000, "nest"),
        (b"#" * 1_000_001, "larger than 1,000,000 bytes"),
    ],
)
def test_fails_for_files_that_are_no_platform_at_all(project: Path, content: bytes, expected: str) -> None:
    path = project / "platforms" / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=expected):
        load_platforms([path], root=project)


def test_plain_scalars_follow_yaml_1_2(project: Path) -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(PLATFORM.replace('{cost_centre: "4711"}', "{answer: no, on: off}"))
    (platform,) = load_platforms([path])
    assert platform.tags == {"answer": "no", "on": "off"}


def test_what_time_has_overtaken_can_still_be_taken_down(project: Path) -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(PLATFORM)
    future = date(2099, 1, 1)
    with pytest.raises(DocumentError, match=r"support of 17\.3 ended on 2028-10-22"):
        load_platforms([path], today=future)
    assert len(load_platforms([path], today=future, taking_down=True)) == 1
