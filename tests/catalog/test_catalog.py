"""The tables: every figure has a source and a date, and nothing retired is offered."""

import csv
from datetime import date
from pathlib import Path

import pytest

from catalog.prices import PriceError, dbu_unit, is_meter, meter, price_dates, vm_usd_per_hour
from catalog.regions import RegionError, find_region, offered_region, regions
from catalog.runtimes import RuntimeUnavailable, default_runtime, runtime_of, runtimes
from catalog.tables import table
from catalog.vm_types import VmTypeError, usable_vm_type, vm_type, vm_types
from catalog.warehouses import warehouse_sizes

TODAY = date(2026, 11, 21)
FACTS = Path(__file__).parents[3] / "shared" / "facts"
OFFERED = [region.name for region in regions().values() if region.offered]


TABLES = sorted(path.stem for path in (Path(__file__).parents[2] / "catalog").glob("*.csv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_source_and_a_date(name: str) -> None:
    assert table(name).source
    assert date(2026, 1, 1) <= table(name).date <= TODAY
    assert table(name).rows


def test_every_offered_region_has_every_price_column() -> None:
    assert set(OFFERED) == set(table("vm_prices").rows[0]) - {"vm_type"}
    assert set(OFFERED) == set(table("dbu_prices").rows[0]) - {"meter", "multiplier", "machines"}


def test_every_type_has_prices_and_every_replacement_is_current() -> None:
    of_warehouses = {name: None for size in warehouse_sizes().values() for name in size.machines}
    assert [row["vm_type"] for row in table("vm_prices").rows] == [*vm_types(), *of_warehouses]
    for one in vm_types().values():
        assert bool(one.replacement) == (not one.current)
        assert not one.replacement or vm_type(one.replacement).current


@pytest.mark.skipif(not FACTS.is_dir(), reason="the shared facts are not here")
def test_prices_are_those_of_the_facts() -> None:
    with (FACTS / "vm_prices.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["instance_type"] in vm_types()]
    assert len(rows) > 300
    for row in rows:
        one = vm_type(row["instance_type"])
        assert vm_usd_per_hour(one.name, row["region"]) == float(row["vm_linux_payg_usd_per_hour"])
        assert one.dbu_per_hour == float(row["dbu_per_hour"])
        assert str(one.retires_on or "") == row["retirement_date"]


@pytest.mark.skipif(not FACTS.is_dir(), reason="the shared facts are not here")
def test_prices_of_warehouse_machines_are_those_of_the_facts() -> None:
    names = {name for size in warehouse_sizes().values() for name in size.machines}
    with (FACTS / "vm_prices.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["instance_type"] in names]
    assert len(rows) == 4 * len(OFFERED)
    for row in rows:
        assert vm_usd_per_hour(row["instance_type"], row["region"]) == float(row["vm_linux_payg_usd_per_hour"])


@pytest.mark.skipif(not FACTS.is_dir(), reason="the shared facts are not here")
def test_prices_of_dbus_are_those_of_the_facts() -> None:
    with (FACTS / "dbu_prices.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if is_meter(row["sku"])]
    assert len(rows) == 17 * len(OFFERED) == len(table("dbu_prices").rows) * len(OFFERED)
    for row in rows:
        found = meter(row["sku"], row["region"])
        assert found.usd_per_dbu == float(row["usd_per_dbu"])
        assert found.multiplier == float(row["dbu_count_multiplier"])
        assert found.with_machines == (row["vm_cost_included"] == "yes")


def test_fails_on_a_retired_type_with_its_reason() -> None:
    with pytest.raises(VmTypeError, match=r"NC6s_v3 was retired by Azure on 2025-09-30.*\n?Use Standard_NC4as_T4_v3"):
        usable_vm_type("Standard_NC6s_v3", today=TODAY)


def test_a_type_that_retires_later_can_be_used_but_is_not_current() -> None:
    one = usable_vm_type("Standard_DS3_v2", today=TODAY)
    assert not one.current
    with pytest.raises(VmTypeError, match="2028-05-01"):
        usable_vm_type("Standard_DS3_v2", today=date(2028, 5, 1))


def test_fails_on_an_unknown_type_with_the_nearest() -> None:
    with pytest.raises(VmTypeError, match=r"Did you mean Standard_D4ds_v5\?"):
        vm_type("Standard_D4ds_v55")


def test_a_type_without_a_price_is_not_offered_there() -> None:
    assert vm_usd_per_hour("Standard_NC40ads_H100_v5", "francecentral") is None
    assert vm_usd_per_hour("Standard_D4ds_v5", "francecentral") == 0.264


def test_meters_have_their_multiplier() -> None:
    assert meter("JOBS_COMPUTE_(PHOTON)", "westeurope").multiplier == 2.5
    assert meter("ALL_PURPOSE_COMPUTE", "westeurope").usd_per_dbu == 0.55
    assert price_dates() == {"VM": date(2026, 6, 18), "DBU": date(2026, 4, 10)}


def test_fails_on_a_meter_where_there_is_no_price() -> None:
    with pytest.raises(PriceError, match="westus"):
        meter("JOBS_COMPUTE", "westus")
    with pytest.raises(PriceError, match="no price of JOBS_LIGHT_COMPUTE"):
        meter("JOBS_LIGHT_COMPUTE", "westeurope")


def test_units_of_dbus_count_on_a_serverless_meter() -> None:
    unit = dbu_unit("vector_search_unit_hour")
    assert unit is not None
    assert unit.dbus == 4
    assert dbu_unit("nat_gateway_hour") is None
    for row in table("dbu_units").rows:
        one = dbu_unit(row["name"])
        assert one is not None
        assert one.dbus > 0
        assert all(meter(one.meter, region).with_machines for region in OFFERED)


@pytest.mark.parametrize("region", regions())
def test_regions_are_found_by_name_and_display_name(region: str) -> None:
    assert find_region(region) is find_region(regions()[region].display_name) is regions()[region]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("westeurop", r"knows no region 'westeurop'.*\n?Did you mean westeurope"),
        ("Norway East", "no prices for Norway"),
    ],
)
def test_fails_on_a_region_that_is_not_offered(text: str, message: str) -> None:
    with pytest.raises(RegionError, match=message):
        offered_region(text)


@pytest.mark.parametrize(
    ("flavour", "key"),
    [
        ("plain", "17.3.x-scala2.13"),
        ("cpu_ml", "17.3.x-cpu-ml-scala2.13"),
        ("gpu_ml", "17.3.x-gpu-ml-scala2.13"),
    ],
)
def test_the_default_runtime_is_pinned(flavour: str, key: str) -> None:
    assert default_runtime(flavour, today=TODAY)[1] == key  # type: ignore[arg-type]
    assert runtime_of(key).version == "17.3"


def test_an_ended_runtime_is_never_the_default() -> None:
    found, key = default_runtime("plain", today=date(2028, 10, 23))
    assert (found.version, key) == ("18", "18.x-scala2.13")
    assert not runtimes()["13.3"].supported(TODAY)


def test_fails_when_no_runtime_is_left() -> None:
    with pytest.raises(RuntimeUnavailable, match=r"still supported on 2040-01-01"):
        default_runtime("plain", today=date(2040, 1, 1))
    with pytest.raises(RuntimeUnavailable, match="no runtime"):
        runtime_of("7.3.x-scala2.12")


def test_graphics_processors_are_counted() -> None:
    counted = {name: found.gpus for name, found in vm_types().items() if found.gpus}
    assert {name for name, found in vm_types().items() if found.family == "gpu"} == set(counted)
    assert counted["Standard_NC4as_T4_v3"] == counted["Standard_NC40ads_H100_v5"] == 1
    assert (counted["Standard_NC12s_v3"], counted["Standard_NC24s_v3"]) == (2, 4)
