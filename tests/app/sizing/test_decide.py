"""Sizes that are chosen: current, within the limit, and explained."""

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.sizing.decide
from app.sizing.decide import InfrastructureDecision, decide
from app.sizing.limits import ENVIRONMENT_LIMITS_USD, CostLimitExceeded, Reduction, environment_limit, money
from app.sizing.machine_types import GPU_TYPES, available_types
from blueprints.description import BlueprintDescription
from blueprints.library import BLUEPRINTS, blueprint
from blueprints.platform import Sizes
from blueprints.request import Environment, InfrastructureRequest, WorkloadType
from catalog.regions import RegionError, regions
from catalog.runtimes import runtime_of, runtimes
from catalog.vm_types import VmTypeError, vm_type, vm_types
from naming.errors import RuleError
from tests.app.sizing.test_options import measured
from tests.conftest import ROOT

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
    hours: float | None = None,
    data: float | None = None,
    daily: bool = False,
    users: int | None = None,
    today: date = TODAY,
) -> InfrastructureDecision:
    request = InfrastructureRequest(
        team="vision",
        environment=environment,
        workload_type=workload,
        features=features,
        region=region,
        cost_limit_usd=limit,
        hours_a_month=hours,
        data_volume_gb=data,
        data_volume_daily=daily,
        users=users,
    )
    return decide(request, blueprint(name), today=today)


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
    except CostLimitExceeded as error:
        reductions = {one.what: one for one in error.reductions}
    else:
        reductions = {}
    if reductions:  # a wish may cost too much; what nobody wished for may not
        assert features
        assert reductions["leaving out gpu"].enough
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


def test_the_examples_of_the_decision_maker_run() -> None:
    assert doctest.testmod(app.sizing.decide) == (0, 8)
    assert doctest.testfile(str(ROOT / "docs" / "sizing.md"), module_relative=False) == (0, 10)


def test_every_choice_is_justified_and_weighed() -> None:
    decision = decided("databricks-ml-dev", "dev", "ml", "spot", "sql_warehouse", limit=3000, users=12)
    chosen = {choice.of: choice for choice in decision.choices}
    assert chosen.keys() == {
        "region", "tier", "runtime", "worker_type", "driver_type", "max_workers", "warehouse_size",
        "autotermination_minutes", "spot_share",
    }  # fmt: skip
    assert all(choice.why.endswith(".") and choice.why in decision.why for choice in decision.choices)
    assert all(choice.weighed.endswith(".") for choice in decision.choices if choice.of != "region")
    assert chosen["max_workers"].why == "1-6 workers, more and fewer with the load: 12 people ask for 6."
    assert chosen["warehouse_size"].why == "Warehouse Small: 12 people ask for Small."
    assert decision.spot_share == pytest.approx(6 / 7, abs=0.005)
    assert decided("databricks-ml-prod", "prod", "ml", "spot").spot_share == 1
    assert decided("databricks-ml-dev", "dev").spot_share == 0


def test_hours_that_are_asked_for_are_those_that_cost() -> None:
    usual, half = decided("databricks-ml-dev", "dev"), decided("databricks-ml-dev", "dev", hours=84)
    assert half.monthly_cost_usd == pytest.approx(usual.monthly_cost_usd / 2, abs=0.02)
    assert half.cost.assumptions[0] == "The cluster runs 84 h a month, as asked."
    for name, environment in (("databricks-ml-prod", "prod"), ("databricks-team-workspaces", "dev")):
        one, two = (decided(name, environment, hours=hours) for hours in (10, 20))
        assert two.monthly_cost_usd == pytest.approx(2 * one.monthly_cost_usd, abs=0.02)
    warehouse = decided("databricks-sql-analytics", "prod", "bi", hours=20)
    assert any("answers 20 h a month, as asked" in text for text in warehouse.cost.assumptions)


def test_fewer_hours_buy_a_larger_platform() -> None:
    assert decided("databricks-ml-dev", "dev", data=600).sizes.worker_type == "Standard_D4ds_v5"
    assert decided("databricks-ml-dev", "dev", data=600, hours=60).sizes.worker_type == "Standard_E4ds_v5"


def test_what_the_limit_took_is_said() -> None:
    decision = decided("databricks-ml-dev", "dev", data=600)
    why = {choice.of: choice.why for choice in decision.choices}
    assert why["worker_type"] == "Standard_D4ds_v5 (4 vCPU, 16 GiB) in place of Standard_E4ds_v5: the limit."
    assert why["max_workers"].endswith("the limit allows no more; wished were 6.")


def reductions(name: str, environment: Environment, *features: str, limit: float) -> dict[str, Reduction]:
    with pytest.raises(CostLimitExceeded) as caught:
        decided(name, environment, "ml", *features, limit=limit)
    return {one.what: one for one in caught.value.reductions}


def test_each_reduction_is_priced_by_trying_it() -> None:
    found = reductions("databricks-ml-dev", "dev", "sql_warehouse", limit=300)
    hour, pro = 0.822, 4 * 0.72 + 2 * 0.692
    saved = {what: (one.saves_usd, one.done) for what, one in found.items()}
    assert saved == {
        "fewer workers: 1 in place of 4": (pytest.approx(168 * 1.5 * hour, abs=0.02), True),
        "a smaller warehouse: 2X-Small in place of Small": (
            pytest.approx(42 * (8 * 0.72 + 1.384 + 2 * 0.692), abs=0.02),
            True,
        ),
        "stopping after 15 minutes in place of 30": (pytest.approx(10.5 * 3.5 * hour, abs=0.02), True),
        "leaving out sql_warehouse": (pytest.approx(42 * pro, abs=0.02), False),
        "spot machines for workers": (pytest.approx(157.5 * 0.272 * 0.9, abs=0.02), False),
        "a serverless warehouse": (pytest.approx(42 * (pro - 4 * 0.91), abs=0.02), False),
    }
    assert found["leaving out sql_warehouse"].enough
    assert found["spot machines for workers"].at_most


def test_a_smaller_type_and_what_needs_a_feature_are_said() -> None:
    found = reductions("databricks-ml-prod", "prod", "photon", limit=1)
    assert "a smaller type: Standard_D4ds_v5 in place of Standard_D8ds_v5" in found
    assert "fewer machines: 2 in place of 10" in found
    streaming = reductions("databricks-streaming", "dev", "gpu", limit=150)
    assert streaming["leaving out interactive_compute and gpu"].enough


def test_the_error_says_all_of_it() -> None:
    with pytest.raises(CostLimitExceeded) as caught:
        decided("databricks-ml-dev", "dev", "ml", "gpu", limit=300)
    assert str(caught.value).splitlines() == [
        "Nothing fits USD 300 a month (the limit asked for): the cheapest possible, a driver and 1 worker of"
        " Standard_NC4as_T4_v3, stopping after 15 minutes, is expected to cost USD 381.",
        "That is less than usual already: a driver and 1-4 workers of Standard_NC4as_T4_v3 would be USD 710.",
        "  fewer workers: 1 in place of 4 saves USD 304",
        "  stopping after 15 minutes in place of 30 saves USD 44.39",
        "What would make it cheaper still:",
        "  leaving out gpu saves USD 122, and then it fits",
        "  spot machines for workers saves at most USD 93.27",
        'A limit of USD 381 would do: write "no more than $381 a month", or wish for less.',
    ]


def test_a_setting_moves_an_environments_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKEMASON_LIMIT_DEV", "300.50")
    decision = decided("databricks-ml-dev", "dev")
    assert (decision.limit_usd, decision.limit_of) == (300.5, "the limit of dev by LAKEMASON_LIMIT_DEV")
    assert decision.monthly_cost_usd <= 300.5
    assert decided("databricks-ml-dev", "dev", limit=500).limit_usd == 500
    assert environment_limit("prod") == (3000, "the limit of prod")


@pytest.mark.parametrize("said", ["0", "-5", "much", "nan", "inf", "1e12", "1_000", "\u0663"])
def test_fails_on_a_setting_that_is_no_amount(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKEMASON_LIMIT_SANDBOX", said)
    with pytest.raises(RuleError, match="LAKEMASON_LIMIT_SANDBOX: allowed is an amount above 0"):
        decided("databricks-basic", "sandbox", None)


DATA = st.floats(min_value=0.1, max_value=200_000)
SIZED = [("databricks-ml-dev", "dev"), ("databricks-ml-prod", "prod"), ("databricks-sql-analytics", "staging"),
         ("databricks-team-workspaces", "prod"), ("databricks-data-engineering", "dev")]  # fmt: skip
WISHES = st.sets(st.sampled_from(["photon", "sql_warehouse", "spot", "interactive_compute"]))


def fits(name: str, environment: Environment, features: set[str], **said: object) -> InfrastructureDecision | None:
    try:
        return decided(name, environment, None, *sorted(features), **said)  # type: ignore[arg-type]
    except CostLimitExceeded:
        return None


@given(
    st.sampled_from(SIZED), WISHES, st.none() | DATA, st.floats(100, 5000), st.floats(1, 3), st.sampled_from(OFFERED)
)
@settings(max_examples=150, deadline=None)
def test_a_higher_limit_never_gives_a_smaller_platform(
    where: tuple[str, Environment], features: set[str], data: float | None, limit: float, more: float, region: str
) -> None:
    low, high = (fits(*where, features, data=data, limit=usd, region=region) for usd in (limit, limit * more))
    if low is not None:
        assert high is not None
        assert high.monthly_cost_usd >= low.monthly_cost_usd
        assert all(a >= b for a, b in zip(measured(high.sizes), measured(low.sizes), strict=True))


@given(st.sampled_from(SIZED), WISHES, DATA, st.floats(1, 100), st.booleans(), st.floats(100, 5000))
@settings(max_examples=150, deadline=None)
def test_more_data_never_gives_fewer_workers(
    where: tuple[str, Environment], features: set[str], data: float, more: float, daily: bool, limit: float
) -> None:
    one, two = (fits(*where, features, data=gb, daily=daily, limit=limit) for gb in (data, data * more))
    assert (one is None) == (two is None)
    if one is not None and two is not None:
        assert (two.sizes.max_workers or 0) >= (one.sizes.max_workers or 0)
        assert (two.sizes.min_workers or 0) >= (one.sizes.min_workers or 0)


@given(st.sampled_from(SIZED), WISHES, st.integers(1, 500), st.integers(0, 500), st.floats(100, 5000))
@settings(max_examples=100, deadline=None)
def test_more_people_never_get_fewer_workers(
    where: tuple[str, Environment], features: set[str], users: int, more: int, limit: float
) -> None:
    one, two = (fits(*where, features, users=count, limit=limit) for count in (users, users + more))
    assert (one is None) == (two is None)
    if one is not None and two is not None:
        assert (two.sizes.max_workers or 0) >= (one.sizes.max_workers or 0)


ENDS = sorted(
    {
        *(one.retires_on for one in vm_types().values() if one.retires_on),
        *(one.supported_until for one in runtimes().values() if one.supported_until),
    }
)
LAST_SUPPORT = max(one.supported_until for one in runtimes().values() if one.lts and one.supported_until)


@given(
    st.sampled_from(PAIRS),
    st.sampled_from(["ml", "data_engineering", "bi"]),
    st.booleans(),
    st.sampled_from(OFFERED),
    st.none() | DATA,
    st.sampled_from([day + timedelta(days) for day in ENDS for days in (-1, 0, 1)]) | st.dates(ENDS[0], LAST_SUPPORT),
)
@settings(max_examples=200, deadline=None)
def test_nothing_retired_is_ever_chosen(
    pair: tuple[BlueprintDescription, Environment],
    workload: WorkloadType,
    gpu: bool,
    region: str,
    data: float | None,
    today: date,
) -> None:
    one, environment = pair
    features = ("gpu",) if gpu and "gpu" in one.features else ()
    today = min(today, LAST_SUPPORT)
    decision = decided(
        one.name, environment, workload, *features, region=region, limit=50_000, data=data, today=today
    )  # fmt: skip
    for name in (decision.sizes.driver_type, decision.sizes.worker_type):
        assert name is None or not vm_type(name).retired(today)
    assert decision.sizes.runtime is None or runtime_of(decision.sizes.runtime).supported(today)
    assert [check for check in decision.checks if check.level == "problem"] == []
