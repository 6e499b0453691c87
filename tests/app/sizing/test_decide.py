"""Sizes that are chosen: current, within the limit, and explained."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sizing.decide import InfrastructureDecision, decide
from app.sizing.limits import ENVIRONMENT_LIMITS_USD, CostLimitExceeded, money
from app.sizing.machine_types import GPU_TYPES, available_types
from blueprints.description import BlueprintDescription
from blueprints.library import BLUEPRINTS, blueprint
from blueprints.platform import Sizes
from blueprints.request import Environment, InfrastructureRequest, WorkloadType
from catalog.regions import RegionError, regions
from catalog.runtimes import runtime_of
from catalog.vm_types import VmTypeError, vm_type

TODAY = date(2026, 11, 21)
OFFERED = [region.name for region in regions().values() if region.offered]
PAIRS = [(one, environment) for one in BLUEPRINTS for environment in one.environments]


def decided(
    name: str,
    environment: Environment,
    workload: WorkloadType | None = "ml",
    *features: str,
    region: str | None = "westeurope",
    limit: float | None = None,
) -> InfrastructureDecision:
    request = InfrastructureRequest(
        team="vision",
        environment=environment,
        workload_type=workload,
        features=features,
        region=region,
        cost_limit_usd=limit,
    )
    return decide(request, blueprint(name), today=TODAY)


def test_the_default_for_machine_learning_in_development() -> None:
    decision = decided("databricks-ml-dev", "dev", region=None)
    assert decision.sizes == Sizes(
        tier="premium",
        runtime="17.3.x-cpu-ml-scala2.13",
        driver_type="Standard_D4ds_v5",
        worker_type="Standard_D4ds_v5",
        min_workers=1,
        max_workers=4,
        autotermination_minutes=30,
    )
    assert (decision.region, decision.region_is_default) == ("westeurope", True)
    assert decision.monthly_cost_usd == pytest.approx(168 * 3.5 * 0.822, abs=0.02)
    assert decision.monthly_cost_usd < decision.limit_usd == 500
    assert any("the default, as none was named" in why for why in decision.why)


def test_the_default_for_production() -> None:
    decision = decided("databricks-ml-prod", "prod", "data_engineering")
    assert decision.sizes == Sizes(runtime="17.3.x-scala2.13", worker_type="Standard_D8ds_v5", max_workers=10)


def test_an_empty_workspace_has_only_a_tier() -> None:
    decision = decided("databricks-basic", "sandbox", None)
    assert decision.sizes == Sizes()
    assert decision.workload == "exploration"
    assert decision.monthly_cost_usd == 0


@pytest.mark.parametrize(("name", "environment"), [("databricks-ml-dev", "dev"), ("databricks-ml-prod", "prod")])
def test_gpus_take_the_gpu_runtime_and_fit_the_limit(name: str, environment: Environment) -> None:
    decision = decided(name, environment, "ml", "gpu")
    assert decision.sizes.worker_type == "Standard_NC4as_T4_v3"
    assert decision.sizes.driver_type in (None, "Standard_NC4as_T4_v3")
    assert decision.sizes.runtime == "17.3.x-gpu-ml-scala2.13"
    assert decision.monthly_cost_usd <= decision.limit_usd


def test_gets_smaller_to_fit_a_limit_and_says_so() -> None:
    decision = decided("databricks-ml-dev", "dev", limit=300)
    assert (decision.sizes.min_workers, decision.sizes.max_workers) == (1, 1)
    assert decision.limit_of == "the limit asked for"
    assert any(
        why.startswith("Smaller than usual: a driver and 1-4 workers of Standard_D4ds_v5 would be")
        for why in decision.why
    )
    small = decided("databricks-ml-prod", "prod", limit=40)
    assert (small.sizes.worker_type, small.sizes.max_workers) == ("Standard_D4ds_v5", 2)


def test_autoscaling_is_kept_where_it_was_asked_for() -> None:
    decision = decided("databricks-ml-dev", "dev", "ml", "autoscaling", limit=350)
    assert (decision.sizes.min_workers, decision.sizes.max_workers) == (1, 2)


def test_fails_below_the_cheapest_naming_what_would_do() -> None:
    with pytest.raises(CostLimitExceeded) as caught:
        decided("databricks-ml-dev", "dev", limit=100)
    assert caught.value.cheapest_usd == pytest.approx(157.5 * 2 * 0.822, abs=0.02)
    assert caught.value.enough_usd == 259
    assert "Nothing fits USD 100 a month (the limit asked for)" in str(caught.value)
    assert "a driver and 1 worker of Standard_D4ds_v5" in str(caught.value)
    assert decided("databricks-ml-dev", "dev", limit=caught.value.enough_usd).monthly_cost_usd <= 259


@pytest.mark.parametrize("region", OFFERED)
@pytest.mark.parametrize(("one", "environment"), PAIRS, ids=[f"{b.name}-{e}" for b, e in PAIRS])
@pytest.mark.parametrize("features", [(), ("gpu",)])
def test_defaults_fit_every_environment_in_every_region(
    region: str, one: BlueprintDescription, environment: Environment, features: tuple[str, ...]
) -> None:
    try:
        decision = decided(one.name, environment, one.workload_types[0], *features, region=region)
    except CostLimitExceeded as error:  # a wish may cost too much; what nobody wished for may not
        assert features
        assert any(one.what == "leaving out gpu" and one.enough for one in error.reductions)
        return
    assert decision.monthly_cost_usd <= ENVIRONMENT_LIMITS_USD[environment]
    for name in (decision.sizes.driver_type, decision.sizes.worker_type):
        assert name is None or vm_type(name).current
    if decision.sizes.runtime:
        assert runtime_of(decision.sizes.runtime).supported(TODAY)


def cheapest_usd(one: BlueprintDescription, environment: Environment, features: tuple[str, ...], region: str) -> float:
    if decided(one.name, environment, "ml", *features, region=region, limit=5000).monthly_cost_usd == 0:
        return 0
    with pytest.raises(CostLimitExceeded) as caught:
        decided(one.name, environment, "ml", *features, region=region, limit=0.01)
    return caught.value.cheapest_usd


@given(st.floats(min_value=1, max_value=5000), st.sampled_from(PAIRS), st.booleans(), st.sampled_from(OFFERED))
@settings(max_examples=150, deadline=None)
def test_a_limit_is_kept_or_refused(
    limit: float, pair: tuple[BlueprintDescription, Environment], gpu: bool, region: str
) -> None:
    one, environment = pair
    features = ("gpu",) if gpu else ()
    if limit < cheapest_usd(one, environment, features, region):
        with pytest.raises(CostLimitExceeded):
            decided(one.name, environment, "ml", *features, region=region, limit=limit)
    else:
        decision = decided(one.name, environment, "ml", *features, region=region, limit=limit)
        assert decision.cost.low_usd <= decision.monthly_cost_usd <= min(limit, decision.cost.high_usd)


def test_fails_in_a_region_without_prices() -> None:
    with pytest.raises(RegionError, match="no prices for West US"):
        decided("databricks-ml-dev", "dev", region="westus")


def test_a_region_without_a_type_gets_the_next() -> None:
    assert available_types(GPU_TYPES[3:] + GPU_TYPES[:1], region="francecentral", today=TODAY) == [GPU_TYPES[0]]


def test_fails_where_no_type_is_left_and_never_takes_a_retired_one() -> None:
    with pytest.raises(VmTypeError, match=r"is offered in France Central \(francecentral\)"):
        available_types(("Standard_NC40ads_H100_v5", "Standard_NC6s_v3"), region="francecentral", today=TODAY)


def test_fails_without_an_environment() -> None:
    with pytest.raises(ValueError, match="environment"):
        decide(InfrastructureRequest(team="vision"), blueprint("databricks-basic"))


@pytest.mark.parametrize(("usd", "text"), [(0, "USD 0"), (0.574, "USD 0.57"), (1234.5, "USD 1,234"), (500, "USD 500")])
def test_money_is_read_easily(usd: float, text: str) -> None:
    assert money(usd) == text
