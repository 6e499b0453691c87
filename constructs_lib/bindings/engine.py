"""cdktf and constructs, by the names the project uses. Importing this starts node."""

from __future__ import annotations

import importlib
import os

from constructs_lib.bindings import fast
from constructs_lib.bindings.node import find_node

_node = find_node()
if _node:
    os.environ["JSII_NODE"] = str(_node)
_meanwhile = fast.install()

from cdktf import (  # noqa: E402
    App,
    Fn,
    LocalBackend,
    TerraformOutput,
    TerraformProvider,
    TerraformResource,
    TerraformResourceLifecycle,
    TerraformStack,
    Token,
)
from constructs import Construct  # noqa: E402

if _meanwhile:  # every platform is of both providers: node loads them while Python imports the rest of the program
    for _provider in fast.PROVIDERS:
        importlib.import_module(f"{_provider}._jsii")

__all__ = [
    "App",
    "Construct",
    "Fn",
    "LocalBackend",
    "TerraformOutput",
    "TerraformProvider",
    "TerraformResource",
    "TerraformResourceLifecycle",
    "TerraformStack",
    "Token",
]
