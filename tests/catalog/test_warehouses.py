"""SQL warehouse sizes: DBUs and machines grow with them."""

from itertools import pairwise

import pytest

from catalog.prices import vm_usd_per_hour
from catalog.regions import regions
from catalog.warehouses import WarehouseSizeError, warehouse_size, warehouse_sizes

OFFERED = [region.name for region in regions().values() if region.offered]


def test_a_larger_size_counts_more_dbus_and_machines() -> None:
    sizes = list(warehouse_sizes().values())
    assert [size.name for size in sizes][:3] == ["2X-Small", "X-Small", "Small"]
    for smaller, larger in pairwise(sizes):
        assert smaller.dbu_per_hour < larger.dbu_per_hour
        assert sum(smaller.machines.values()) < sum(larger.machines.values())


def test_a_size_has_its_driver_and_workers() -> None:
    assert warehouse_size("2X-Small").machines == {"Standard_E8ds_v4": 2}
    assert warehouse_size("Small").machines == {"Standard_E16ds_v4": 1, "Standard_E8ds_v4": 4}
    assert warehouse_size("4X-Large").machines == {"Standard_E64ds_v4": 1, "Standard_E8ds_v4": 256}


@pytest.mark.parametrize("region", OFFERED)
def test_the_machines_of_every_size_have_a_price_everywhere(region: str) -> None:
    for size in warehouse_sizes().values():
        assert all(vm_usd_per_hour(name, region) for name in size.machines)


def test_fails_on_an_unknown_size_with_those_there_are() -> None:
    with pytest.raises(WarehouseSizeError, match=r"size 'small'.*\n?There are: 2X-Small"):
        warehouse_size("small")
