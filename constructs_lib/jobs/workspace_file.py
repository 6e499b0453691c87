"""A file in the workspace."""

from __future__ import annotations

from base64 import b64encode

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.limits import between, matching
from naming.kinds import Kind
from naming.namer import Namer

MOST_BYTES = 10 * 1024 * 1024
"""Source: workspace import API, content."""


class WorkspaceFile(Construct):
    """A file that jobs run or notebooks import: a Python module, a SQL script, a configuration.

    Makes: 1 databricks_workspace_file (its folder comes with it).

    Args:
        names: Names of the platform.
        file_name: Its name with its ending, such as `load.sql`; it lies in `files` beside the platform's
            notebooks. Changing it replaces the file.
        content: What it holds; no secrets: whoever may read the folder sees them.

    Raises:
        RuleError: Another form of name; more than 10 MiB.
    """

    def __init__(self, scope: Construct, id: str, *, names: Namer, file_name: str, content: str) -> None:
        matching("file_name", file_name, r"[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)+", allowed="a name with its ending")
        between("content", len(content.encode()), 0, MOST_BYTES, unit="bytes", source="workspace import API")
        super().__init__(scope, id)
        file = databricks.WorkspaceFile(
            self,
            "Resource",
            path=names.name(Kind.WORKSPACE_FILE, file=file_name),
            content_base64=b64encode(content.encode()).decode(),
        )
        self.path: str = file.path
        self.permission_target = PermissionTarget("workspace_file_path", self.path)
