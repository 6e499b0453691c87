"""The table is complete, and asks only for what the providers have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.provisioning.finding.table import HOLE, SPECIAL, UNKNOWN, UNKNOWN_OF_AZURE, Way, row_of, table
from constructs_lib.coverage import coverage
from rehearsal.schemas.load import Block, attributes, load_schema, nested_blocks

EVERY = sorted(table())


def arguments_of(block: Block) -> set[str]:
    return {*attributes(block), *nested_blocks(block)}


def asked(way: Way) -> set[str]:
    """The resource's arguments that a way takes."""

    def holes(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for item in value.values():
                yield from holes(item)
        elif isinstance(value, str):
            yield from (hole[2] for hole in HOLE.finditer(value))

    named = {*holes(way.id), *holes(dict(way.fixed)), *way.given.values()} - set(SPECIAL)
    return {name.partition(".")[0] for name in named}


def test_it_says_of_everything_that_constructs_make_how_it_is_found() -> None:
    assert {it.type for it in coverage() if it.how == "construct"} <= table().keys()


@pytest.mark.parametrize("kind", EVERY)
def test_every_way_asks_for_arguments_that_there_are(kind: str) -> None:
    schema = load_schema(kind.partition("_")[0])
    for way in row_of(kind).ways:
        assert asked(way) <= arguments_of(schema.resources[kind])
        if way.data:
            assert {*way.given, *way.fixed} <= arguments_of(schema.data_sources[way.data])
    row = row_of(kind)
    named = {*row.unread, *row.single_with, *filter(None, [row.doubles_with])}
    assert named <= arguments_of(schema.resources[kind])
    assert bool(row.doubles) or not (row.single_with or row.doubles_with)


@pytest.mark.parametrize("kind", EVERY)
def test_what_may_be_left_to_a_person_says_where_it_is(kind: str) -> None:
    row = row_of(kind)
    if not row.ways or any(way.data for way in row.ways) or row.outlives or row.doubles:
        assert row.where
    if not row.ways:
        assert row.fresh or row.unfindable


def test_the_first_way_is_taken_whose_arguments_are_there() -> None:
    row = row_of("databricks_permissions")
    assert (row.way({"cluster_id": "1"}) or Way(id="")).id == "/clusters/<cluster_id>"
    assert (row.way({"notebook_path": "/n"}) or Way(id="")).data == "databricks_notebook"
    assert row.way({"workspace_file_path": "/f"}) is None
    assert row.repeats


def test_a_place_is_told_in_the_words_of_the_configuration() -> None:
    assert row_of("databricks_ip_access_list").place("databricks_ip_access_list", {"label": "office"}) == (
        "Settings > Security > IP access list > office"
    )


def test_making_it_again_makes_a_second_one_where_nothing_tells_them_apart() -> None:
    principal = row_of("databricks_service_principal")
    assert principal.doubled({"display_name": "ci"})
    assert not principal.doubled({"display_name": "ci", "application_id": "00000000-0000-0000-0000-000000000001"})
    pipeline = row_of("databricks_pipeline")
    assert not pipeline.doubled({"name": "daily"})
    assert pipeline.doubled({"name": "daily", "allow_duplicate_names": True})
    assert not row_of("databricks_catalog").doubled({"name": "sales"})


def test_what_is_made_again_without_harm_is_never_there_twice() -> None:
    assert [kind for kind in EVERY if row_of(kind).repeats and row_of(kind).doubles] == []


def test_a_type_that_nobody_knows_is_not_findable() -> None:
    assert row_of("azurerm_quantum_workspace") == UNKNOWN_OF_AZURE
    assert not UNKNOWN_OF_AZURE.doubled({"name": "q"})
    assert row_of("databricks_quantum") == UNKNOWN
    assert UNKNOWN.doubled({"name": "q"}), "nobody has said that it is not"
    assert UNKNOWN.how == UNKNOWN_OF_AZURE.how == "not findable"
    assert UNKNOWN.place("azurerm_quantum_workspace", {"name": "q"}) == "azurerm: azurerm_quantum_workspace q"
