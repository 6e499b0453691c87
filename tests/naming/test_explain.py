"""Reasons for names."""

from __future__ import annotations

from pathlib import Path

from naming.kinds import Kind
from naming.namer import Namer
from tests.naming.samples import configured, namer


def test_each_part_has_value_origin_and_what_was_done(tmp_path: Path) -> None:
    config = configured(tmp_path, values="version: 1\nenvironments:\n  prd:\n    workload: Data Science\n")
    names = Namer(config, blueprint={"purpose": "x"}, platform={"environment": "prd"}, overrides={"region": "uksouth"})
    explanation = names.explain(Kind.WORKSPACE, team="Ünit & Co")
    assert explanation.name == "dbw-uenit-and-co-data-science-prd-uks-x"
    parts = {part.placeholder: part for part in explanation.parts if part.placeholder}
    assert parts["team"].origin == "the call"
    assert [step.result for step in parts["team"].steps] == ["ünit & co", "uenit -and- co", "uenit-and-co"]
    assert parts["workload"].origin == "naming-values.yaml:4, environments.prd"
    assert parts["environment"].origin == "the platform"
    assert parts["purpose"].origin == "the blueprint"
    assert parts["region"].origin == "--override"
    assert parts["region"].steps[0] == ("code of the region", "uks")
    assert parts["abbreviation"].origin.startswith("packaged naming-values.yaml:")
    assert explanation.rule == "3-64 characters, letters, digits, _ and -"
    assert explanation.source.endswith("2023-11-20")
    assert explanation.unique_in == "resource group"
    assert explanation.warning == "39 characters: the Azure portal and older tools take at most 30"


def test_parts_join_to_the_name() -> None:
    explanation = namer().explain(Kind.EXPERIMENT)
    assert "".join(part.text for part in explanation.parts) == explanation.name


def test_steps_of_upper_case_and_passthrough(tmp_path: Path) -> None:
    patterns = """
kinds:
  databricks_cluster: {pattern: "{team}", case: upper, remove: "-"}
  databricks_job: {pattern: "{team}", passthrough: true}
"""
    names = namer(configured(tmp_path, patterns=patterns))
    (cluster,), (job,) = names.explain(Kind.CLUSTER).parts, names.explain(Kind.JOB).parts
    assert [tuple(step) for step in cluster.steps] == [("removed characters", "mlteam"), ("upper case", "MLTEAM")]
    assert job.steps == ()
    assert job.text == "ml-team"


def test_problem_is_said_and_not_raised() -> None:
    explanation = namer(team="t" * 70).explain(Kind.WORKSPACE)
    assert explanation.name is None
    assert "Shorten team by" in explanation.problem
    assert explanation.parts
    assert namer().explain(Kind.TABLE_REFERENCE).parts == ()
