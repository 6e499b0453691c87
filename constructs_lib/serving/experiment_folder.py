"""The folder that a platform's experiments stand in."""

from __future__ import annotations

from posixpath import dirname

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from naming.kinds import Kind
from naming.namer import Namer


class ExperimentFolder(Construct):
    """Makes the folder first: an experiment in a folder that is not there fails, unlike a notebook or repository.

    Source: github.com/databricks-demos/dbdemos/issues/155 (RESOURCE_DOES_NOT_EXIST: Parent directory …).

    Makes: 1 databricks_directory.

    Args:
        names: Names of the platform.
    """

    def __init__(self, scope: Construct, id: str, *, names: Namer) -> None:
        super().__init__(scope, id)
        folder = databricks.Directory(
            self,
            "Resource",
            path=dirname(names.name(Kind.EXPERIMENT)),
            # What people put there stays: then the folder is not deleted, and says so.
            delete_recursive=False,
        )
        self.path: str = folder.path
        self.permission_target = PermissionTarget("directory_path", self.path)
