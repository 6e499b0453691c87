"""cdktf and constructs, by the names the project uses. Importing this starts node."""

from __future__ import annotations

import os

from constructs_lib.bindings import fast
from constructs_lib.bindings.node import find_node

_node = find_node()
if _node:
    os.environ["JSII_NODE"] = str(_node)
fast.install()

from cdktf import (  # noqa: E402
    App,
    LocalBackend,
    TerraformOutput,
    TerraformProvider,
    TerraformResource,
    TerraformResourceLifecycle,
    TerraformStack,
    Token,
)
from constructs import Construct  # noqa: E402

__all__ = [
    "App",
    "Construct",
    "LocalBackend",
    "TerraformOutput",
    "TerraformProvider",
    "TerraformResource",
    "TerraformResourceLifecycle",
    "TerraformStack",
    "Token",
]
