"""What the real providers and Terraform say, and what it means."""

from __future__ import annotations

import pytest

from app.provisioning.events import Diagnostic
from app.provisioning.finding.words import meaning

NOT_THERE = """\
While attempting to import an existing object to "databricks_cluster.this", the provider detected that no object \
exists with the given id. Only pre-existing objects can be imported; check that the id is correct."""


@pytest.mark.parametrize(
    ("summary", "detail", "of_lookup", "expected"),
    [
        ("Cannot import non-existent remote object", NOT_THERE, False, "absent"),
        (
            "The provider returned a resource missing an identifier during ImportResourceState.",
            "",
            False,
            "absent",
        ),
        ("Invalid import id argument", "The import ID cannot be null.", False, "absent"),
        ("cannot read catalog: Catalog 'sales' does not exist.", "", False, "absent"),
        ("cannot read data cluster: there is no cluster with name 'a'", "", True, "absent"),
        ("cannot read data instance pool: instance pool 'a' doesn't exist", "", True, "absent"),
        ("cannot read data sql warehouse: can't find SQL warehouse with the name 'a'", "", True, "absent"),
        ("cannot read data service principal: cannot find SP with name a", "", True, "absent"),
        ("cannot read data cluster: there is more than one cluster with name 'a'", "", True, "several"),
        ("cannot read data sql warehouse: there are multiple SQL warehouses with the name 'a'", "", True, "several"),
        (
            "Invalid function argument",
            'Invalid value for "list" parameter: must be a list, set, or tuple value with either zero or one elements.',
            False,
            "several",
        ),
        # Somebody else's data source, and trouble that says nothing of the object.
        ('Key Vault "kv" was not found', "", False, None),
        ("cannot read data cluster: cannot reach workspace adb-1.azuredatabricks.net: no such host", "", True, None),
        ("retrieving Virtual Network: unexpected status 429 (429 Too Many Requests)", "", False, None),
        ("cannot read cluster: PERMISSION_DENIED: User does not have permission", "", False, None),
    ],
)
def test_an_error_of_an_import_says(summary: str, detail: str, of_lookup: bool, expected: str | None) -> None:
    assert meaning(Diagnostic("error", summary, detail), of_lookup=of_lookup) == expected
