"""What Unity Catalog guards."""

from __future__ import annotations

from constructs_lib.limits import one_of
from constructs_lib.unity_catalog.privilege import ALLOWED


class Securable:
    """An object that grants are given on; constructs that make one carry it as `securable`.

    Args:
        kind: The argument of databricks_grants that names it, such as `catalog`.
        full_name: Its name with those of its parents; for a metastore its id.

    Raises:
        RuleError: There is no such kind.
    """

    def __init__(self, kind: str, full_name: str) -> None:
        self.kind = one_of("kind", kind, ALLOWED, source="databricks_grants docs")
        self.full_name = full_name
        self.given_by: str | None = None
        """Path of the construct that gives its grants: there is only one."""
