"""Every example runs on its own, and what it makes holds against the providers' schemas."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from constructs_lib.reference.examples import examples, made_by
from constructs_lib.reference.graph import graph

MAKES_NOTHING = {"account", "raw_provider"}


@pytest.mark.parametrize("name", examples())
def test_an_example_makes_something(name: str) -> None:
    made, roots = made_by(name)
    assert name in roots.values()
    assert bool(made.resources) == (name not in MAKES_NOTHING)


def test_the_examples_together_hold_against_the_schemas(conform: ModuleType, tmp_path: Path) -> None:
    made, _ = made_by(*(example for example in examples() if example != "raw_resource"))
    file = tmp_path / "cdk.tf.json"
    file.write_text(json.dumps(made.terraform))
    count, faults = conform.check_file(file, *conform.load())
    assert count > 90
    assert faults == []


def test_a_graph_shows_others_as_one_box_and_no_arrow_twice() -> None:
    made, _ = made_by("data_lake")
    found = graph(made, ["Lake"])
    assert {key: node.own for key, node in found.nodes.items() if "/" not in key} == {
        "Connector": False,
        "Lake": True,
        "ResourceGroup": False,
    }
    # The lake needs its group, too: the way through the connector says it.
    assert ("ResourceGroup", "Lake") not in found.edges
    assert {("ResourceGroup", "Connector"), ("Connector", "Lake"), ("Lake", "Lake/Data")} <= found.edges
