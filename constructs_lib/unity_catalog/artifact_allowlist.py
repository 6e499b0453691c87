"""What clusters with standard access may load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import matching, one_of
from constructs_lib.unity_catalog.volume import Volume
from naming.errors import RuleError

KINDS = ("INIT_SCRIPT", "LIBRARY_JAR", "LIBRARY_MAVEN")
_SOURCE = "Azure Databricks docs, allowlist; databricks_artifact_allowlist docs"


class ArtifactAllowlist(Construct):
    """All init scripts, JARs or Maven packages that standard-access clusters of the metastore may load.

    Without it such a cluster refuses them; dedicated clusters need none. One a kind and metastore: what is not listed
    here is taken off.

    Makes: 1 databricks_artifact_allowlist.

    Args:
        kind: `INIT_SCRIPT`, `LIBRARY_JAR` or `LIBRARY_MAVEN`.
        prefixes: Volumes, folders (`/Volumes/…/`), or Maven coordinates from their start (`com.example:own:`).

    Raises:
        RuleError: None; a folder that does not end in /, which would let its namesakes in; something that is none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        kind: Literal["INIT_SCRIPT", "LIBRARY_JAR", "LIBRARY_MAVEN"],
        prefixes: Sequence[Volume | str],
    ) -> None:
        one_of("kind", kind, KINDS, source=_SOURCE)
        if not prefixes:
            raise RuleError("prefixes", allowed="at least one", got=[], fix="Leave the construct out.")
        for prefix in prefixes:
            _check(prefix, maven=kind == "LIBRARY_MAVEN")
        super().__init__(scope, id)
        matcher = databricks.ArtifactAllowlistArtifactMatcher
        databricks.ArtifactAllowlist(
            self,
            "Resource",
            artifact_type=kind,
            artifact_matcher=[
                matcher(artifact=one if isinstance(one, str) else f"{one.path}/", match_type="PREFIX_MATCH")
                for one in prefixes
            ],
        )


def _check(prefix: Volume | str, *, maven: bool) -> None:
    if isinstance(prefix, Volume):
        if maven:
            raise RuleError("prefixes", allowed="Maven coordinates", got=prefix.node.path, source=_SOURCE)
    elif maven:
        matching("prefixes", prefix, r"[A-Za-z0-9._-]+:([A-Za-z0-9._-]+:)?[A-Za-z0-9._-]*", allowed="group:artifact:")
    else:
        matching(
            "prefixes", prefix, r"/Volumes/[^/${]+/[^/${]+/[^/${]+/([^/${]+/)*",
            allowed="a folder under /Volumes/<catalog>/<schema>/<volume>/ that ends in /", source=_SOURCE,
        )  # fmt: skip
