"""Packages on a cluster that exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.library import Library
from constructs_lib.compute.library_arguments import library_arguments
from naming.errors import RuleError


class HasCluster(Protocol):
    """A construct that makes a cluster."""

    cluster_id: str


class ClusterLibraries(Construct):
    """Installs packages on a cluster without touching the cluster itself; Terraform waits until they are in.

    Makes: 1 databricks_library for each package, under its key.

    Args:
        cluster: The cluster.
        libraries: Packages, each under a key of yours; changing the key installs it again.

    Raises:
        RuleError: There are none.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: HasCluster, libraries: Mapping[str, Library]) -> None:
        if not libraries:
            raise RuleError("libraries", allowed="at least one package", got={}, fix="Leave the construct out.")
        super().__init__(scope, id)
        for key, library in libraries.items():
            ((kind, value),) = library_arguments("Library", library).items()
            # Here, unlike in clusters and jobs, the blocks are lists.
            databricks.Library(
                self, key, cluster_id=cluster.cluster_id, **{kind: value if isinstance(value, str) else [value]}
            )
