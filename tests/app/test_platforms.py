"""A project's own naming files reach what is deployed, and no two things get one name."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import PLATFORM, Lakemason

PATTERNS = """\
kinds:
  azurerm_databricks_workspace:
    pattern: "{abbreviation}-{workload}-{team}-{environment}"
"""


def workspace_name(project: Path) -> str:
    stack = json.loads((project / "cdktf.out" / "stacks" / "ml-team-ml-dev-azure" / "cdk.tf.json").read_text())
    (workspace,) = stack["resource"]["azurerm_databricks_workspace"].values()
    return str(workspace["name"])


def test_the_projects_patterns_name_what_is_synthesized_and_planned(samples: Path, lakemason: Lakemason) -> None:
    (samples / "naming-patterns.yaml").write_text(PATTERNS)
    lakemason("synth", "ml-team-ml-dev").good()
    assert workspace_name(samples) == "dbw-ml-ml-team-dev"
    planned = json.loads(lakemason("plan", "Databricks for ML team in dev", "--json").good().out)
    assert planned["names"]["azurerm_databricks_workspace"] == "dbw-ml-ml-team-dev"


def another(project: Path) -> None:
    """A second platform of the same team, workload, environment and region: the same names."""
    text = PLATFORM.replace("name: ml-team-ml-dev", "name: second")
    (project / "platforms" / "second.yaml").write_text(text)


def test_fails_where_two_platforms_would_share_names(samples: Path, lakemason: Lakemason) -> None:
    another(samples)
    for command in (["synth"], ["synth", "second"], ["deploy", "second", "--rehearse", "--yes"]):
        done = lakemason(*command)
        assert done.code == 1, command
        assert "rg-ml-team-ml-dev-weu" in done.err
        assert "second" in done.err
    assert not (samples / "cdktf.out").exists()


def test_fails_to_plan_what_another_platform_is_called(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("plan", "Databricks for ML team in dev", "--name", "other", "--save")
    assert done.code == 1
    assert "rg-ml-team-ml-dev-weu" in done.err
    assert not (samples / "platforms" / "other.yaml").exists()


def test_another_platforms_mistakes_keep_nobody_from_working(samples: Path, lakemason: Lakemason) -> None:
    (samples / "platforms" / "broken.yaml").write_text("name: [")
    lakemason("synth", "ml-team-ml-dev").good()
    assert "broken.yaml" in lakemason("synth").err
