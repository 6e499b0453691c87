"""Every type that belongs to Databricks platforms has a construct, or a reason."""

from __future__ import annotations

from constructs_lib.bindings.lazy import resource_types
from constructs_lib.coverage import PAGE, coverage, page


def test_every_type_of_the_databricks_provider_is_accounted_for() -> None:
    found = {row.type for row in coverage()}
    assert set(resource_types("databricks")) <= found
    assert len(found) == len(coverage())


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "make docs"


def test_types_are_known_without_loading_any() -> None:
    types = resource_types("databricks")
    assert {"databricks_cluster", "databricks_provider", "databricks_data_quality_monitor"} <= set(types)
    assert not [name for name in types if name.startswith("databricks_data_databricks")]
