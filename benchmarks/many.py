"""Synthesizes so many platforms of two layers and ten resources: `python -m benchmarks.many N FOLDER`."""

from __future__ import annotations

import sys

from blueprints.layers import AzureLayer, DatabricksLayer
from blueprints.platform import Platform, Sizes
from constructs_lib.bindings.engine import App
from constructs_lib.compute.instance_pool import InstancePool

POOLS = 8
"""With the resource group and the workspace: ten resources."""


def main(count: int, folder: str) -> None:
    app = App(outdir=folder)
    for number in range(count):
        platform = Platform(
            name=f"team-{number}-ml-dev",
            blueprint="databricks-basic",
            team=f"team-{number}",
            environment="dev",
            workload="ml",
            region="westeurope",
            sizes=Sizes(),
        )
        azure = AzureLayer(app, platform.stacks[0], platform)
        layer = DatabricksLayer(app, platform.stacks[1], platform, azure)
        for pool in range(POOLS):
            InstancePool(
                layer,
                f"Pool{pool}",
                names=layer.names,
                node_type="Standard_D4ds_v5",
                runtime="17.3.x-scala2.13",
                max_capacity=4,
            )
    app.synth()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
