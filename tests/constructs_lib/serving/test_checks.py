"""What endpoints, indexes and apps refuse, at the edge of each limit."""

from collections.abc import Callable
from typing import Any

import pytest

from constructs_lib.serving.app import App
from constructs_lib.serving.app_resource import AppResource, SecretUse
from constructs_lib.serving.embedding import Embedding
from constructs_lib.serving.gateway import Gateway
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.served_model import ServedModel
from constructs_lib.serving.vector_index import VectorIndex
from naming.errors import RuleError
from tests.constructs_lib.synthesis import it, made
from tests.constructs_lib.world import World

MODEL = "main.sales.price"


def endpoint(w: World, *models: ServedModel, **given: Any) -> ModelEndpoint:
    return ModelEndpoint(w.scope, "It", names=w.names, purpose="price", models=models, **given)


def served(key: str = "v1", **given: Any) -> ServedModel:
    return ServedModel(key, **{"model": MODEL, "version": 1, **given})


def index(w: World, **given: Any) -> VectorIndex:
    values = {"table": "documents", "primary_key": "id", "embedding": Embedding("v", dimension=3), **given}
    return VectorIndex(w.scope, "It", names=w.names, endpoint=w.vectors, schema=w.schema, purpose="a", **values)


def app(w: World, **given: Any) -> App:
    return App(w.scope, "It", names=w.names, purpose="desk", **given)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda w: endpoint(w), "1-10 models"),
        (lambda w: endpoint(w, *(served(f"v{number}") for number in range(11))), "1-10 models"),
        (lambda w: endpoint(w, served(), served()), "each key once"),
        (lambda w: endpoint(w, served(traffic_percent=99)), "make 100"),
        (lambda w: endpoint(w, served(), served("v2", traffic_percent=1)), "make 100"),
        (lambda w: endpoint(w, served(), tell_on_failure=["ada"]), "addresses"),
        (lambda w: served("v 1"), "key"),
        (lambda w: served(model="price"), "catalog.schema.model"),
        (lambda w: served(version=0), "1 or more"),
        (lambda w: served(traffic_percent=101), "0-100 percent"),
        (lambda w: served(traffic_percent=-1), "0-100 percent"),
        (lambda w: served(size="small"), "Did you mean Small"),
        (lambda w: served(workload_type="TPU"), "CPU"),
        (lambda w: served(environment={"OPENAI_API_KEY": "sk-1"}), "a secret by reference"),
        (lambda w: served(environment={"MODE": "${x}"}), "Terraform would evaluate"),
        (lambda w: Gateway(calls_per_minute=0), "1 or more requests"),
        (lambda w: Gateway(user_calls_per_minute=0), "1 or more requests"),
        (lambda w: Embedding("text"), "a model .* or a dimension"),
        (lambda w: Embedding("text", model="m", dimension=3), "a model .* or a dimension"),
        (lambda w: Embedding("v", dimension=0), "1-4096"),
        (lambda w: Embedding("v", dimension=4097), "1-4096"),
        (lambda w: Embedding("text", model="a b"), "endpoint's name"),
        (lambda w: Embedding("${x}", dimension=3), "column"),
        (lambda w: index(w, table="sales.documents"), "without its schema"),
        (lambda w: index(w, primary_key="${x}"), "column's name"),
        (lambda w: app(w, compute_size="SMALL"), "LARGE"),
        (lambda w: app(w, user_scopes=["All Files"]), "user_scopes"),
        (lambda w: app(w, uses=[AppResource("a", w.warehouse), AppResource("a", w.job)]), "each key once"),
        (lambda w: AppResource("a b", w.warehouse), "key"),
        (lambda w: SecretUse("${x}", "key"), "Terraform would evaluate"),
    ],
)
def test_fails_with_the_rule_and_what_came(make: Callable[[World], object], named: str) -> None:
    with pytest.raises(RuleError, match=named):
        made(make)


def test_an_error_about_a_secret_does_not_show_it() -> None:
    with pytest.raises(RuleError) as failed:
        served(environment={"OPENAI_API_KEY": "sk-1"})
    assert "sk-1" not in str(failed.value)


def test_ten_models_may_share_an_endpoint() -> None:
    found = it(lambda w: endpoint(w, *(served(f"v{number}", traffic_percent=10) for number in range(10))))
    assert len(found["config"]["served_entities"]) == 10


@pytest.mark.parametrize("dimension", [1, 4096])
def test_the_edges_of_a_vectors_length_are_allowed(dimension: int) -> None:
    spec = it(lambda w: index(w, embedding=Embedding("v", dimension=dimension)))["delta_sync_index_spec"]
    assert spec["embedding_vector_columns"] == [{"name": "v", "embedding_dimension": dimension}]


def test_an_index_may_take_its_vectors_from_a_model_of_ours() -> None:
    spec = it(lambda w: index(w, embedding=Embedding("text", model=w.endpoint)))["delta_sync_index_spec"]
    assert spec["embedding_source_columns"] == [{"name": "text", "embedding_model_endpoint_name": "<Endpoint.name>"}]
