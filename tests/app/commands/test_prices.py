"""`lakemason prices`: what is shown, and what is read anew from a service on loopback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from catalog.price_file import FILE_NAME
from catalog.prices import meter, vm_usd_per_hour
from catalog.tables import table
from tests.app.prices.server import Item, dbu, fails, machine, market, raw, says, sells, serving
from tests.conftest import Lakemason, Result

HEAD = "kind,name,region,usd,date,source\n"


@pytest.fixture
def own_file(own_home: Path) -> Path:
    return own_home / ".config" / "lakemason" / FILE_NAME


def changed(change: Callable[[Item], Item | None]) -> Callable[[str], list[Item]]:
    """The market with some rows others."""
    return lambda region: [row for one in market(region) if (row := change(one)) is not None]


def dearer(times: float, name: str = "Standard_D4ds_v5") -> Callable[[str], list[Item]]:
    def change(row: Item) -> Item:
        same = row["armSkuName"] == name
        return {**row, "retailPrice": row["retailPrice"] * times} if same else row

    return changed(change)


@pytest.fixture
def refresh(lakemason: Lakemason) -> Callable[..., Result]:
    def run(
        rows: Callable[[str], list[Item]] = market, *arguments: str, regions: tuple[str, ...] = ("westeurope",)
    ) -> Result:
        with serving(sells(rows)) as server:
            said = [word for region in regions for word in ("--region", region)]
            return lakemason("prices", "refresh", "--url", server.url, *said, *arguments)

    return run


Refresh = Callable[..., Result]


def test_prices_that_did_not_change_are_kept_with_todays_date(refresh: Refresh, own_file: Path) -> None:
    done = refresh().good()
    lines = own_file.read_text().splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]
    assert re.fullmatch(r"0 changed, (\d+) as they were\.\n", done.out)
    assert f"0 changed, {len(rows)} as" in done.out
    assert f"vm,Standard_D4ds_v5,westeurope,0.272,{date.today()},Azure Retail Prices API" in rows
    assert f"dbu,SERVERLESS_SQL_COMPUTE,westeurope,0.91,{date.today()},Azure Retail Prices API" in rows
    assert f"written: {own_file}" in done.err
    assert "Warning" not in done.err


def test_a_refreshed_price_is_in_force_and_shown(refresh: Refresh, lakemason: Lakemason) -> None:
    done = refresh(dearer(1.5)).good()
    assert done.out.startswith("Standard_D4ds_v5 in westeurope: USD 0.272 -> 0.408\n1 changed")
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.408
    assert vm_usd_per_hour("Standard_D4ds_v5", "eastus") == 0.226
    shown = lakemason("prices", "show", "--region", "West Europe", "--type", "standard_d4ds*", "--json").good()
    (price,) = json.loads(shown.out)["prices"]
    assert (price["usd"], price["packaged_usd"], price["date"]) == (0.408, 0.272, str(date.today()))


def test_regions_that_are_not_asked_for_keep_what_was_read_before(refresh: Refresh) -> None:
    refresh(dearer(1.5)).good()
    refresh(dearer(1.2), regions=("eastus", "northeurope")).good()
    found = [vm_usd_per_hour("Standard_D4ds_v5", region) for region in ("westeurope", "eastus", "northeurope")]
    assert found == pytest.approx([0.408, 0.2712, 0.3024])


def test_rows_of_ones_own_are_never_replaced(refresh: Refresh, own_file: Path) -> None:
    own_file.parent.mkdir(parents=True)
    own = "vm,Standard_D4ds_v5,westeurope,0.2,2026-11-01,our agreement\n"
    every = "dbu,JOBS_COMPUTE,any,0.21,2026-11-01,our agreement\n"
    own_file.write_text(f"# ours\n{HEAD}{own}{every}")
    done = refresh(dearer(1.5)).good()
    assert "Your own rows stay as they are: 2." in done.out
    text = own_file.read_text()
    assert text.startswith("# ours\nkind,")
    assert own in text
    assert every in text
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.2
    assert meter("JOBS_COMPUTE", "westeurope").usd_per_dbu == 0.21


@pytest.mark.parametrize("times", [3.5, 0.2])
def test_a_price_that_is_far_off_is_shown_and_refused(refresh: Refresh, own_file: Path, times: float) -> None:
    refused = refresh(dearer(times, "Standard_E8ds_v5"))
    assert refused.code == 1
    assert "More than 3 times off the packaged price; nothing was written" in refused.err
    assert "Standard_E8ds_v5 in westeurope: USD 0.692 -> " in refused.err
    assert "(packaged: 0.692)" in refused.err
    assert not own_file.exists()
    refresh(dearer(times, "Standard_E8ds_v5"), "--yes").good()
    assert vm_usd_per_hour("Standard_E8ds_v5", "westeurope") == pytest.approx(0.692 * times)


def test_a_dry_run_writes_nothing(refresh: Refresh, own_file: Path) -> None:
    done = refresh(dearer(1.5), "--dry-run").good()
    assert "0.272 -> 0.408" in done.out
    assert "Nothing was written." in done.err
    assert not own_file.exists()


def test_of_several_prices_of_amd_machines_and_others_the_lowest_is_taken(refresh: Refresh) -> None:
    def rows(region: str) -> list[Item]:
        windows = machine("Standard_D4ds_v5", region, 0.456, productName="Virtual Machines Ddsv5 Series")
        return [windows, *market(region)]

    done = refresh(rows).good()
    assert "the service has several prices (0.272, 0.456 USD;" in done.err
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.272


def test_meters_are_known_however_they_are_spelt(refresh: Refresh) -> None:
    def change(row: Item) -> Item:
        name = row["meterName"].replace("All-purpose", "ALL PURPOSE").replace("All-Purpose", "All-purpose")
        return {**row, "meterName": name}

    done = refresh(changed(change)).good()
    assert done.out.startswith("0 changed")
    assert "Warning" not in done.err


def test_pipelines_with_photon_have_the_price_of_those_without(refresh: Refresh) -> None:
    def change(row: Item) -> Item:
        return {**row, "retailPrice": 0.4} if "Core Compute Delta" in row["meterName"] else row

    refresh(changed(change)).good()
    assert meter("DLT_CORE_COMPUTE_(PHOTON)", "westeurope").usd_per_dbu == 0.4


def test_what_the_service_has_no_price_of_stays_and_is_said(refresh: Refresh) -> None:
    def change(row: Item) -> Item | None:
        gone = row["armSkuName"] == "Standard_D8ds_v5" or row["meterName"] == "Premium Jobs Compute DBU"
        return None if gone else row

    done = refresh(changed(change)).good()
    assert "Standard_D8ds_v5 in westeurope: the service has no price; the one in force stays." in done.err
    assert "JOBS_COMPUTE in westeurope: the service has no price" in done.err
    assert vm_usd_per_hour("Standard_D8ds_v5", "westeurope") == 0.544


@pytest.mark.parametrize(
    "keep",
    [lambda row: row["serviceName"] == "Azure Databricks", lambda row: row["serviceName"] == "Virtual Machines"],
)
def test_fails_where_a_region_has_no_prices_at_all(
    refresh: Refresh, own_file: Path, keep: Callable[[Item], bool]
) -> None:
    done = refresh(changed(lambda row: row if keep(row) else None))
    assert done.code == 1
    assert "The service has no price of any" in done.err
    assert not own_file.exists()


def test_rows_of_another_unit_region_or_of_nothing_are_left_out(refresh: Refresh) -> None:
    def rows(region: str) -> list[Item]:
        jobs = ("Azure Databricks", "Premium Jobs Compute DBU")
        strange = [
            machine("Standard_D4ds_v5", region, 0.001, unitOfMeasure="1/Month"),
            machine("Standard_D4ds_v5", region, 0.0),
            machine("Standard_D4ds_v5", "eastus", 0.002),
            dbu(*jobs, region, 0.01, type="Reservation"),
            dbu("Some Partner's Databricks", jobs[1], region, 0.01),
        ]
        return [*strange, *market(region)]

    with_strange = refresh(rows).good()
    assert with_strange.out.startswith("0 changed")


def test_hostile_names_reach_neither_the_terminal_nor_the_file(refresh: Refresh, own_file: Path) -> None:
    evil = "\x1b]0;owned\x07\nvm,Standard_D4ds_v5,westeurope,0,2026-01-01,\u202egnp"

    def rows(region: str) -> list[Item]:
        row = machine("Standard_D4ds_v5", region, 0.3, productName=evil, meterId=evil, effectiveStartDate=evil)
        return [row, dbu(evil, evil, region, 0.1), machine(evil, region, 0.1), *market(region)]

    done = refresh(rows).good()
    assert "\\x1b]0;owned" in done.err
    for text in (done.out, done.err, own_file.read_text()):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.272


def test_fails_whole_where_a_later_page_is_bad(lakemason: Lakemason, own_file: Path) -> None:
    own_file.parent.mkdir(parents=True)
    before = HEAD + "vm,Standard_D4ds_v5,westeurope,0.2,2026-01-01,Azure Retail Prices API\n"
    own_file.write_text(before)
    with serving(sells(dearer(1.5)), sells(), raw(b"{")) as server:
        done = lakemason("prices", "refresh", "--url", server.url, "--region", "westeurope", "--region", "eastus")
    assert done.code == 1
    assert "is not what prices look like" in done.err
    assert own_file.read_text() == before
    assert [path.name for path in own_file.parent.iterdir()] == [FILE_NAME]


def test_fails_a_next_page_elsewhere(lakemason: Lakemason, own_file: Path) -> None:
    with serving(says(market("westeurope"), "https://example.com/api/retail/prices?$skip=100")) as server:
        done = lakemason("prices", "refresh", "--url", server.url, "--region", "westeurope")
    assert done.code == 1
    assert "example.com/api/retail/prices?$skip=100, which is somewhere else: refused" in done.err
    assert not own_file.exists()


def test_fails_on_a_file_with_mistakes_before_anybody_is_asked(lakemason: Lakemason, own_file: Path) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text(HEAD + "vm,Standard_D4,westeurope,0.2,2026-01-01,us\n")
    with serving(fails(404)) as server:
        done = lakemason("prices", "refresh", "--url", server.url)
        assert server.asked == []
    assert done.code == 1
    assert f"{FILE_NAME}:2: name: the catalog has no vm price 'Standard_D4'" in done.err


def test_fails_a_region_without_prices_and_an_address_that_is_not_safe(lakemason: Lakemason) -> None:
    unknown = lakemason("prices", "refresh", "--region", "westeurop", "--url", "http://127.0.0.1:1/")
    assert unknown.code == 1
    assert "Did you mean westeurope?" in unknown.err
    plain = lakemason("prices", "refresh", "--url", "http://example.com/")
    assert plain.code == 2
    assert "must be https" in plain.err


def test_a_symbolic_link_is_not_followed(refresh: Refresh, own_file: Path, tmp_path: Path) -> None:
    own_file.parent.mkdir(parents=True)
    target = tmp_path / "elsewhere.csv"
    target.write_text(HEAD)
    own_file.symlink_to(target)
    assert refresh(dearer(1.5)).code == 1
    assert target.read_text() == HEAD


def test_all_regions_are_asked_about_where_none_is_named(refresh: Refresh, own_file: Path) -> None:
    done = refresh(regions=()).good()
    assert done.err.count("Reading prices of ") == 18
    assert done.out.startswith("0 changed")
    assert "japaneast" in own_file.read_text()


def test_the_tables_are_shown_with_source_and_age(lakemason: Lakemason) -> None:
    shown = lakemason("prices", "show").good().out
    assert re.search(r"^USD of a DBU +17 +2026-04-10 +\d+ days(, old)? +\[2\]$", shown, re.MULTILINE)
    assert "[2] databrickslabs/lakemeter-oss" in shown
    assert "No prices of your own" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_what_overrides_what_is_shown(lakemason: Lakemason, project: Path, own_file: Path) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text(HEAD + "dbu,JOBS_COMPUTE,any,0.25,2026-11-01,our agreement\n")
    (project / FILE_NAME).write_text(HEAD + "azure,nat_gateway_hour,any,0.04,2026-11-02,the project\n")
    shown = lakemason("prices", "show").good().out
    assert re.search(r"nat_gateway_hour +any +0\.04 +an hour +2026-11-02 +0\.045 +\[1\]", shown)
    assert f"[1] {FILE_NAME}: the project" in shown
    assert f"[2] {own_file}: our agreement" in re.sub(r"\n +", " ", shown)
    data = json.loads(lakemason("prices", "show", "--type", "JOBS_COMPUTE", "--json").good().out)
    assert {price["usd"] for price in data["prices"]} == {0.25}
    assert {table["name"] for table in data["tables"]} >= {"vm_prices", "dbu_prices", "azure_prices"}
    assert [price["name"] for price in data["own"]] == ["nat_gateway_hour", "JOBS_COMPUTE"]


def test_prices_of_a_part_of_azure_are_shown_by_region(lakemason: Lakemason, project: Path) -> None:
    (project / FILE_NAME).write_text(HEAD + "azure,log_analytics_gb,eastus,2,2026-11-02,the project\n")
    data = json.loads(lakemason("prices", "show", "--type", "log_analytics_gb", "--json").good().out)
    by_region = {price["region"]: (price["usd"], price["file"]) for price in data["prices"]}
    assert by_region["eastus"] == (2.0, FILE_NAME)
    assert by_region["westeurope"] == (2.99, "")


def test_fails_where_nothing_matches(lakemason: Lakemason) -> None:
    done = lakemason("prices", "show", "--type", "gold", "--region", "eastus")
    assert done.code == 1
    assert "There is no price that matches 'gold' in eastus." in done.err


def test_no_question_is_longer_than_servers_take(lakemason: Lakemason) -> None:
    with serving(sells()) as server:
        lakemason("prices", "refresh", "--url", server.url, "--region", "eastus").good()
        questions = {path.partition("&$skip")[0] for path in server.asked}
    assert max(path.count("armSkuName") for path in questions) == 12
    assert sum(path.count("armSkuName") for path in questions) == len(table("vm_prices").rows)
    assert max(map(len, server.asked)) < 2_000
