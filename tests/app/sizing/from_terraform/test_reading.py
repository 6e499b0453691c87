"""Stacks and plans as Terraform's JSON writes them: counts, modules, references, and files that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sizing.cost_report import report
from app.sizing.from_terraform.library import used_by
from app.sizing.from_terraform.reading import TerraformJsonError, read_json, read_synthesized, resources_of
from app.sizing.from_terraform.resource import Landscape, Resource

HERE = Path("x.json")


def read(document: dict[str, Any], stack: str = "") -> list[Resource]:
    return list(resources_of(document, stack=stack, source=HERE))


def planned(
    resources: list[dict[str, Any]], configuration: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """A plan as `terraform show -json` writes it."""
    module = {"resources": [{"mode": "managed", **one} for one in resources], **more}
    return {"format_version": "1.2", "planned_values": {"root_module": module}, "configuration": configuration or {}}


def test_count_and_for_each_make_as_many_as_they_say() -> None:
    bodies = {"a": {"count": 2}, "b": {"for_each": {"x": 1, "y": 2}}, "c": {"for_each": ["p"]}, "d": {"count": 0}}
    found = read({"resource": {"azurerm_nat_gateway": {**bodies, "e": {"count": "${var.n}"}, "f": {}}}})
    assert [one.address.removeprefix("azurerm_nat_gateway.") for one in found] == [
        "a[0]", "a[1]", 'b["x"]', 'b["y"]', 'c["p"]', "e", "f",
    ]  # fmt: skip
    assert [one.address for one in found if not one.counted] == ["azurerm_nat_gateway.e"]


def test_a_plan_has_its_modules_and_no_data_sources() -> None:
    inner = {"mode": "managed", "address": "module.n.azurerm_nat_gateway.a[0]", "type": "azurerm_nat_gateway"}
    outer = {"address": "azurerm_nat_gateway.b", "type": "azurerm_nat_gateway", "values": {"location": "eastus"}}
    data = {"mode": "data", "address": "data.azurerm_subscription.c", "type": "azurerm_subscription"}
    found = read(planned([outer, data], child_modules=[{"resources": [inner]}]))
    assert [one.address for one in found] == ["azurerm_nat_gateway.b", "module.n.azurerm_nat_gateway.a[0]"]
    assert Landscape(found).region_of(found[1]) == "eastus"


def test_a_state_is_read_as_a_plan_is() -> None:
    state = planned([{"address": "azurerm_nat_gateway.b", "type": "azurerm_nat_gateway", "values": {}}])
    assert [one.address for one in read({"values": state["planned_values"]})] == ["azurerm_nat_gateway.b"]


def test_what_a_plan_does_not_know_yet_is_the_reference_that_was_written() -> None:
    pool = {
        "address": "databricks_instance_pool.p",
        "type": "databricks_instance_pool",
        "values": {"node_type_id": "Standard_D4ds_v5", "max_capacity": 4},
    }
    clusters = [{"new_cluster": [{"num_workers": 1}], "job_cluster_key": "c"}]
    job = {"address": "databricks_job.j[0]", "type": "databricks_job", "values": {"job_cluster": clusters}}
    reference = {"references": ["databricks_instance_pool.p.id", "databricks_instance_pool.p"]}
    expressions = {"job_cluster": [{"new_cluster": [{"instance_pool_id": reference}]}]}
    root = {"resources": [{"address": "databricks_job.j", "expressions": expressions}]}
    landscape = Landscape(read(planned([pool, job], {"root_module": root})), region="westeurope")
    used = {one.address: one for one in used_by(landscape)}
    assert [use.what for use in used["databricks_job.j[0]"].usage] == [
        "job, c, driver, 1 x Standard_D4ds_v5",
        "job, c, workers, 1 x Standard_D4ds_v5",
    ]
    assert used["databricks_instance_pool.p"].free


def test_two_stacks_with_the_same_address_are_told_apart(tmp_path: Path) -> None:
    for name, region in (("one-azure", "eastus"), ("two-azure", "westeurope")):
        folder = tmp_path / "stacks" / name
        folder.mkdir(parents=True)
        body = {"resource": {"azurerm_nat_gateway": {"a": {"location": region}}}}
        (folder / "cdk.tf.json").write_text(json.dumps(body))
    used = used_by(Landscape(read_synthesized(tmp_path)))
    assert [(one.address, one.region) for one in used] == [
        ("one-azure/azurerm_nat_gateway.a", "eastus"),
        ("two-azure/azurerm_nat_gateway.a", "westeurope"),
    ]
    alone = used_by(Landscape(read_synthesized(tmp_path, "two")))
    assert [one.address for one in alone] == ["azurerm_nat_gateway.a"]
    assert read_synthesized(tmp_path / "stacks" / "two-azure" / "cdk.tf.json")[0].stack == "two-azure"


def test_the_layers_of_a_platform_stand_where_its_workspace_does() -> None:
    workspace = {"resource": {"azurerm_databricks_workspace": {"w": {"location": "North Europe"}}}}
    elsewhere = {"resource": {"azurerm_databricks_workspace": {"w": {"location": "eastus"}}}}
    cluster = {"resource": {"databricks_cluster": {"c": {}}}}
    found = [*read(workspace, "a-azure"), *read(elsewhere, "b-azure"), *read(cluster, "a-databricks")]
    assert Landscape(found).region_of(found[-1]) == "northeurope"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "must be a JSON object"),
        ("\xff", "not JSON"),
    ],
)
def test_fails_files_that_are_no_json(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(TerraformJsonError) as caught:
        read_json(path)
    assert said in str(caught.value)
    assert "plan.json" in str(caught.value)


@pytest.mark.parametrize("document", [{}, {"a": 1}, {"resource": []}, {"planned_values": []}])
def test_fails_json_that_is_neither_stack_nor_plan(document: dict[str, Any]) -> None:
    with pytest.raises(TerraformJsonError, match="neither a synthesized stack nor a plan"):
        read(document)


@pytest.mark.parametrize(
    "document",
    [
        {"resource": {"azurerm_nat_gateway": []}},
        {"resource": {"azurerm_nat_gateway": {"a": None}}},
        {"planned_values": {}},
        {"planned_values": {"root_module": {"resources": [None, {"mode": "managed"}, 3]}}},
        {
            "planned_values": {"root_module": {"child_modules": [None]}},
            "configuration": {"root_module": {"resources": [1]}},
        },
    ],
)
def test_odd_documents_hold_what_can_be_read_of_them(document: dict[str, Any]) -> None:
    used_by(Landscape(read(document)))


def test_fails_where_there_are_no_stacks(tmp_path: Path) -> None:
    with pytest.raises(TerraformJsonError, match="holds no synthesized stack of ml"):
        read_synthesized(tmp_path, "ml")
    with pytest.raises(TerraformJsonError, match="No such file"):
        read_json(tmp_path / "gone.json")


WORDS = st.sampled_from([
    "resource", "planned_values", "values", "configuration", "root_module", "resources", "child_modules", "mode",
    "managed", "address", "type", "expressions", "references", "module_calls", "module", "count", "for_each",
    "databricks_job", "databricks_cluster", "azurerm_nat_gateway", "databricks_job.a", "new_cluster", "task",
    "job_cluster", "autoscale", "${databricks_instance_pool.p.id}", "databricks_instance_pool", "node_type_id",
    "Standard_D4ds_v5", "location", "westeurope", "tags", "environment", "prod", "schedule", "trigger", "config",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=30,
)


@settings(max_examples=400)
@given(JSON, JSON, st.sampled_from(["stack", "plan", "state", "any"]))
def test_any_json_is_priced_or_refused(first: Any, second: Any, form: str) -> None:
    resource = {"mode": "managed", "address": "databricks_job.a", "type": "databricks_job", "values": first}
    document = {
        "stack": {"resource": {"databricks_job": {"a": first}, "databricks_cluster": second, "x": first}},
        "plan": {"planned_values": {"root_module": {"resources": [resource, second]}}, "configuration": second},
        "state": {"values": {"root_module": {"resources": second, "child_modules": first}}},
        "any": first if isinstance(first, dict) else {"resource": first},
    }[form]
    try:
        resources = read(document)
    except TerraformJsonError:
        return
    found = report(used_by(Landscape(resources, region="westeurope")), of="any")
    assert 0 <= found.low_usd <= found.expected_usd <= found.high_usd
