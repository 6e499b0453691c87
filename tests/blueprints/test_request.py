"""A request takes other names for its values, and keeps what it is told."""

import pytest
from pydantic import ValidationError

from blueprints.request import ENVIRONMENT_ALIASES, WORKLOAD_ALIASES, InfrastructureRequest, Source


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"environment": "Production"}, {"environment": "prod"}),
        ({"environment": "pre-production"}, {"environment": "staging"}),
        ({"workload_type": "machine learning"}, {"workload_type": "ml"}),
        ({"workload_type": "Data-Engineering"}, {"workload_type": "data_engineering"}),
        ({"region": "West Europe"}, {"region": "westeurope"}),
        ({"region": "west-us-2"}, {"region": "westus2"}),
    ],
)
def test_takes_other_names(said: dict[str, str], meant: dict[str, str]) -> None:
    assert InfrastructureRequest.model_validate(said) == InfrastructureRequest.model_validate(meant)


@pytest.mark.parametrize(("alias", "value"), [*ENVIRONMENT_ALIASES.items(), *WORKLOAD_ALIASES.items()])
def test_every_alias_is_no_value_itself_and_leads_to_one(alias: str, value: str) -> None:
    field = "environment" if alias in ENVIRONMENT_ALIASES else "workload_type"
    read = InfrastructureRequest.model_validate({field: alias.replace("_", " ").title()})
    assert getattr(read, field) == value != alias


@pytest.mark.parametrize(
    "said",
    [
        {"environment": "moon"},
        {"workload_type": "gardening"},
        {"environment": 3},
        {"users": True},
        {"users": 0},
        {"hours_a_month": 731},
        {"data_volume_gb": float("inf")},
        {"cost_limit_usd": -1},
        {"owner": "kim"},
    ],
)
def test_fails_on_what_it_cannot_mean(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        InfrastructureRequest.model_validate(said)


def test_says_what_is_missing_and_where_a_value_came_from() -> None:
    request = InfrastructureRequest(team="x1", features=("gpu",), sources={"team": Source(origin="file")})
    assert request.missing == ("environment",)
    assert request.enable_gpu
    assert (request.source("team").origin, request.source("region").origin) == ("file", "default")
