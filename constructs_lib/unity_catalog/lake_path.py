"""A place in a data lake."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import matching

_ACCOUNT = r"([a-z0-9]{3,24}\.dfs\.core\.windows\.net|\$\{TfToken\[TOKEN\.\d+\]\})"
"""A host as text, or as a reference to a storage account that does not exist yet."""


@dataclass(frozen=True)
class LakePath:
    """A folder in a container of a storage account with hierarchical namespace.

    Args:
        container_url: The container's address: `DataLake.url(layer)`, or
            `abfss://<container>@<account>.dfs.core.windows.net/` of a lake that exists.
        path: Folder in it, without / at either end; left out: the whole container.

    Raises:
        RuleError: The address is none of a container, or the path starts or ends with /, or climbs.
    """

    container_url: str
    path: str = ""

    def __post_init__(self) -> None:
        matching(
            "container_url", self.container_url, rf"abfss://[a-z0-9$-]{{3,63}}@{_ACCOUNT}/?",
            allowed="abfss://<container>@<account>.dfs.core.windows.net/", source="databricks_external_location docs",
        )  # fmt: skip
        matching(
            "path", self.path, r"([^/${.\s][^/${\s]*(/[^/${.\s][^/${\s]*)*)?",
            allowed="folder/folder, without / at the ends, spaces or a leading .",
        )  # fmt: skip

    @property
    def url(self) -> str:
        """The whole address, without / at its end."""
        root = self.container_url.removesuffix("/")
        return f"{root}/{self.path}" if self.path else root
