"""A notebook in the workspace."""

from __future__ import annotations

from base64 import b64encode

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.limits import between, one_of
from naming.kinds import Kind
from naming.namer import Namer

LANGUAGES = ("PYTHON", "SQL", "SCALA", "R")
MOST_BYTES = 10 * 1024 * 1024
"""Source: workspace import API, content."""


class Notebook(Construct):
    """Code that people see and jobs run; for code that people change, use a Git folder.

    Makes: 1 databricks_notebook (its folder comes with it).

    Args:
        names: Names of the platform.
        purpose: What it does, such as `ingest`; the last part of its path. Changing it replaces the notebook.
        content: Its source.
        language: `PYTHON`, `SQL`, `SCALA` or `R`.

    Raises:
        RuleError: Another language; more than 10 MiB.
    """

    def __init__(
        self, scope: Construct, id: str, *, names: Namer, purpose: str, content: str, language: str = "PYTHON"
    ) -> None:
        one_of("language", language, LANGUAGES, source="databricks_notebook docs")
        between("content", len(content.encode()), 0, MOST_BYTES, unit="bytes", source="workspace import API")
        super().__init__(scope, id)
        notebook = databricks.Notebook(
            self,
            "Resource",
            path=names.name(Kind.NOTEBOOK_PATH, purpose=purpose),
            language=language,
            # As base64, Terraform does not evaluate what the code has in ${}.
            content_base64=b64encode(content.encode()).decode(),
        )
        self.path: str = notebook.path
        self.permission_target = PermissionTarget("notebook_path", self.path)
