"""What the features that stream make, with what is told to them, and what they say about it."""

from __future__ import annotations

import ast
import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sizing.decide import decide
from app.sizing.limits import ENVIRONMENT_LIMITS_USD
from app.sizing.pricing import price
from app.synthesis import build
from blueprints.checking import load_platforms
from blueprints.composition import compose
from blueprints.library import blueprint
from blueprints.platform import Platform
from blueprints.request import Environment, InfrastructureRequest
from naming.documents import DocumentError

PLATFORM = """\
name: shop-orders-{environment}
blueprint: databricks-streaming
team: shop
environment: {environment}
workload: orders
region: westeurope
sizes: {{tier: premium}}
features: {features}
"""
Load = Callable[..., Platform]
OPEN: dict[str, Any] = {"storage": {}, "unity_catalog": {}, "event_hub": {}}
"""An event hub on a platform that need not have a network of its own."""
SENDER = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """A streaming platform, read and checked as from a file."""

    def read(
        features: dict[str, Any] | None = None,
        environment: Environment = "dev",
        pattern: str = "databricks-streaming",
    ) -> Platform:
        path = tmp_path / f"shop-orders-{environment}.yaml"
        text = PLATFORM.replace("databricks-streaming", pattern)
        path.write_text(text.format(environment=environment, features=json.dumps(features or {})))
        (platform,) = load_platforms([path])
        return platform

    return read


def mistake(load: Load, features: dict[str, Any]) -> str:
    """What a person is told."""
    with pytest.raises(DocumentError) as told:
        load(features)
    return str(told.value)


def resources(platform: Platform, folder: Path) -> dict[str, Any]:
    """Arguments of both layers' resources by address; the part of addresses that tells paths apart is left out."""
    build([platform], out=folder / "out", state="../state")
    return {
        f"{kind}.{id.rpartition('_')[0]}": {key: value for key, value in body.items() if key != "//"}
        for stack in platform.stacks
        for kind, bodies in json.loads((folder / "out/stacks" / stack / "cdk.tf.json").read_text())["resource"].items()
        for id, body in bodies.items()
    }


def notes(platform: Platform, feature: str) -> str:
    site = compose(platform)
    return " ".join(site.features[feature].notes(site))


def usd(platform: Platform, feature: str) -> tuple[float, float, float]:
    site = compose(platform)
    cost = price(site.features[feature].usage(site), "westeurope")
    return cost.low_usd, cost.expected_usd, cost.high_usd


def test_an_event_hub_is_read_by_the_platforms_connector(load: Load, tmp_path: Path) -> None:
    made = resources(load(), tmp_path)
    namespace = made["azurerm_eventhub_namespace.EventHubs"]
    assert (namespace["sku"], namespace["capacity"], namespace["local_authentication_enabled"]) == (
        "Standard",
        1,
        False,
    )
    hub = made["azurerm_eventhub.EventHub"]
    assert (hub["name"], hub["partition_count"], hub["message_retention"]) == ("evh-orders-events", 4, 7)
    assert made["azurerm_eventhub_consumer_group.EventHub_Group-databricks"]["name"] == "evhcg-orders-databricks"
    role = made["azurerm_role_assignment.EventHub_Connector"]
    assert role["role_definition_name"] == "Azure Event Hubs Data Receiver"
    assert "azurerm_databricks_access_connector.Connector" in role["principal_id"]
    credential = made["databricks_credential.ServiceCredential"]
    assert (credential["name"], credential["purpose"]) == ("shop_orders_dev_service", "SERVICE")


def test_an_event_hub_does_as_it_is_told(load: Load, tmp_path: Path) -> None:
    told = {
        "events": "clicks",
        "throughput_units": 2,
        "most_units": 8,
        "partitions": 16,
        "retention_days": 1,
        "consumer_groups": ["alarms", "audit"],
        "senders": {"web-shop": SENDER},
    }
    platform = load({"event_hub": told})
    made = resources(platform, tmp_path)
    namespace = made["azurerm_eventhub_namespace.EventHubs"]
    assert (namespace["capacity"], namespace["maximum_throughput_units"]) == (2, 8)
    hub = made["azurerm_eventhub.EventHub"]
    assert (hub["name"], hub["partition_count"], hub["message_retention"]) == ("evh-orders-clicks", 16, 1)
    groups = [body["name"] for address, body in made.items() if address.startswith("azurerm_eventhub_consumer_group")]
    assert sorted(groups) == ["evhcg-orders-alarms", "evhcg-orders-audit"]
    sender = made["azurerm_role_assignment.EventHub_Sender-web-shop"]
    assert (sender["role_definition_name"], sender["principal_id"]) == ("Azure Event Hubs Data Sender", SENDER)
    assert "Nobody may send" not in notes(platform, "event_hub")
    # 2 and at the most 8 units x 730 h x USD 0.03, and 1 to 100 million events x USD 0.028.
    assert usd(platform, "event_hub") == (43.83, 44.08, 178.0)


def test_an_event_hub_says_who_may_send(load: Load) -> None:
    said = notes(load(), "event_hub")
    assert "Nobody may send events until features.event_hub.senders names who." in said
    assert "Events come from the workspace's network alone" in said
    assert "network alone" not in notes(load({"event_hub": {"allowed_ips": ["203.0.113.7"]}}), "event_hub")
    listed = {**OPEN, "event_hub": {"allowed_ips": ["203.0.113.7"]}}
    assert "nat-gw-public-ip" in notes(load(listed, pattern="databricks-basic"), "event_hub")
    said = notes(load(OPEN, pattern="databricks-basic"), "event_hub")
    assert "can be reached from the internet, by those who have a role on it" in said


@pytest.mark.parametrize("more", [{}, {"private_endpoints": {}}])
def test_senders_elsewhere_come_from_listed_addresses(load: Load, tmp_path: Path, more: dict[str, Any]) -> None:
    platform = load({"event_hub": {"allowed_ips": ["203.0.113.7", "198.51.100.0/24"]}, **more})
    namespace = resources(platform, tmp_path)["azurerm_eventhub_namespace.EventHubs"]
    (said,) = namespace["network_rulesets"]
    assert namespace["public_network_access_enabled"] is True
    assert said["default_action"] == "Deny"
    assert [rule["ip_mask"] for rule in said["ip_rule"]] == ["203.0.113.7", "198.51.100.0/24"]
    assert len(said["virtual_network_rule"]) == (0 if more else 2)


def test_machines_reach_the_lake_from_their_network(load: Load, tmp_path: Path) -> None:
    rules = resources(load(), tmp_path)["azurerm_storage_account.Lake"]["network_rules"]
    assert len(rules["virtual_network_subnet_ids"]) == 2


@pytest.mark.parametrize(
    ("closed_by", "public", "rules"),
    [((), True, 0), (("custom_vnet",), True, 2), (("custom_vnet", "private_endpoints"), False, 0)],
)
def test_an_event_hub_is_as_closed_as_its_platform(
    load: Load, tmp_path: Path, closed_by: tuple[str, ...], public: bool, rules: int
) -> None:
    made = resources(load({**OPEN, **{name: {} for name in closed_by}}, pattern="databricks-basic"), tmp_path)
    namespace = made["azurerm_eventhub_namespace.EventHubs"]
    (said,) = namespace["network_rulesets"]
    assert namespace["public_network_access_enabled"] is public
    assert len(said["virtual_network_rule"]) == rules
    assert said["default_action"] == ("Deny" if rules else "Allow")
    ways = [address for address in made if address.startswith("azurerm_private_endpoint.EventHubsAccess")]
    assert len(ways) == ("private_endpoints" in closed_by)


def test_a_pipeline_follows_the_event_hub(load: Load, tmp_path: Path) -> None:
    made = resources(load(), tmp_path)
    pipeline = made["databricks_pipeline.Pipeline"]
    endpoint = made["azurerm_eventhub_namespace.EventHubs"]["name"] + ".servicebus.windows.net:9093"
    assert pipeline["configuration"] == {
        "platform.events.credential": made["databricks_credential.ServiceCredential"]["name"],
        "platform.events.endpoint": endpoint,
        "platform.events.hub": made["azurerm_eventhub.EventHub"]["name"],
        "platform.landing": "/Volumes/shop_orders_dev/events_streaming/landing",
    }
    assert made["databricks_catalog.Catalog-main"]["name"] == "shop_orders_dev"
    assert made["databricks_schema.Streaming"]["name"] == "events_streaming"
    volumes = [made[f"databricks_volume.{id}"]["name"] for id in ("Landing", "Checkpoints")]
    assert volumes == ["landing", "checkpoints"]
    assert (pipeline["continuous"], pipeline["serverless"], pipeline["edition"]) == (False, False, "CORE")
    waits = {reference.rpartition("_")[0] for reference in pipeline["depends_on"]}
    assert waits == {"databricks_volume.Landing", "databricks_credential.ServiceCredential"}


def test_a_pipeline_starts_with_code_that_reads_its_settings(load: Load, tmp_path: Path) -> None:
    made = resources(load(), tmp_path)
    code = b64decode(made["databricks_notebook.Starter"]["content_base64"]).decode()
    tree = ast.parse(code)
    asked = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "spark.conf.get"
        and isinstance(node.args[0], ast.Constant)
    }
    assert asked == made["databricks_pipeline.Pipeline"]["configuration"].keys()
    tables = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert tables == ["lines_of_files", "events_of_hub"]


def test_a_pipeline_without_an_event_hub_follows_files(load: Load, tmp_path: Path) -> None:
    platform = load({"storage": {}, "unity_catalog": {}, "streaming_pipeline": {}}, pattern="databricks-basic")
    pipeline = resources(platform, tmp_path)["databricks_pipeline.Pipeline"]
    assert pipeline["configuration"] == {"platform.landing": "/Volumes/shop_orders_dev/events_streaming/landing"}


def test_a_pipeline_does_as_it_is_told(load: Load, tmp_path: Path) -> None:
    told = {
        "continuous": True,
        "source": "/Workspace/Shared/shop/code/**",
        "purpose": "clicks",
        "worker_type": "Standard_E4ds_v5",
        "max_workers": 3,
        "edition": "ADVANCED",
        "photon": True,
        "emails": ["shop@example.com"],
    }
    made = resources(load({"streaming_pipeline": told}), tmp_path)
    pipeline = made["databricks_pipeline.Pipeline"]
    assert pipeline["library"] == [{"glob": {"include": "/Workspace/Shared/shop/code/**"}}]
    assert (pipeline["continuous"], pipeline["edition"], pipeline["photon"]) == (True, "ADVANCED", True)
    (cluster,) = pipeline["cluster"]
    assert cluster["node_type_id"] == cluster["driver_node_type_id"] == "Standard_E4ds_v5"
    assert cluster["autoscale"] == {"max_workers": 3, "min_workers": 1, "mode": "ENHANCED"}
    assert pipeline["notification"][0]["email_recipients"] == ["shop@example.com"]
    assert made["databricks_schema.Streaming"]["name"] == "clicks_streaming"
    assert not [address for address in made if address.startswith("databricks_notebook")]


def test_a_pipeline_may_be_serverless(load: Load, tmp_path: Path) -> None:
    platform = load({"streaming_pipeline": {"serverless": True}})
    pipeline = resources(platform, tmp_path)["databricks_pipeline.Pipeline"]
    assert pipeline["serverless"] is True
    assert "cluster" not in pipeline
    assert "A serverless pipeline is in none of your networks" in notes(platform, "streaming_pipeline")
    # 60 h x 2, 4 and 8 DBUs x USD 0.5.
    assert usd(platform, "streaming_pipeline") == (60, 120, 240)


@pytest.mark.parametrize(
    ("environment", "always", "machines", "hours"),
    [("dev", False, 2, 60), ("staging", False, 2, 60), ("prod", True, 3.5, 730)],
)
def test_a_pipeline_runs_as_much_as_its_environment_bears(
    load: Load, tmp_path: Path, environment: Environment, always: bool, machines: float, hours: int
) -> None:
    platform = load(environment=environment)
    assert resources(platform, tmp_path)["databricks_pipeline.Pipeline"]["continuous"] is always
    # A machine: 1 DBU x USD 0.3 (DLT core) + USD 0.272 (Standard_D4ds_v5).
    assert usd(platform, "streaming_pipeline")[1] == pytest.approx(machines * hours * 0.572, abs=0.01)
    assert ("somebody or a job starts it" in notes(platform, "streaming_pipeline")) is not always


@pytest.mark.parametrize("region", ["westeurope", "eastus"])
@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_a_streaming_platform_fits_its_environments_limit(environment: Environment, region: str) -> None:
    request = InfrastructureRequest(team="shop", environment=environment, region=region)
    decision = decide(request, blueprint("databricks-streaming"))
    assert 0 < decision.monthly_cost_usd <= ENVIRONMENT_LIMITS_USD[environment]
    assert decision.to_fill_in == ()


def test_a_search_has_no_index_until_there_is_a_table(load: Load, tmp_path: Path) -> None:
    platform = load({"vector_search": {}})
    made = resources(platform, tmp_path)
    endpoint = made["databricks_vector_search_endpoint.VectorSearch"]
    assert endpoint == {"endpoint_type": "STANDARD", "name": "shop-orders-dev-documents"}
    assert not [address for address in made if "vector_search_index" in address]
    assert notes(platform, "vector_search").startswith("The index comes with features.vector_search.table")
    # A unit: 730 h x 4 DBU x USD 0.084.
    assert usd(platform, "vector_search") == (0, 245.28, 490.56)


def test_a_search_follows_the_table_that_is_said(load: Load, tmp_path: Path) -> None:
    told = {
        "table": "products",
        "layer": "silver",
        "primary_key": "id",
        "text_column": "text",
        "storage_optimized": True,
    }
    platform = load({"vector_search": told})
    made = resources(platform, tmp_path)
    assert made["databricks_vector_search_endpoint.VectorSearch"]["endpoint_type"] == "STORAGE_OPTIMIZED"
    index = made["databricks_vector_search_index.VectorIndex"]
    spec = index["delta_sync_index_spec"]
    assert index["primary_key"] == "id"
    assert "databricks_schema.Schema-main-silver" in spec["source_table"]
    assert spec["source_table"].endswith(".products")
    assert spec["pipeline_type"] == "TRIGGERED"
    assert spec["embedding_source_columns"] == [
        {"embedding_model_endpoint_name": "databricks-gte-large-en", "name": "text"}
    ]
    assert usd(platform, "vector_search")[0] > 0


@pytest.mark.parametrize(
    ("features", "text"),
    [
        ({"event_hub": {"throughput_units": 41}}, "less than or equal to 40"),
        ({"event_hub": {"most_units": 1}}, "must be more than throughput_units (1); or leave it out"),
        ({"event_hub": {"consumer_groups": ["a", "a"]}}, "must name each group once"),
        ({"event_hub": {"retention_days": 8}}, "less than or equal to 7"),
        ({"event_hub": {"senders": {"Web Shop": SENDER}}}, "must be lower-case letters, digits and single hyphens"),
        ({"event_hub": {"senders": {"web": "shop"}}}, "features.event_hub.senders.web"),
        ({"streaming_pipeline": {"source": "code.py"}}, "features.streaming_pipeline.source"),
        ({"streaming_pipeline": {"source": "/a/${b}"}}, "must not contain ${ or %{"),
        ({"streaming_pipeline": {"max_workers": 0}}, "greater than or equal to 1"),
        (
            {"vector_search": {"table": "t"}},
            "features.vector_search.primary_key: is required: the column of t that tells",
        ),
        ({"vector_search": {"table": "t", "primary_key": "id"}}, "features.vector_search.text_column: is required"),
        ({"vector_search": {"primary_key": "id"}}, "is a column of no table; write table, or leave it out"),
        ({"vector_search": {"layer": "tin"}}, "the first catalog has no schema 'tin'; it has bronze, silver, gold"),
    ],
)
def test_fails_for_what_cannot_stream(load: Load, features: dict[str, Any], text: str) -> None:
    assert text in mistake(load, features)
