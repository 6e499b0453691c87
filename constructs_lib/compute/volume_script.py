"""An init script in a volume."""

from __future__ import annotations

from base64 import b64encode

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import matching
from constructs_lib.unity_catalog.volume import Volume
from naming.errors import RuleError


class VolumeScript(Construct):
    """Puts a script into a volume, for clusters to run before Spark.

    Makes: 1 databricks_file.

    Args:
        volume: Where it goes; whoever may write there may change what clusters run, so grant that to few.
        file_name: Its name, ending in .sh; changing it replaces the file.
        content: The script; starts with `#!`.

    Raises:
        RuleError: Another name; no `#!`, without which the cluster does not start.
    """

    def __init__(self, scope: Construct, id: str, *, volume: Volume, file_name: str, content: str) -> None:
        matching("file_name", file_name, r"[A-Za-z0-9_-][A-Za-z0-9_.-]*\.sh", allowed="a file name ending in .sh")
        if not content.startswith("#!"):
            raise RuleError("content", allowed="a script that starts with #!", got=content[:20], fix="#!/bin/bash")
        super().__init__(scope, id)
        file = databricks.File(
            self,
            "Resource",
            path=f"{volume.path}/{file_name}",
            # As base64, Terraform does not evaluate what the script has in ${}.
            content_base64=b64encode(content.encode()).decode(),
        )
        self.path: str = file.path
