"""Where data lies."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.storage.lifecycle_rule import LifecycleRule
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.namer import Namer


def data_lake(
    stack: TerraformStack, names: Namer, resource_group: ResourceGroup, access_connector: AccessConnector
) -> DataLake:
    return DataLake(
        stack,
        "Lake",
        names=names,
        resource_group=resource_group,
        layers=["landing", "bronze", "silver", "gold"],
        connector=access_connector,
        file_events=True,
        lifecycle_rules=[LifecycleRule("old-landing", ("landing/",), cool_after_days=30, delete_after_days=365)],
    )
