"""A package that a cluster installs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from constructs_lib.limits import matching, plain

LibraryKind = Literal["pypi", "whl", "jar", "requirements", "maven", "cran"]
_PLACES = r"(/Volumes/[^/]+/[^/]+/[^/]+/|/Workspace/|abfss://).+"


@dataclass(frozen=True)
class Library:
    """A package that a cluster installs. Made by `pypi`, `whl`, `jar`, `requirements`, `maven` or `cran`.

    Args:
        kind: Where it comes from.
        name: Package, coordinates or path.
        repository: Another index than the public one; reachable without a password.
        exclusions: Maven coordinates to leave out.
    """

    kind: LibraryKind
    name: str
    repository: str | None = None
    exclusions: tuple[str, ...] = ()

    @classmethod
    def pypi(cls, package: str, *, repository: str | None = None) -> Library:
        """A Python package; its version is pinned, so that every start installs the same.

        Raises:
            RuleError: There is no `==` version.
        """
        matching(
            "pypi", plain("pypi", package), r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[^\]]+\])?==\S+",
            allowed="a package and its version, such as requests==2.32.4", fix="Pin it with ==.",
        )  # fmt: skip
        return cls("pypi", package, plain("repository", repository) if repository else None)

    @classmethod
    def whl(cls, path: str) -> Library:
        """A wheel in a volume, in the workspace or in a lake."""
        return cls("whl", _path("whl", path, r"\.whl"))

    @classmethod
    def jar(cls, path: str) -> Library:
        """A JAR in a volume, in the workspace or in a lake; standard access also needs it on the allow-list."""
        return cls("jar", _path("jar", path, r"\.jar"))

    @classmethod
    def requirements(cls, path: str) -> Library:
        """A requirements.txt in a volume or in the workspace. Source: databricks_cluster docs (runtime 15.0+)."""
        return cls("requirements", _path("requirements", path, r"requirements\.txt"))

    @classmethod
    def maven(cls, coordinates: str, *, exclusions: tuple[str, ...] = (), repository: str | None = None) -> Library:
        """A Java package as group:artifact:version."""
        matching("maven", plain("maven", coordinates), r"[^:\s]+:[^:\s]+:[^:\s]+", allowed="group:artifact:version")
        return cls("maven", coordinates, plain("repository", repository) if repository else None, exclusions)

    @classmethod
    def cran(cls, package: str, *, repository: str | None = None) -> Library:
        """An R package."""
        return cls("cran", plain("cran", package), plain("repository", repository) if repository else None)


def _path(what: str, path: str, end: str) -> str:
    return matching(
        what,
        plain(what, path),
        _PLACES + end,
        allowed="a file under /Volumes/<catalog>/<schema>/<volume>/, /Workspace/ or abfss://",
        fix="Put it in a volume.",
        # DBFS is open to every user of the workspace; libraries there are off since runtime 15.1.
        source="Azure Databricks docs, libraries: install from DBFS",
    )
