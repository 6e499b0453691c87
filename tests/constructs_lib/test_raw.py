"""The escape hatch."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.literal import literal
from constructs_lib.raw import RawResource
from constructs_lib.raw_provider import RawProvider
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, stack_of, under
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_a_resource_of_any_type_is_made(names: Namer) -> None:
    assert under(SAMPLES["raw-minimal"], names, "Raw") == {
        "Raw": {"TYPE": "databricks_directory", "path": "/Shared/raw"}
    }


def test_a_provider_that_is_not_pinned_is_declared(names: Namer) -> None:
    assert under(SAMPLES["raw-fullest"], names, "Raw") == {
        "Raw": {
            "TYPE": "azapi_resource",
            "depends_on": ["<First>"],
            "provider": "azapi",
            "type": "Microsoft.Databricks/workspaces@2026-01-01",
            "name": "dbw-serverless",
            "body": {
                "sku": {"name": "premium"},
                "properties": {"computeMode": "Serverless", "ports": [1, 2.5], "group": "<Group.name>"},
            },
            "parent_id": "<Group.id>",
        }
    }


def raw(**given: Any) -> Make:
    """A raw resource with these arguments."""
    values = {"type": "azapi_resource", "arguments": {"name": "x"}, **given}
    return lambda azure, inside, names: RawResource(azure, "Raw", **values)


@pytest.mark.parametrize("evil", ["${file('/etc/passwd')}", "%{ if true }x%{ endif }", "a ${TfToken[TOKEN.1]} b"])
@pytest.mark.parametrize("deep", [lambda x: x, lambda x: [x], lambda x: {"a": [{"b": x}]}, lambda x: {x: 1}])
def test_fails_for_text_that_terraform_would_evaluate(names: Namer, evil: str, deep: Any) -> None:
    assert "text without ${ and %{" in refused(raw(arguments={"body": deep(evil)}), names)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"type": "azapi"}, "a Terraform type"),
        ({"type": "azapi_Resource"}, "a Terraform type"),
        ({"arguments": {"provider": "x"}}, "arguments: allowed is not //"),
        ({"arguments": {"lifecycle": {}}}, "arguments: allowed is not //"),
        ({"arguments": {"a.b": 1}}, "argument names such as location"),
        ({"references": {"name": "plain text"}}, "a value of another construct"),
        ({"references": {"name": "${file(1)}"}}, "a value of another construct"),
        ({"references": {"a b": "${TfToken[TOKEN.1]}"}}, "argument names joined by dots"),
    ],
)
def test_fails_for_more_than_data(names: Namer, given: dict[str, Any], says: str) -> None:
    assert says in refused(raw(**given), names)


def test_fails_for_a_reference_that_hides_an_expression(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        reference = group(azure, names).group_name + "${file(1)}"
        RawResource(azure, "Raw", type="azapi_resource", arguments={}, references={"name": reference})

    assert "a value of another construct" in refused(make, names)


def test_an_attribute_is_a_value_for_others(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        first = RawResource(azure, "First", type="azapi_resource", arguments={"name": "first"})
        reference = first.attribute("id")
        RawResource(azure, "Raw", type="azapi_resource", arguments={}, references={"parent_id": reference})
        with pytest.raises(RuleError, match="an attribute such as id"):
            first.attribute("id} ${x")

    assert under(make, names, "Raw")["Raw"]["parent_id"] == "<First.id>"


def test_a_provider_is_declared_with_its_version(names: Namer) -> None:
    loaded = stack_of(SAMPLES["raw-fullest"], names)
    assert loaded["terraform"]["required_providers"]["azapi"] == {"source": "Azure/azapi", "version": "2.4.0"}
    assert loaded["provider"]["azapi"] == [{"enable_preflight": True}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Azapi"},
        {"source": "azapi"},
        {"source": "Azure/azapi/${x}"},
        {"version": "~> 2.0"},
        {"version": "2.4"},
        {"arguments": {"x": "${x}"}},
        {"arguments": {"provider": "x"}},
    ],
)
def test_fails_for_providers_that_are_not_pinned(names: Namer, wrong: dict[str, Any]) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        RawProvider(azure, "P", **{"name": "azapi", "source": "Azure/azapi", "version": "2.4.0", **wrong})

    assert next(iter(wrong)) in refused(make, names)


def test_text_is_data() -> None:
    assert literal("x", "$ {a} 100% {b}") == "$ {a} 100% {b}"
    assert literal("x", "ab", longest=2) == "ab"
    for wrong in ("", " ", "abc", "${", "%{"):
        with pytest.raises(RuleError):
            literal("x", wrong, longest=2)
