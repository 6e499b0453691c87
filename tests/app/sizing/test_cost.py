"""What machines cost: worked examples to the cent, and ranges that follow from the tables."""

from datetime import date

import pytest

from app.sizing.cost import age_notes, hourly_cost
from app.sizing.month import cost_range, monthly_cost
from blueprints.composition import Composition, features_of
from blueprints.databricks_basic.description import DATABRICKS_BASIC
from blueprints.databricks_ml_dev.description import DATABRICKS_ML_DEV
from blueprints.databricks_ml_prod.description import DATABRICKS_ML_PROD
from blueprints.description import BlueprintDescription
from blueprints.features.compute.hours import INTERACTIVE_HOURS, JOB_HOURS, WAREHOUSE_HOURS
from blueprints.library import BLUEPRINTS
from blueprints.platform import Sizes
from catalog.prices import MeterName, PriceError
from catalog.regions import regions
from naming.errors import RuleError

OFFERED = [region.name for region in regions().values() if region.offered]


@pytest.mark.parametrize(
    ("nodes", "meter", "region", "dbus", "usd"),
    [
        ({"Standard_DS3_v2": 3}, "JOBS_COMPUTE", "eastus", 2.25, 1.554),
        ({"Standard_DS3_v2": 3}, "ALL_PURPOSE_COMPUTE", "eastus", 2.25, 2.1165),
        ({"Standard_D8ds_v5": 5}, "JOBS_COMPUTE_(PHOTON)", "westeurope", 25, 10.22),
    ],
)
def test_worked_examples(nodes: dict[str, float], meter: MeterName, region: str, dbus: float, usd: float) -> None:
    cost = hourly_cost(nodes, meter_name=meter, region=region)
    assert cost.dbus == pytest.approx(dbus)
    assert cost.usd == pytest.approx(usd, abs=1e-9)


def test_fails_where_a_type_has_no_price() -> None:
    with pytest.raises(PriceError, match="Standard_NC6s_v3 has no price in swedencentral"):
        hourly_cost({"Standard_NC6s_v3": 1}, meter_name="JOBS_COMPUTE", region="swedencentral")


def site(one: BlueprintDescription, sizes: Sizes, *features: str) -> Composition:
    return Composition(one, one.environments[0], "westeurope", sizes, features_of(one, {name: {} for name in features}))


def test_a_cluster_costs_its_hours_times_its_machines() -> None:
    sizes = Sizes(driver_type="Standard_D4ds_v5", worker_type="Standard_D8ds_v5", min_workers=2, max_workers=4)
    cost = monthly_cost(site(DATABRICKS_ML_DEV, sizes))
    driver, worker = 0.55 + 0.272, 2 * 0.55 + 0.544
    assert cost.low_usd == pytest.approx(INTERACTIVE_HOURS * (driver + 2 * worker), abs=0.011)
    assert cost.expected_usd == pytest.approx(INTERACTIVE_HOURS * (driver + 3 * worker), abs=0.011)
    assert cost.high_usd == pytest.approx(INTERACTIVE_HOURS * (driver + 4 * worker), abs=0.011)
    assert sum(part.expected_usd for part in cost.parts) == pytest.approx(cost.expected_usd)
    assert len(cost.assumptions) == 4
    photon = monthly_cost(site(DATABRICKS_ML_DEV, sizes, "photon"))
    assert photon.low_usd == pytest.approx(INTERACTIVE_HOURS * (driver + 0.55 + 2 * (worker + 2 * 0.55)), abs=0.011)


def test_a_pool_costs_what_jobs_take_of_it() -> None:
    cost = monthly_cost(site(DATABRICKS_ML_PROD, Sizes(worker_type="Standard_D8ds_v5", max_workers=10), "job_compute"))
    one = 2 * 0.3 + 0.544
    assert (cost.low_usd, cost.expected_usd, cost.high_usd) == pytest.approx(
        (JOB_HOURS * one, JOB_HOURS * 5 * one, JOB_HOURS * 10 * one), abs=0.011
    )


def test_a_warehouse_costs_its_hours_with_and_without_machines() -> None:
    sizes = Sizes(worker_type="Standard_D4ds_v5", max_workers=2, warehouse_size="Small")
    hours = WAREHOUSE_HOURS["prod"]
    pool = monthly_cost(site(DATABRICKS_ML_PROD, sizes)).expected_usd
    pro = monthly_cost(site(DATABRICKS_ML_PROD, sizes, "sql_warehouse"))
    serverless = monthly_cost(site(DATABRICKS_ML_PROD, sizes, "sql_warehouse", "serverless_sql"))
    assert serverless.expected_usd - pool == pytest.approx(hours * 12 * 0.91, abs=0.02)
    assert pro.expected_usd - pool > hours * 12 * 0.72


def test_an_empty_workspace_has_no_compute_to_pay_and_says_what_is_not_covered() -> None:
    cost = monthly_cost(site(DATABRICKS_BASIC, Sizes()))
    assert (cost.low_usd, cost.expected_usd, cost.high_usd) == (0, 0, 0)
    assert "storage" in cost.not_covered
    assert cost.assumptions


@pytest.mark.parametrize("one", [DATABRICKS_ML_DEV, DATABRICKS_ML_PROD])
def test_fails_on_sizes_that_are_not_its_own(one: BlueprintDescription) -> None:
    with pytest.raises(RuleError, match=r"sizes\."):
        monthly_cost(site(one, Sizes()))


def test_ranges_follow_from_the_catalog() -> None:
    assert cost_range(DATABRICKS_BASIC, "westeurope") == (0, 0)
    assert cost_range(DATABRICKS_ML_DEV, "westeurope") == pytest.approx((276.19, 1519.06), abs=0.02)
    low, high = cost_range(DATABRICKS_ML_PROD, "westeurope")
    assert 0 < low < high


@pytest.mark.parametrize("region", OFFERED)
def test_every_blueprint_has_a_range_everywhere(region: str) -> None:
    for blueprint in BLUEPRINTS:
        low, high = cost_range(blueprint, region)
        assert low <= high


@pytest.mark.parametrize(
    ("prices_of", "notes"),
    [
        ({"VM": date(2026, 6, 18), "DBU": date(2026, 5, 25)}, []),
        ({"VM": date(2026, 6, 18), "DBU": date(2026, 5, 24)}, ["Prices are 181 days old: lakemason prices refresh."]),
        ({"VM": date(2025, 11, 21), "DBU": date(2026, 4, 10)}, ["Prices are 365 days old: lakemason prices refresh."]),
        (
            {"Azure": date(2026, 1, 31)},
            ["Prices of Azure's parts are 294 days old: lakemason-prices.csv can hold today's."],
        ),
        ({"SQL warehouse": date(2020, 1, 1)}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_prices_older_than_half_a_year_are_said_so(prices_of: dict[str, date], notes: list[str]) -> None:
    assert list(age_notes(prices_of, date(2026, 11, 21))) == notes
