"""The constructs of the features that stream."""

from __future__ import annotations

from blueprints.features.data.stacks import Storage, UnityCatalog
from blueprints.features.part import Part
from blueprints.features.streaming import description, search
from blueprints.features.streaming.starter import STARTER
from blueprints.layers import AzureLayer, DatabricksLayer
from blueprints.waiting import wait
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.pipeline_machines import PipelineMachines
from constructs_lib.messaging import event_hub
from constructs_lib.messaging.event_hubs import EventHubs
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.private_access import PrivateAccess
from constructs_lib.serving.embedding import Embedding
from constructs_lib.serving.vector_endpoint import VectorEndpoint
from constructs_lib.serving.vector_index import VectorIndex
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.service_credential import ServiceCredential
from constructs_lib.unity_catalog.volume import Volume
from naming.kinds import Kind
from naming.namer import Namer


class EventHub(Part[description.EventHub]):
    """A namespace with a hub, and the credential that reads it."""

    hubs: EventHubs
    hub: event_hub.EventHub
    credential: ServiceCredential

    def azure(self, layer: AzureLayer) -> None:
        """The hub, and who gets in from where."""
        names, told = layer.names, self.feature
        storage, network = layer.part(Storage), _network(layer)
        assert storage  # it is needed
        private = "private_endpoints" in layer.composition
        self.hubs = EventHubs(
            layer,
            "EventHubs",
            names=names,
            resource_group=layer.resource_group,
            capacity=told.throughput_units,
            auto_inflate_to=told.most_units,
            public_access=not (network or private or told.allowed_ips),
            allowed_ips=told.allowed_ips,
            allowed_networks=[network] if network and not private else [],
        )
        self.hub = event_hub.EventHub(
            layer,
            "EventHub",
            names=names,
            namespace=self.hubs,
            purpose=told.events,
            partitions=told.partitions,
            retention_days=told.retention_days,
            consumer_groups=told.consumer_groups,
            connector=storage.connector,
            senders=told.senders,
        )
        if network and private:
            PrivateAccess(layer, "EventHubsAccess", names=names, to=self.hubs, network=network)
        layer.outputs(event_hub_endpoint=self.hubs.kafka_endpoint, event_hub_name=self.hub.hub_name)

    def databricks(self, layer: DatabricksLayer) -> None:
        """The credential."""
        storage, unity = layer.part(Storage), layer.part(UnityCatalog)
        assert storage  # they are needed
        assert unity
        self.credential = ServiceCredential(
            layer,
            "ServiceCredential",
            names=layer.names,
            connector=storage.connector,
            purpose=description.SERVICE,
        )
        wait(self.credential, [unity.credential])  # which waits for a metastore, where it has to


class StreamingPipeline(Part[description.StreamingPipeline]):
    """A schema, volumes, a starter and the pipeline."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """All of it."""
        unity = layer.part(UnityCatalog)
        assert unity  # it is needed
        names, told, environment = layer.names, self.feature, layer.platform.environment
        schema = Schema(
            layer,
            "Streaming",
            names=names,
            catalog=unity.default_catalog,
            domain=told.purpose,
            layer=description.TABLES,
        )
        landing = Volume(layer, "Landing", names=names, schema=schema, purpose="landing")
        Volume(layer, "Checkpoints", names=names, schema=schema, purpose="checkpoints")
        starter = (
            Notebook(layer, "Starter", names=names, purpose=f"{told.purpose}-pipeline", content=STARTER)
            if told.source is None
            else told.source
        )
        machines = PipelineMachines(
            told.worker_type,
            max_workers=told.workers(environment),
            edition=told.edition,
            photon=told.photon,
        )
        events = layer.part(EventHub)
        self.pipeline = Pipeline(
            layer,
            "Pipeline",
            names=names,
            purpose=told.purpose,
            schema=schema,
            code=[starter],
            machines=None if told.serverless else machines,
            continuous=told.always(environment),
            configuration=self._configuration(names, unity, events),
            tell_on_failure=told.emails,
        )
        wait(self.pipeline, [landing, *([events.credential] if events else [])])
        layer.outputs(pipeline_id=self.pipeline.pipeline_id, landing_path=landing.path)

    def _configuration(self, names: Namer, unity: UnityCatalog, events: EventHub | None) -> dict[str, str]:
        """Where the code finds files and events. Names, not references: settings are text that nothing evaluates."""
        catalog = names.name(Kind.CATALOG, purpose=unity.feature.catalogs[0].purpose).lower()
        schema = names.name(Kind.SCHEMA, domain=self.feature.purpose, layer=description.TABLES).lower()
        volume = names.name(Kind.VOLUME, purpose="landing").lower()
        found = {"platform.landing": f"/Volumes/{catalog}/{schema}/{volume}"}
        if events:
            found |= {
                "platform.events.endpoint": events.hubs.kafka_endpoint,
                "platform.events.hub": events.hub.hub_name,
                "platform.events.credential": names.name(Kind.SERVICE_CREDENTIAL, purpose=description.SERVICE),
            }
        return found


class VectorSearch(Part[search.VectorSearch]):
    """An endpoint, and an index for a table."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """Both."""
        names, told, unity = layer.names, self.feature, layer.part(UnityCatalog)
        assert unity  # it is needed
        endpoint = VectorEndpoint(
            layer,
            "VectorSearch",
            names=names,
            purpose=told.purpose,
            storage_optimized=told.storage_optimized,
        )
        layer.outputs(vector_endpoint_name=endpoint.endpoint_name)
        if not (told.table and told.primary_key and told.text_column):
            return
        index = VectorIndex(
            layer,
            "VectorIndex",
            names=names,
            endpoint=endpoint,
            schema=unity.schemas[told.schema_of_table(layer.composition)],
            purpose=told.purpose,
            table=told.table,
            primary_key=told.primary_key,
            embedding=Embedding(told.text_column, model=told.model),
            continuous=told.continuous,
        )
        layer.outputs(vector_index_name=index.index_name)


def _network(layer: AzureLayer) -> InjectedNetwork | None:
    """The workspace's own network, where it has one."""
    found = (getattr(part, "network", None) for part in layer.parts)
    return next((network for network in found if isinstance(network, InjectedNetwork)), None)
