"""The constructs of the features that keep data."""

from __future__ import annotations

from blueprints.features.data import description
from blueprints.features.part import Part
from blueprints.layers import AzureLayer
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.storage.lifecycle_rule import LifecycleRule
from constructs_lib.workspace.access_connector import AccessConnector


class Storage(Part[description.Storage]):
    """A connector and a lake."""

    lake: DataLake
    connector: AccessConnector

    def azure(self, layer: AzureLayer) -> None:
        """The lake, and who gets in."""
        names, group = layer.names, layer.resource_group
        told = self.feature
        self.connector = AccessConnector(layer, "Connector", names=names, resource_group=group)
        self.lake = DataLake(
            layer,
            "Lake",
            names=names,
            resource_group=group,
            layers=told.containers,
            connector=self.connector,
            file_events=told.file_events,
            replication=told.replication_in(layer.platform.region),
            allowed_networks=_networks(layer),
            soft_delete_days=told.soft_delete_days,
            lifecycle_rules=[LifecycleRule("cool", told.containers, cool_after_days=told.cool_after_days)]
            if told.cool_after_days is not None
            else [],
        )
        layer.outputs(lake_name=self.lake.account_name)


def _networks(layer: AzureLayer) -> list[InjectedNetwork]:
    """The workspace's own network, where no private endpoint leads from there to the lake."""
    if "custom_vnet" not in layer.composition or "private_endpoints" in layer.composition:
        return []
    return [
        network
        for part in layer.parts
        if isinstance(network := getattr(part, "network", None), InjectedNetwork)
        and "Microsoft.Storage" in network.service_endpoints
    ]
