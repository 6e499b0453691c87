"""What azurerm is told to do differently; arguments of the provider, not of a resource."""

from __future__ import annotations

from constructs_lib.bindings import azurerm


def azure_features(*, force_delete_workspace: bool = False, storage_data_plane: bool = True) -> list[object]:
    """The `features` of AzurermProvider.

    Args:
        force_delete_workspace: Deletes a workspace with the Unity Catalog data in its managed resource group.
            Left out, Azure refuses while there is any. Source: azurerm 4.26, databricks_workspace force_delete.
        storage_data_plane: Whether azurerm calls storage accounts themselves. Off where it runs outside their
            networks: it would wait for an answer that a closed account never gives. Everything that DataLake
            makes goes through Azure's management. Left out: on, azurerm's default.
    """
    blocks: dict[str, object] = {}
    if force_delete_workspace:
        blocks["databricks_workspace"] = [azurerm.AzurermProviderFeaturesDatabricksWorkspace(force_delete=True)]
    if not storage_data_plane:
        blocks["storage"] = [azurerm.AzurermProviderFeaturesStorage(data_plane_available=False)]
    return [azurerm.AzurermProviderFeatures(**blocks)] if blocks else [{}]
