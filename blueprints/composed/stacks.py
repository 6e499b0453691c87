"""The layers of a composed platform: what its features make, then its resources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from blueprints.composed import (
    stacks_access,
    stacks_code,
    stacks_compute,
    stacks_data,
    stacks_jobs,
    stacks_serving,
)
from blueprints.composed.graph import type_of
from blueprints.composed.resources_data import Lake
from blueprints.composed.site import Site
from blueprints.features.feature import LayerName
from blueprints.layers import AzureLayer, DatabricksLayer, Layer
from blueprints.platform import Platform
from blueprints.waiting import wait
from constructs_lib.bindings.engine import Construct
from constructs_lib.workspace.azure_features import azure_features

_MODULES = (stacks_compute, stacks_data, stacks_code, stacks_jobs, stacks_serving, stacks_access)

_OUTPUTS = (
    "arm_id", "cluster_id", "pool_id", "policy_id", "warehouse_id", "catalog_name", "full_name", "url", "path",
    "scope_name", "job_id", "pipeline_id", "experiment_id", "endpoint_name", "credential_name",
)  # fmt: skip
"""What a resource is known by to others: the first of these that its construct has."""


class Azure(AzureLayer):
    """The workspace, and the resources beside it."""

    def __init__(self, scope: Construct, id: str, platform: Platform) -> None:
        lakes = any(type_of(key) is Lake for key in platform.resources)
        super().__init__(
            scope,
            id,
            platform,
            # A lake has no keys, and answers nobody outside its networks.
            features=azure_features(storage_data_plane=False) if lakes else None,
            storage_by_identity=True if lakes else None,
        )
        self.made: dict[str, Construct] = {}
        _make(self, "azure", self, self.made)


class Databricks(DatabricksLayer):
    """The resources inside the workspace."""

    def __init__(self, scope: Construct, id: str, platform: Platform, azure: Azure) -> None:
        super().__init__(scope, id, platform, azure)
        _make(self, "databricks", azure, azure.made)
        self.settle()


def maker_of(type: str) -> Callable[[Site, Any], Construct]:
    """The function of a type's name that makes its construct."""
    (maker,) = [getattr(module, type) for module in _MODULES if hasattr(module, type)]
    assert callable(maker)
    return maker  # type: ignore[no-any-return]


def _make(layer: Layer, name: LayerName, azure: Azure, made: dict[str, Construct]) -> None:
    wanted = {key: resource for key, resource in layer.composition.resources.items() if resource.about.layer == name}
    if not wanted:
        return
    scope = Construct(layer, "Resources")
    for key, resource in wanted.items():
        site = Site(scope, key, layer.names, azure.resource_group, made)
        made[key] = maker_of(resource.about.type)(site, resource)
        wait(made[key], [made[other] for other in resource.depends_on if _is_of(other, name)])
        known = next((getattr(made[key], output) for output in _OUTPUTS if hasattr(made[key], output)), None)
        if known is not None:
            layer.outputs(**{key: known})


def _is_of(key: str, name: LayerName) -> bool:
    """Whether a resource stands in that layer; the layers themselves stand one after the other."""
    kind = type_of(key)
    return kind is not None and kind.about.layer == name
