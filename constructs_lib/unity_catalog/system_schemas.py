"""Databricks' own tables about usage, access and cost."""

from __future__ import annotations

from collections.abc import Collection

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import matching
from naming.errors import RuleError

DEFAULT = ("access", "compute", "lakeflow", "query", "storage")
_ALWAYS_ON = {"billing", "information_schema"}


class SystemSchemas(Construct):
    """Turns on system tables, so that cost and access can be asked for in SQL; once for a metastore.

    Makes: 1 databricks_system_schema for each, under its name.

    Args:
        schemas: Their names; left out: access, compute, lakeflow, query and storage.

    Raises:
        RuleError: None; one that is always on; a name that is none.
    """

    def __init__(self, scope: Construct, id: str, *, schemas: Collection[str] = DEFAULT) -> None:
        if not schemas:
            raise RuleError("schemas", allowed="at least one", got=[], fix="Leave the construct out.")
        for schema in schemas:
            matching("schemas", schema, r"[a-z_]+", allowed="names of lower-case letters and _")
            if schema in _ALWAYS_ON:
                raise RuleError(
                    "schemas", allowed="schemas that can be turned on", got=schema, 
                    fix="It is always on: leave it out.",
                    source="Azure Databricks docs, system tables",
                )  # fmt: skip
        super().__init__(scope, id)
        for schema in sorted(set(schemas)):
            databricks.SystemSchema(self, schema, schema=schema)
