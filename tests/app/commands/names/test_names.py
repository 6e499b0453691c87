"""`lakemason names …`, as people type it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PLATFORM, ROOT, Lakemason


def test_preview_shows_what_the_blueprint_makes(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "preview", "ml-team-ml-dev").good()
    names = [line.split()[:2] for line in done.out.splitlines()[1:]]
    assert names == [
        ["azurerm_resource_group", "rg-ml-team-ml-dev-weu"],
        ["azurerm_databricks_workspace", "dbw-ml-team-ml-dev-weu"],
        ["azurerm_managed_resource_group", "mrg-dbw-ml-team-ml-dev-weu"],
        ["databricks_cluster", "ml-team-ml-dev"],
        ["databricks_notebook_path", "/Shared/ml-team/ml-dev/welcome"],
    ]
    assert done.err == "Naming by packaged naming-values.yaml, packaged naming-patterns.yaml.\n"


def test_preview_of_a_scope_shows_any_kind(samples: Path, lakemason: Lakemason) -> None:
    arguments = ["--scope", "databricks_*", "--exclude", "*_job", "--override", "project=oncology", "--json"]
    done = lakemason("names", "preview", "platforms/ml-team-ml-dev.yaml", *arguments).good()
    preview = json.loads(done.out)
    names = {row["kind"]: row for row in preview["names"]}
    assert "databricks_job" not in names
    assert "azurerm_resource_group" not in names
    assert names["databricks_catalog"]["name"] == "ml_team_ml_dev"
    assert names["databricks_table_reference"]["problem"] == "needs type, domain, layer, entity"
    assert preview["tags"]["cost_centre"] == "4711"


def test_preview_as_csv(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "preview", "fraud-ml-prod", "--format", "csv").good()
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert rows[0] == {"kind": "azurerm_resource_group", "name": "rg-fraud-ml-prod-eus", "note": ""}


def test_preview_keeps_to_the_platforms_scope(project: Path, lakemason: Lakemason) -> None:
    text = PLATFORM + "scope: {include: ['azurerm_*'], exclude: ['*_workspace']}\n"
    (project / "platforms" / "ml-team-ml-dev.yaml").write_text(text)
    done = lakemason("names", "preview", "ml-team-ml-dev").good()
    assert [line.split()[0] for line in done.out.splitlines()[1:]] == [
        "azurerm_resource_group",
        "azurerm_managed_resource_group",
    ]


def test_fails_preview_where_another_platform_has_the_name(samples: Path, lakemason: Lakemason) -> None:
    text = PLATFORM.replace("name: ml-team-ml-dev", "name: twin")
    (samples / "platforms" / "twin.yaml").write_text(text)
    done = lakemason("names", "preview", "twin")
    assert done.code == 1
    assert "Error: azurerm_resource_group 'rg-ml-team-ml-dev-weu': twin and ml-team-ml-dev would share it" in done.err
    assert lakemason("names", "preview", "fraud-ml-prod").code == 0


def test_preview_goes_on_where_another_file_has_mistakes(samples: Path, lakemason: Lakemason) -> None:
    (samples / "platforms" / "broken.yaml").write_text("name: [")
    done = lakemason("names", "preview", "ml-team-ml-dev").good()
    assert "Warning: platforms/broken.yaml has mistakes; its names were not looked at" in done.err


@pytest.mark.parametrize("override", ["project", "=x"])
def test_fails_override_without_a_value(samples: Path, lakemason: Lakemason, override: str) -> None:
    done = lakemason("names", "preview", "ml-team-ml-dev", "--override", override)
    assert done.code == 2
    assert "write KEY=VALUE" in done.err


def test_scope_that_matches_nothing_is_a_warning(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "preview", "ml-team-ml-dev", "--scope", "databrick_*").good()
    assert "Warning: scope: 'databrick_*' matches no kind; did you mean databricks_" in done.err


def test_explain_of_a_platform(samples: Path, lakemason: Lakemason) -> None:
    arguments = ["--platform", "ml-team-ml-dev", "--environment", "prod", "--json"]
    done = lakemason("names", "explain", "azurerm_databricks_workspace", *arguments).good()
    explanation = json.loads(done.out)
    assert explanation["name"] == "dbw-ml-team-ml-prod-weu"
    origins = {part["placeholder"]: part["origin"] for part in explanation["parts"]}
    assert (origins["team"], origins["environment"]) == ("the platform", "the call")


def test_explain_names_hash_and_warning(project: Path, lakemason: Lakemason) -> None:
    arguments = ["--team", "central-analytics", "--workload", "reporting", "--environment", "prod"]
    done = lakemason("names", "explain", "azurerm_key_vault", *arguments).good()
    assert "a digest stands for the middle" in done.out
    done = lakemason("names", "explain", "azurerm_databricks_workspace", *arguments).good()
    assert "warning" in done.out


def test_fails_explain_of_a_name_that_cannot_be(project: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "explain", "databricks_table_reference", "--environment", "dev")
    assert done.code == 1
    assert done.out.startswith("No name: project: allowed is a value")


def test_fails_unknown_kind(project: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "check", "x", "--kind", "azurerm_key_valt")
    assert done.code == 1
    assert "Did you mean azurerm_key_vault?" in done.err


def test_check_says_fine_off_pattern_or_breaks(project: Path, lakemason: Lakemason) -> None:
    fine = lakemason("names", "check", "dbw-central-analytics-ml-dev-weu", "--kind", "azurerm_databricks_workspace")
    assert fine.good().out == "fine\n"
    assert "Warning: 32 characters: the Azure portal" in fine.err
    off = lakemason("names", "check", "vault", "--kind", "azurerm_key_vault").good()
    assert off.out.splitlines()[0] == "off pattern"
    assert lakemason("names", "check", "-", "--kind", "azurerm_key_vault").code == 1


@pytest.fixture
def state(project: Path) -> Path:
    def resource(kind: str, name: str, attributes: dict[str, str]) -> dict[str, Any]:
        return {"mode": "managed", "type": kind, "name": name, "instances": [{"attributes": attributes}]}

    resources = [
        resource("azurerm_key_vault", "bad", {"name": "a--b"}),
        resource("azurerm_key_vault", "off", {"name": "vault"}),
        resource("databricks_job", "fine", {"name": "a-b-c"}),
    ]
    path = project / "terraform.tfstate"
    path.write_text(json.dumps({"version": 4, "resources": resources}, indent=2))
    return path


def test_lint_finds_bad_names_and_says_where(state: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "lint", state.name)
    assert done.code == 1
    bad, off = done.out.splitlines()
    assert "azurerm_key_vault.bad: breaks: 'a--b' holds '--'" in bad
    assert bad.startswith("terraform.tfstate:")
    assert "azurerm_key_vault.off: off pattern: 'vault'" in off
    assert "3 names: 1 breaks, 1 off pattern, 1 fine." in done.err


def test_lint_of_a_scope_and_of_everything(state: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "lint", str(state), "--scope", "databricks_*", "--all", "--json").good()
    (found,) = json.loads(done.out)
    assert (found["status"], found["kind"], found["name"]) == ("fine", "databricks_job", "a-b-c")


def test_lint_as_sarif(state: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "lint", str(state), "--format", "sarif")
    assert len(json.loads(done.out)["runs"][0]["results"]) == 2


def test_lint_finds_nothing_wrong_in_synthesized_samples(project: Path, lakemason: Lakemason) -> None:
    snapshots = sorted((ROOT / "snapshots").glob("*.json"))
    assert snapshots
    for snapshot in snapshots:
        for stack, content in json.loads(snapshot.read_text()).items():
            path = project / "cdktf.out" / "stacks" / f"{snapshot.stem}-{stack}" / "cdk.tf.json"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(content, indent=2))
    done = lakemason("names", "lint", "cdktf.out").good()
    assert done.out == ""
    assert " 0 breaks, 0 off pattern" in done.err


def test_init_writes_files_that_are_fine(project: Path, lakemason: Lakemason) -> None:
    done = lakemason("names", "init").good()
    assert [Path(line).name for line in done.out.splitlines()] == ["naming-values.yaml", "naming-patterns.yaml"]
    done = lakemason("names", "validate").good()
    assert done.out == "The naming files are fine.\n"
    assert "naming-values.yaml (the project's folder)" in done.err
    assert lakemason("names", "init").code == 1


def test_init_for_a_user_needs_no_project(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lakemason: Lakemason
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no project" in lakemason("names", "init").err
    lakemason("names", "init", "--user").good()
    assert (own_home / ".config" / "lakemason" / "naming-values.yaml").is_file()


def test_validate_lists_every_mistake_of_both_files(project: Path, lakemason: Lakemason) -> None:
    (project / "naming-values.yaml").write_text("defaults:\n  team:\n")
    (project / "naming-patterns.yaml").write_text("kinds:\n  databricks_job: '{teem}'\n")
    done = lakemason("names", "validate")
    assert done.code == 1
    assert "naming-values.yaml:2: defaults.team: has no value" in done.err
    assert "naming-patterns.yaml:2: kinds.databricks_job: unknown placeholder {teem}" in done.err


def test_validate_warns_of_values_that_stand_nowhere(project: Path, lakemason: Lakemason) -> None:
    (project / "naming-values.yaml").write_text("defaults: {cost_center: '1'}\n")
    assert "Warning: naming-values.yaml:1: defaults.cost_center" in lakemason("names", "validate").good().err


def test_given_files_win(project: Path, tmp_path: Path, lakemason: Lakemason) -> None:
    values, patterns = tmp_path / "v.yaml", tmp_path / "p.yaml"
    values.write_text("resource_types: {azurerm_key_vault: {abbreviation: vault}}\n")
    patterns.write_text("kinds: {azurerm_key_vault: '{abbreviation}-{team}'}\n")
    arguments = ["--values-config", str(values), "--patterns-config", str(patterns)]
    done = lakemason("names", "check", "vault-x", "--kind", "azurerm_key_vault", *arguments).good()
    assert done.out == "fine\n"
    assert "(--patterns-config)" in done.err


def test_kinds_lists_rules_and_sources(lakemason: Lakemason) -> None:
    done = lakemason("names", "kinds", "--scope", "azurerm_event*").good()
    assert [line.split()[0] for line in done.out.splitlines()] == [
        "KIND",
        "azurerm_eventhub_namespace",
        "azurerm_eventhub",
        "azurerm_eventhub_consumer_group",
    ]
    rows = json.loads(lakemason("names", "kinds", "--json").good().out)
    assert all(row["source"] and row["as_of"] for row in rows)


def test_show_says_where_each_value_comes_from(project: Path, lakemason: Lakemason) -> None:
    (project / "naming-values.yaml").write_text("defaults:\n  region: uksouth\n")
    settings = {row["key"]: row for row in json.loads(lakemason("names", "show", "--json").good().out)}
    assert settings["defaults.region"] == {
        "key": "defaults.region", "value": "uksouth", "origin": "naming-values.yaml:2",
    }  # fmt: skip
    table = lakemason("names", "show").good().out
    assert "tags.standard" in table
    assert "hash.prefix" in table
