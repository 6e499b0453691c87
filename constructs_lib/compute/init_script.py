"""A script that runs on every machine of a cluster before Spark."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import matching, plain

MOST = 10
"""Scripts a cluster takes. Source: databricks provider, clusters/resource_cluster.go."""


@dataclass(frozen=True)
class InitScript:
    """A script in a volume, which grants guard; not in DBFS, where every user could change it.

    Args:
        path: `/Volumes/<catalog>/<schema>/<volume>/….sh`; `VolumeScript` makes one.

    Raises:
        RuleError: It lies elsewhere.
    """

    path: str

    def __post_init__(self) -> None:
        matching(
            "init_script",
            plain("init_script", self.path),
            r"/Volumes/[^/]+/[^/]+/[^/]+/.+\.sh",
            allowed="a .sh file under /Volumes/<catalog>/<schema>/<volume>/",
            fix="Upload it with VolumeScript.",
            source="Azure Databricks docs, init-scripts: DBFS is end of life",
        )
