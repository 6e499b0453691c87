"""Tasks that run code: one small value a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.workspace_file import WorkspaceFile
from constructs_lib.limits import matching, plain, plain_map
from naming.errors import RuleError


@dataclass(frozen=True)
class RunNotebook:
    """Runs a notebook.

    Args:
        notebook: The notebook, or its path in the workspace or, with `from_git`, in the job's repository.
        parameters: Its widgets' values.
        from_git: The path is one of the job's `git` source. Default: off.
    """

    notebook: Notebook | str
    parameters: Mapping[str, str] = field(default_factory=dict)
    from_git: bool = False
    compute = "cluster or serverless"

    def __post_init__(self) -> None:
        plain_map("parameters", self.parameters)
        if isinstance(self.notebook, str):
            _check_path("notebook", self.notebook, self.from_git)

    def arguments(self) -> dict[str, Any]:
        """The provider's block, under its name."""
        task = databricks.JobTaskNotebookTask(
            notebook_path=self.notebook if isinstance(self.notebook, str) else self.notebook.path,
            base_parameters=dict(self.parameters) or None,
            source="GIT" if self.from_git else "WORKSPACE",
        )
        return {"notebook_task": task}


@dataclass(frozen=True)
class RunPython:
    """Runs a Python file.

    Args:
        file: The file, or its path in the workspace, a volume or, with `from_git`, the job's repository.
        parameters: Its arguments.
        from_git: The path is one of the job's `git` source. Default: off.
    """

    file: WorkspaceFile | str
    parameters: tuple[str, ...] = ()
    from_git: bool = False
    compute = "cluster or serverless"

    def __post_init__(self) -> None:
        for one in self.parameters:
            plain("parameters", one)
        if isinstance(self.file, str):
            _check_path("file", self.file, self.from_git)

    def arguments(self) -> dict[str, Any]:
        """The provider's block, under its name."""
        task = databricks.JobTaskSparkPythonTask(
            python_file=self.file if isinstance(self.file, str) else f"/Workspace{self.file.path}",
            parameters=list(self.parameters) or None,
            source="GIT" if self.from_git else "WORKSPACE",
        )
        return {"spark_python_task": task}


@dataclass(frozen=True)
class RunWheel:
    """Runs an entry point of a Python package; the wheel itself is a library of the task or its environment.

    Args:
        package: The package's name.
        entry_point: A function or console script of it.
        parameters: Its arguments.
    """

    package: str
    entry_point: str
    parameters: tuple[str, ...] = ()
    compute = "cluster or serverless"

    def __post_init__(self) -> None:
        for what, text in (("package", self.package), ("entry_point", self.entry_point)):
            matching(what, text, r"[A-Za-z0-9_.-]+", allowed="letters, digits, . _ and -")
        for one in self.parameters:
            plain("parameters", one)

    def arguments(self) -> dict[str, Any]:
        """The provider's block, under its name."""
        task = databricks.JobTaskPythonWheelTask(
            package_name=self.package, entry_point=self.entry_point, parameters=list(self.parameters) or None
        )
        return {"python_wheel_task": task}


@dataclass(frozen=True)
class RunSql:
    """Runs a SQL file on a warehouse.

    Args:
        file: The file, or its path in the workspace or, with `from_git`, the job's repository.
        warehouse: What runs it.
        parameters: Its named parameters.
        from_git: The path is one of the job's `git` source. Default: off.
    """

    file: WorkspaceFile | str
    warehouse: SqlWarehouse
    parameters: Mapping[str, str] = field(default_factory=dict)
    from_git: bool = False
    compute = "none"

    def __post_init__(self) -> None:
        plain_map("parameters", self.parameters)
        if isinstance(self.file, str):
            _check_path("file", self.file, self.from_git)

    def arguments(self) -> dict[str, Any]:
        """The provider's block, under its name."""
        file = databricks.JobTaskSqlTaskFile(
            path=self.file if isinstance(self.file, str) else self.file.path,
            source="GIT" if self.from_git else "WORKSPACE",
        )
        task = databricks.JobTaskSqlTask(
            warehouse_id=self.warehouse.warehouse_id, file=file, parameters=dict(self.parameters) or None
        )
        return {"sql_task": task}


def _check_path(what: str, path: str, from_git: bool) -> None:
    plain(what, path)
    if from_git and path.startswith("/"):
        raise RuleError(what, allowed="a path from the repository's root, without / at its start", got=path)
    if not from_git:
        matching(what, path, r"/.+", allowed="a path that starts with /", fix="For the repository's: from_git.")
