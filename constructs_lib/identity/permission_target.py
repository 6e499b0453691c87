"""What permissions can be given on."""

from __future__ import annotations

from naming.errors import RuleError

_FILE = ("CAN_READ", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE")
LEVELS: dict[str, tuple[str, ...]] = {
    "alert_v2_id": _FILE,
    "app_name": ("CAN_USE", "CAN_MANAGE"),
    "authorization": ("CAN_USE", "CAN_MANAGE"),
    "cluster_id": ("CAN_ATTACH_TO", "CAN_RESTART", "CAN_MANAGE"),
    "cluster_policy_id": ("CAN_USE",),
    "dashboard_id": _FILE,
    "directory_path": _FILE,
    "experiment_id": ("CAN_READ", "CAN_EDIT", "CAN_MANAGE"),
    "instance_pool_id": ("CAN_ATTACH_TO", "CAN_MANAGE"),
    "job_id": ("CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"),
    "notebook_path": _FILE,
    "pipeline_id": ("CAN_VIEW", "CAN_RUN", "CAN_MANAGE", "IS_OWNER"),
    "repo_id": _FILE,
    "serving_endpoint_id": ("CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"),
    "sql_endpoint_id": ("CAN_USE", "CAN_MONITOR", "CAN_VIEW", "CAN_MANAGE", "IS_OWNER"),
    "sql_query_id": _FILE,
    "vector_search_endpoint_id": ("CAN_USE", "CAN_MANAGE"),
    "workspace_file_path": _FILE,
}
"""Levels by the argument that names the object. Source: databricks provider, permission_definitions.go."""


class PermissionTarget:
    """An object on which permissions can be given: every construct that has some carries one as `permission_target`.

    Args:
        field: The argument of databricks_permissions that names it, such as `cluster_id`.
        reference: Its id, name or path.

    Raises:
        RuleError: There is no such argument.
    """

    def __init__(self, field: str, reference: str) -> None:
        if field not in LEVELS:
            raise RuleError("field", allowed=", ".join(LEVELS), got=field, source="databricks_permissions docs")
        self.field = field
        self.reference = reference
        self.given_by: str | None = None
        """Path of the construct that gives its permissions: there is only one."""

    @property
    def levels(self) -> tuple[str, ...]:
        """What may be given on it, the weakest first."""
        return LEVELS[self.field]

    @classmethod
    def tokens(cls) -> PermissionTarget:
        """Personal access tokens of the workspace: who may have some."""
        return cls("authorization", "tokens")
