"""What a month of use costs: worked examples to the cent, and sums that hold whatever is used."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sizing.cost import NOT_COVERED, CostPart, MonthlyCost
from app.sizing.pricing import price
from blueprints.usage import HOURS_A_MONTH, Amount, MachineHours, Metered, Usage, WarehouseHours
from catalog.azure_prices import azure_prices
from catalog.prices import PriceError
from catalog.regions import regions
from catalog.tables import table
from catalog.warehouses import WarehouseSizeError

OFFERED = [region.name for region in regions().values() if region.offered]
HUNDRED = 100
"""Hours: a price of four digits an hour is then exact to the cent."""


def machines(vm_type: str, count: float, meter: str, hours: float = HUNDRED) -> MachineHours:
    return MachineHours("machines", vm_type, Amount.of(count), hours, meter)


def warehouse(size: str, *, serverless: bool = False, classic: bool = False, hours: float = HUNDRED) -> WarehouseHours:
    return WarehouseHours("warehouse", size, serverless, Amount.of(1), hours, classic=classic)


@pytest.mark.parametrize(
    ("use", "region", "usd"),
    [
        # 2.25 x 0.30 + 3 x 0.293 = 1.554 an hour
        (machines("Standard_DS3_v2", 3, "JOBS_COMPUTE"), "eastus", 155.40),
        # 2.25 x 0.55 + 0.879 = 2.1165 an hour
        (machines("Standard_DS3_v2", 3, "ALL_PURPOSE_COMPUTE"), "eastus", 211.65),
        # 5 x 2 x 2.5 = 25 DBU; 25 x 0.30 + 5 x 0.544 = 10.22 an hour
        (machines("Standard_D8ds_v5", 5, "JOBS_COMPUTE_(PHOTON)"), "westeurope", 1022.00),
        # 12 x 0.70 = 8.40 an hour
        (warehouse("Small", serverless=True), "eastus", 840.00),
        # 12 x 0.22 + 1.152 + 4 x 0.576 = 6.096 an hour
        (warehouse("Small", classic=True), "eastus", 609.60),
        # 12 x 0.55 + 1.152 + 4 x 0.576 = 10.056 an hour
        (warehouse("Small"), "eastus", 1005.60),
        # 730 x 0.045
        (Metered("gateway", "nat_gateway_hour", Amount.of(HOURS_A_MONTH)), "swedencentral", 32.85),
        # 10 x 2.99
        (Metered("logs", "log_analytics_gb", Amount.of(10)), "westeurope", 29.90),
        # 730 x 4 x 0.084
        (Metered("search", "vector_search_unit_hour", Amount.of(HOURS_A_MONTH)), "westeurope", 245.28),
        # 1000 x 0.45
        (Metered("serverless jobs", "JOBS_SERVERLESS_COMPUTE", Amount.of(1000)), "eastus", 450.00),
    ],
)
def test_worked_examples(use: Usage, region: str, usd: float) -> None:
    cost = price([use], region)
    assert (cost.low_usd, cost.expected_usd, cost.high_usd) == (usd, usd, usd)
    assert [part.what for part in cost.parts] == [use.what]


def test_an_hour_is_rounded_to_the_cent() -> None:
    assert price([machines("Standard_DS3_v2", 3, "ALL_PURPOSE_COMPUTE", hours=1)], "eastus").expected_usd == 2.12


def test_low_and_high_are_the_fewest_and_the_most() -> None:
    use = MachineHours("workers", "Standard_D8ds_v5", Amount(1, 3, 5), HUNDRED, "JOBS_COMPUTE_(PHOTON)")
    cost = price([use], "westeurope")
    assert (cost.low_usd, cost.expected_usd, cost.high_usd) == (204.40, 613.20, 1022.00)


def test_the_parts_of_a_cluster_add_up_to_the_cent() -> None:
    # An hour: driver 0.55 + 0.272 = 0.822; a worker 2 x 0.55 + 0.544 = 1.644
    uses = [
        MachineHours("driver", "Standard_D4ds_v5", Amount.of(1), 168, "ALL_PURPOSE_COMPUTE"),
        MachineHours("workers", "Standard_D8ds_v5", Amount(2, 3, 4), 168, "ALL_PURPOSE_COMPUTE"),
    ]
    cost = price(uses, "westeurope")
    assert cost.parts == (
        CostPart(what="driver", low_usd=138.10, expected_usd=138.10, high_usd=138.10),
        CostPart(what="workers", low_usd=552.38, expected_usd=828.58, high_usd=1104.77),
    )
    assert (cost.low_usd, cost.expected_usd, cost.high_usd) == (690.48, 966.68, 1242.87)


def test_what_is_assumed_comes_first_and_prices_are_said_once() -> None:
    assuming = "The cluster runs 100 h a month."
    driver = MachineHours("driver", "Standard_D4ds_v5", Amount.of(1), HUNDRED, "ALL_PURPOSE_COMPUTE", assuming)
    workers = MachineHours("workers", "Standard_D4ds_v5", Amount.of(2), HUNDRED, "ALL_PURPOSE_COMPUTE")
    assert price([driver, workers], "westeurope").assumptions == (
        assuming,
        "One Standard_D4ds_v5 costs 1 DBU x USD 0.55 + USD 0.272 (VM) an hour in westeurope.",
    )


def test_a_warehouse_says_its_machines() -> None:
    assert price([warehouse("Small", classic=True)], "eastus").assumptions == (
        "A cluster of a Small warehouse costs 12 DBU x USD 0.22 + USD 3.456"
        " (1 x Standard_E16ds_v4, 4 x Standard_E8ds_v4) an hour in eastus.",
    )


def test_only_the_tables_used_are_dated_by_their_oldest_price() -> None:
    gateway, units = Metered("a", "nat_gateway_hour", Amount.of(1)), Metered("b", "event_hubs_tu_hour", Amount.of(1))
    assert price([gateway], "eastus").prices_of == {"Azure": date(2026, 9, 29)}
    assert price([gateway, units], "eastus").prices_of == {"Azure": date(2026, 8, 30)}
    assert set(price([warehouse("Small", serverless=True)], "eastus").prices_of) == {"DBU", "SQL warehouse"}
    assert set(price([warehouse("Small")], "eastus").prices_of) == {"DBU", "SQL warehouse", "VM"}


def test_what_has_no_price_is_named_and_costs_nothing() -> None:
    cost = price([Metered("a hub of feeds", "feed_hour", Amount.of(730), "A hub is always on.")], "westeurope")
    assert cost == MonthlyCost(not_covered=("a hub of feeds", *NOT_COVERED))


def test_dbus_without_a_price_in_the_region_are_named() -> None:
    uses = [
        Metered("an index", "vector_search_unit_hour", Amount.of(1)),
        Metered("dbus", "MODEL_TRAINING", Amount.of(1)),
    ]
    assert price(uses, "atlantis").not_covered == ("an index", "dbus", *NOT_COVERED)


def test_what_is_priced_is_no_longer_listed_as_not_covered() -> None:
    uses = [
        Metered("gateway", "nat_gateway_hour", Amount.of(730)),
        Metered("lake", "storage_gb_month_zrs", Amount.of(100)),
    ]
    left_out = price(uses, "westeurope").not_covered
    assert "NAT gateway and public IP" in NOT_COVERED
    assert set(NOT_COVERED) - set(left_out) == {"NAT gateway and public IP", "storage"}
    assert set(left_out) - set(NOT_COVERED) == {"storage operations"}


def test_nothing_used_costs_nothing() -> None:
    assert price([], "westeurope") == MonthlyCost()


def test_fails_on_a_machine_without_a_price_there() -> None:
    with pytest.raises(PriceError, match="Standard_NC40ads_H100_v5 has no price in francecentral"):
        price([machines("Standard_NC40ads_H100_v5", 1, "JOBS_COMPUTE")], "francecentral")
    with pytest.raises(PriceError, match="no price of SQL_PRO_COMPUTE in 'atlantis'"):
        price([warehouse("Small")], "atlantis")


def test_fails_on_machines_beside_a_meter_that_holds_them() -> None:
    with pytest.raises(PriceError, match="JOBS_SERVERLESS_COMPUTE has its machines in the price"):
        price([machines("Standard_D4ds_v5", 1, "JOBS_SERVERLESS_COMPUTE")], "westeurope")


def test_fails_on_a_size_that_no_warehouse_has() -> None:
    with pytest.raises(WarehouseSizeError, match="Huge"):
        price([warehouse("Huge")], "westeurope")


@pytest.mark.parametrize("amount", [Amount.of(-1), Amount(-1, 0, 1)])
def test_fails_on_less_than_nothing(amount: Amount) -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        price([Metered("gateway", "nat_gateway_hour", amount)], "westeurope")
    with pytest.raises(ValueError, match="less than nothing"):
        price([machines("Standard_D4ds_v5", 1, "JOBS_COMPUTE", hours=-1)], "westeurope")


@pytest.mark.parametrize("region", OFFERED)
def test_every_row_has_a_price_in_every_region(region: str) -> None:
    rows = [*azure_prices(), *(row["name"] for row in table("dbu_units").rows)]
    rows += [row["meter"] for row in table("dbu_prices").rows]
    cost = price([Metered(name, name, Amount.of(1000)) for name in rows], region)
    assert [part.what for part in cost.parts] == rows
    assert all(part.expected_usd > 0 for part in cost.parts)


counts = st.integers(0, 200) | st.floats(0, 200)
amounts = st.lists(counts, min_size=3, max_size=3).map(lambda three: Amount(*sorted(three)))
hours = st.floats(0, HOURS_A_MONTH)
names = st.text("abc", min_size=1, max_size=3)
uses = st.one_of(
    st.builds(
        MachineHours,
        names,
        st.sampled_from(["Standard_D4ds_v5", "Standard_E8ds_v5"]),
        amounts,
        hours,
        st.sampled_from(["JOBS_COMPUTE", "ALL_PURPOSE_COMPUTE_(PHOTON)", "DLT_PRO_COMPUTE"]),
    ),
    st.builds(
        WarehouseHours,
        names,
        st.sampled_from(["2X-Small", "Medium"]),
        st.booleans(),
        amounts,
        hours,
        classic=st.booleans(),
    ),
    st.builds(
        Metered,
        names,
        st.sampled_from(["nat_gateway_gb", "log_analytics_gb", "model_serving_dbu", "MODEL_TRAINING", "nothing"]),
        amounts,
    ),
)
several = st.lists(uses, max_size=6)
everywhere = st.sampled_from(OFFERED)


@given(several, everywhere)
def test_the_parts_add_up_and_low_is_never_above_high(used: list[Usage], region: str) -> None:
    cost = price(used, region)
    assert cost.low_usd == round(sum(part.low_usd for part in cost.parts), 2)
    assert cost.expected_usd == round(sum(part.expected_usd for part in cost.parts), 2)
    assert cost.high_usd == round(sum(part.high_usd for part in cost.parts), 2)
    assert all(0 <= part.low_usd <= part.expected_usd <= part.high_usd for part in cost.parts)
    assert len(cost.parts) + sum(isinstance(use, Metered) and use.price == "nothing" for use in used) == len(used)


@given(several, several, everywhere)
def test_two_uses_cost_what_each_costs(one: list[Usage], other: list[Usage], region: str) -> None:
    both = price([*one, *other], region)
    apart = price(one, region), price(other, region)
    assert both.parts == apart[0].parts + apart[1].parts
    assert both.expected_usd == pytest.approx(apart[0].expected_usd + apart[1].expected_usd, abs=0.011)
    assert set(both.assumptions) == {*apart[0].assumptions, *apart[1].assumptions}


@given(several, uses, everywhere)
def test_more_use_never_costs_less(used: list[Usage], more: Usage, region: str) -> None:
    before, after = price(used, region), price([*used, more], region)
    assert before.low_usd <= after.low_usd
    assert before.expected_usd <= after.expected_usd
    assert before.high_usd <= after.high_usd


@given(names, amounts, hours, hours, everywhere)
def test_more_hours_never_cost_less(what: str, count: Amount, one: float, other: float, region: str) -> None:
    shorter, longer = (
        price([MachineHours(what, "Standard_D4ds_v5", count, length, "JOBS_COMPUTE")], region)
        for length in sorted((one, other))
    )
    assert shorter.expected_usd <= longer.expected_usd


@given(names, amounts, st.sampled_from(["2X-Small", "4X-Large"]), st.booleans(), everywhere)
def test_no_hours_cost_nothing(what: str, count: Amount, size: str, serverless: bool, region: str) -> None:
    cost = price(
        [
            MachineHours(what, "Standard_D4ds_v5", count, 0, "JOBS_COMPUTE"),
            WarehouseHours(what, size, serverless, count, 0),
            Metered(what, "nat_gateway_hour", Amount.of(0)),
        ],
        region,
    )
    assert (cost.low_usd, cost.expected_usd, cost.high_usd) == (0, 0, 0)


def test_only_the_tables_used_are_read() -> None:
    program = """
from pathlib import Path
import catalog.tables
from app.sizing.pricing import price
from blueprints.usage import Amount, Metered
read = []
text = Path.read_text
Path.read_text = lambda path, *a, **k: (read.append(path.name), text(path, *a, **k))[1]
assert catalog.tables.table.cache_info().currsize == 0
price([Metered("gateway", "nat_gateway_hour", Amount.of(1))], "westeurope")
print(*read)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["azure_prices.csv"]
