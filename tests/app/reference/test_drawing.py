"""Pictures show what was synthesized: both layers, what needs what, and no more boxes than one can read."""

from __future__ import annotations

from typing import Any

import pytest

from app.reference.drawing import graph_of, stacks_of, words
from app.reference.merging import MOST_BOXES, fewer, without_circles
from app.reference.sample import sample_platform
from constructs_lib.reference.graph import Graph, Node


def resource(path: str, **arguments: Any) -> dict[str, Any]:
    return {"//": {"metadata": {"path": path, "uniqueId": path.replace("/", "_")}}, **arguments}


AZURE = {
    "output": {"cross-lake": {"value": "${azurerm_storage_account.Lake_1.name}"}, "region": {"value": "westeurope"}},
    "resource": {
        "azurerm_databricks_workspace": {"Workspace_1": resource("p-azure/Workspace/Resource")},
        "azurerm_storage_account": {"Lake_1": resource("p-azure/Lake/Resource")},
        "azurerm_storage_container": {
            "Lake_2": resource("p-azure/Lake/bronze", account="${azurerm_storage_account.Lake_1.id}"),
            "Lake_3": resource("p-azure/Lake/silver", account="${azurerm_storage_account.Lake_1.id}"),
        },
    },
}
REMOTE = "${data.terraform_remote_state.cross-stack-reference-input-p-azure.outputs.cross-lake}"
DATABRICKS = {
    "data": {
        "terraform_remote_state": {"cross-stack-reference-input-p-azure": {"backend": "local"}},
        "databricks_spark_version": {"Runtime_1": resource("p-databricks/Runtime")},
    },
    "resource": {
        "databricks_external_location": {"Location_1": resource("p-databricks/Location/Resource", url=f"x{REMOTE}y")},
        "databricks_job": {"Job_1": resource("p-databricks/NightlyJob/Resource", on="${databricks_cluster.x.id}")},
    },
}


def test_a_graph_has_both_layers_and_joins_them_by_what_is_handed_over() -> None:
    found = graph_of((AZURE, DATABRICKS))
    assert {key: (node.title, node.lines) for key, node in found.nodes.items()} == {
        "azure/Workspace": ("Workspace", ("databricks_workspace",)),
        "azure/Lake": ("Lake", ("storage_account", "storage_container x 2")),
        "databricks/Runtime": ("Runtime", ("spark_version",)),
        "databricks/Location": ("Location", ("external_location",)),
        "databricks/NightlyJob": ("Nightly job", ("job",)),
    }
    assert found.edges == {
        ("azure/Lake", "databricks/Location"),
        ("azure/Workspace", "databricks/Location"),
        ("azure/Workspace", "databricks/NightlyJob"),
        ("azure/Workspace", "databricks/Runtime"),
    }


def test_a_platform_is_drawn_from_what_it_synthesizes_to() -> None:
    found = graph_of(stacks_of(sample_platform("databricks-ml-dev", ("job_compute", "instance_pool"))))
    assert {"azure/ResourceGroup", "azure/Workspace", "databricks/Cluster", "databricks/Pool"} <= set(found.nodes)
    assert ("databricks/Pool", "databricks/JobPolicy") in found.edges
    # The workspace is needed, too: the way through the pool says it.
    assert ("azure/Workspace", "databricks/JobPolicy") not in found.edges


@pytest.mark.parametrize(
    ("id", "text"),
    [("JobPolicy", "Job policy"), ("Lake", "Lake"), ("Location-bronze", "Location bronze"), ("IpList2", "Ip list2")],
)
def test_ids_are_read_as_words(id: str, text: str) -> None:
    assert words(id) == text


def grants(count: int, *, chained: bool = False) -> Graph:
    nodes = {
        f"databricks/G{n:02}": Node(f"databricks/G{n:02}", "x_grants", True, f"G{n}", ("grants",)) for n in range(count)
    }
    nodes["azure/W"] = Node("azure/W", "x_workspace", True, "W", ("workspace",))
    edges = {("azure/W", key) for key in nodes if key != "azure/W"}
    if chained:
        edges = {("azure/W", "databricks/G00")} | {
            (f"databricks/G{n:02}", f"databricks/G{n + 1:02}") for n in range(count - 1)
        }
    return Graph(nodes, frozenset(edges))


@pytest.mark.parametrize(("count", "title"), [(2, "G0, G1"), (3, "G0 and 2 like it"), (40, "G0 and 39 like it")])
def test_boxes_that_say_the_same_become_one(count: int, title: str) -> None:
    found = fewer(grants(count))
    assert sorted(node.title for node in found.nodes.values()) == [title, "W"]
    assert found.edges == {("azure/W", "databricks/G00")}


def test_boxes_that_need_each_other_stay_apart() -> None:
    found = fewer(grants(30, chained=True))
    assert len(found.nodes) == 31


def test_too_many_boxes_become_one_though_different_things_need_them() -> None:
    nodes = {"azure/W": Node("azure/W", "x_workspace", True, "W", ("workspace",))}
    edges = set()
    for number in range(MOST_BOXES):
        for kind in ("a", "b"):
            key = f"databricks/{kind}{number:02}"
            nodes[key] = Node(key, f"x_{kind}", True, f"{kind}{number}", (kind,))
        edges |= {("azure/W", f"databricks/a{number:02}"), (f"databricks/a{number:02}", f"databricks/b{number:02}")}
    found = fewer(Graph(nodes, frozenset(edges)))
    assert sorted(node.title for node in found.nodes.values()) == ["W", "a0 and 24 like it", "b0 and 24 like it"]
    assert found.edges == {("azure/W", "databricks/a00"), ("databricks/a00", "databricks/b00")}


def test_arrows_never_lead_in_a_circle() -> None:
    assert without_circles({("a", "b"), ("b", "c"), ("c", "a"), ("a", "a")}) == {("a", "b"), ("b", "c")}
