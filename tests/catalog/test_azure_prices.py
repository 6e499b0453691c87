"""Prices of Azure's parts: each says where it was read, and never passes for that of another region."""

from datetime import date

import pytest

from catalog.azure_prices import AzurePrice, azure_price, azure_prices
from catalog.prices import dbu_unit, is_meter
from catalog.regions import regions
from catalog.tables import table

EVERY = [price for prices in azure_prices().values() for price in prices.values()]
OFFERED = {region.name for region in regions().values() if region.offered}


@pytest.mark.parametrize("price", EVERY, ids=lambda price: f"{price.name}-{price.region}")
def test_every_price_says_what_it_is_and_who_read_it(price: AzurePrice) -> None:
    assert price.usd > 0
    assert price.thing
    assert price.unit
    assert price.source
    assert date(2026, 1, 1) <= price.read_on <= table("azure_prices").date
    assert price.region is None or price.region in OFFERED


def test_a_name_has_one_price_for_a_region_or_one_for_all() -> None:
    assert len(EVERY) == len(table("azure_prices").rows)
    for prices in azure_prices().values():
        assert list(prices) == ["any"] or "any" not in prices


def test_a_name_is_in_one_table_only() -> None:
    assert not [name for name in azure_prices() if dbu_unit(name) or is_meter(name)]


def test_one_price_everywhere_is_said_without_a_region() -> None:
    price = azure_price("nat_gateway_hour", "japaneast")
    assert price is not None
    assert price.usd == 0.045
    assert price.said_of("japaneast") == "A NAT gateway: USD 0.045 an hour."


def test_a_region_has_its_own_price() -> None:
    price = azure_price("log_analytics_gb", "eastus")
    assert price is not None
    assert price.said_of("eastus") == "Logs into Log Analytics: USD 2.3 a GB in eastus."


def test_a_price_of_another_region_is_said_to_be_one() -> None:
    price = azure_price("log_analytics_gb", "francecentral")
    assert price is not None
    assert price.region == "westeurope"
    assert price.said_of("francecentral") == (
        "Logs into Log Analytics: USD 2.99 a GB, the price of westeurope: that of francecentral is not in the catalog."
    )


def test_what_nobody_priced_has_no_price() -> None:
    assert azure_price("unicorn_hour", "westeurope") is None
