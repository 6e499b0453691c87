"""Runs anything in the rehearsal: Terraform, cdktf, a shell; the variables that make it so."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def rehearsal_environment(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Variables for a process inside the rehearsal; real credentials are left out.

    Args:
        folder: The rehearsal's folder.
        environment: The variables around it.
    """
    from rehearsal.environment import prepare

    return prepare(folder).apply(dict(environment))


def command_environment(root: Path, folder: Path) -> dict[str, str]:
    """Variables for any command inside the rehearsal, the plain cdktf CLI included.

    Args:
        root: The project's folder.
        folder: The rehearsal's folder.
    """
    from app.provisioning.binary import find_terraform
    from constructs_lib.bindings.node import find_node

    environment = rehearsal_environment(folder, os.environ)
    binaries = [str(root / "node_modules" / ".bin"), str(Path(sys.executable).parent)]
    node = find_node()
    if node:
        binaries.insert(0, str(node.parent))
        environment["JSII_NODE"] = str(node)
    environment["PATH"] = os.pathsep.join([*binaries, environment.get("PATH", os.defpath)])
    environment["TERRAFORM_BINARY_NAME"] = str(find_terraform())
    environment["CDKTF_OUTPUT"] = os.path.relpath(folder / "cdktf.out", root)
    environment["CI"] = environment.get("CI", "1")
    return environment
