"""The constructs of resources that hold data."""

from __future__ import annotations

from blueprints.composed import resources_data as said_
from blueprints.composed.site import Site
from constructs_lib.bindings.engine import Construct
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.lake_path import LakePath
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from constructs_lib.unity_catalog.volume import Volume
from constructs_lib.workspace.access_connector import AccessConnector


def connector(site: Site, said: said_.Connector) -> Construct:
    """One access connector."""
    return AccessConnector(
        site.scope, site.id, names=site.names, resource_group=site.resource_group, purpose=site.identifier
    )


def lake(site: Site, said: said_.Lake) -> Construct:
    """One storage account."""
    return DataLake(
        site.scope,
        site.id,
        names=site.names,
        resource_group=site.resource_group,
        layers=said.containers,
        connector=site.maybe(AccessConnector, "connector", said.connector_ref),
        replication=said.replication,
        soft_delete_days=said.soft_delete_days,
        protected=said.protected,
        purpose=site.identifier,
    )


def credential(site: Site, said: said_.Credential) -> Construct:
    """One storage credential."""
    return StorageCredential(
        site.scope,
        site.id,
        names=site.names,
        connector=site.ref(AccessConnector, "connector", said.connector_ref),
        purpose=site.identifier,
        read_only=said.read_only,
        comment=said.comment,
    )


def location(site: Site, said: said_.Location) -> Construct:
    """One external location."""
    own = site.maybe(DataLake, "lake", said.lake_ref)
    url = own.url(said.container or "") if own else said.url or ""
    return ExternalLocation(
        site.scope,
        site.id,
        names=site.names,
        credential=site.ref(StorageCredential, "credential", said.credential_ref),
        place=LakePath(url, said.path or ""),
        purpose=site.identifier,
        read_only=said.read_only,
        comment=said.comment,
    )


def catalog(site: Site, said: said_.Catalog) -> Construct:
    """One catalog."""
    return Catalog(
        site.scope,
        site.id,
        names=site.names,
        location=site.ref(ExternalLocation, "location", said.location_ref),
        path=said.path or site.identifier,
        purpose=site.identifier,
        isolated=said.isolated,
        predictive_optimization=said.predictive_optimization,
        force_destroy=said.force_destroy,
        comment=said.comment,
    )


def schema(site: Site, said: said_.Schema) -> Construct:
    """One schema."""
    return Schema(
        site.scope,
        site.id,
        names=site.names,
        catalog=site.ref(Catalog, "catalog", said.catalog_ref),
        domain=said.domain,
        layer=said.layer or site.identifier,
        force_destroy=said.force_destroy,
        comment=said.comment,
    )


def volume(site: Site, said: said_.Volume) -> Construct:
    """One volume."""
    return Volume(
        site.scope,
        site.id,
        names=site.names,
        schema=site.ref(Schema, "schema", said.schema_ref),
        purpose=site.identifier,
        location=site.maybe(ExternalLocation, "location", said.location_ref),
        path=said.path,
        comment=said.comment,
    )


def registered_model(site: Site, said: said_.RegisteredModel) -> Construct:
    """One model."""
    return RegisteredModel(
        site.scope,
        site.id,
        names=site.names,
        schema=site.ref(Schema, "schema", said.schema_ref),
        purpose=site.identifier,
        comment=said.comment,
    )
