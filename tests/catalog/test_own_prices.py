"""A person's own prices: where they are looked for, which wins, and what is refused."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from app.sizing.pricing import price
from blueprints.usage import Amount, MachineHours, Metered, WarehouseHours
from catalog.azure_prices import azure_price
from catalog.own_prices import own_files, own_price
from catalog.price_file import FILE_NAME, OwnPrice, price_file_text, read_price_file
from catalog.prices import PriceError, meter, vm_price, vm_usd_per_hour
from naming.documents import MAX_BYTES, DocumentError
from naming.locate import Found

HEAD = "kind,name,region,usd,date,source\n"
VM = "vm,Standard_D4ds_v5,westeurope,0.2,2026-11-01,our agreement\n"


def write(folder: Path, *rows: str, head: str = HEAD) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.write_text(head + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def config(own_home: Path) -> Path:
    return own_home / ".config" / "lakemason"


def test_without_files_the_packaged_prices_hold(project: Path) -> None:
    assert own_files() == ()
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.272


def test_the_users_file_lies_over_the_packaged_table(project: Path, config: Path) -> None:
    write(config, VM)
    found = vm_price("Standard_D4ds_v5", "westeurope")
    assert found
    assert (found.usd, found.read_on, found.file) == (0.2, date(2026, 11, 1), str(config / FILE_NAME))
    assert vm_usd_per_hour("Standard_D4ds_v5", "eastus") == 0.226


def test_the_projects_file_wins_row_by_row_over_the_users(project: Path, config: Path) -> None:
    write(config, VM, "dbu,JOBS_COMPUTE,westeurope,0.25,2026-10-01,user\n")
    write(project, "vm,Standard_D4ds_v5,westeurope,0.15,2026-11-02,project\n")
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.15
    assert meter("JOBS_COMPUTE", "westeurope").usd_per_dbu == 0.25
    assert [file.found.where for file in own_files()] == ["the project's folder", "your config folder"]


def test_a_project_is_found_from_its_folders(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, VM)
    monkeypatch.chdir(project / "platforms")
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.2


def test_a_config_folder_elsewhere_is_known(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    write(tmp_path / "elsewhere" / "lakemason", VM)
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.2


def test_a_file_that_changes_is_read_again(project: Path) -> None:
    path = write(project, VM)
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.2
    path.write_text(HEAD + VM.replace("0.2,", "0.25,"))
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.25
    path.unlink()
    assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.272


def test_a_region_is_nearer_than_any(project: Path) -> None:
    write(project, "dbu,JOBS_COMPUTE,any,0.2,2026-11-01,us\n", "dbu,JOBS_COMPUTE,eastus,0.1,2026-11-01,us\n")
    assert [meter("JOBS_COMPUTE", region).usd_per_dbu for region in ("eastus", "westeurope")] == [0.1, 0.2]


def test_a_price_where_there_was_none_is_taken(project: Path) -> None:
    with pytest.raises(PriceError):
        meter("JOBS_COMPUTE", "italynorth")
    assert vm_usd_per_hour("Standard_NC6s_v3", "swedencentral") is None
    write(
        project,
        "dbu,JOBS_COMPUTE,italynorth,0.3,2026-11-01,us\n",
        "vm,Standard_NC6s_v3,swedencentral,3.5,2026-11-01,us\n",
    )
    assert meter("JOBS_COMPUTE", "italynorth").usd_per_dbu == 0.3
    assert vm_usd_per_hour("Standard_NC6s_v3", "swedencentral") == 3.5


def test_what_it_costs_follows_and_says_whose_prices_these_are(project: Path) -> None:
    write(
        project,
        VM,
        "dbu,ALL_PURPOSE_COMPUTE,any,0.4,2026-10-01,us\n",
        "dbu,SERVERLESS_SQL_COMPUTE,any,0.5,2026-10-02,us\n",
        "azure,nat_gateway_hour,westeurope,0.04,2026-10-03,us\n",
    )
    uses = [
        MachineHours("m", "Standard_D4ds_v5", Amount.of(1), 100, "ALL_PURPOSE_COMPUTE"),
        WarehouseHours("w", "2X-Small", True, Amount.of(1), 100),
        Metered("n", "nat_gateway_hour", Amount.of(100)),
    ]
    cost = price(uses, "westeurope")
    assert [part.expected_usd for part in cost.parts] == [60.0, 200.0, 4.0]
    assert all(said.endswith(f", by {FILE_NAME}.") for said in cost.assumptions)
    assert cost.prices_of["VM"] == date(2026, 11, 1)
    assert cost.prices_of["DBU"] == date(2026, 10, 1)
    assert cost.prices_of["Azure"] == date(2026, 10, 3)


def test_a_part_of_azure_that_the_catalog_does_not_know(project: Path) -> None:
    head = HEAD.replace("source", "source,thing,unit")
    write(project, "azure,firewall_hour,any,1.25,2026-11-01,us,A firewall,an hour\n", head=head)
    found = azure_price("firewall_hour", "westeurope")
    assert found
    assert found.said_of("westeurope") == "A firewall: USD 1.25 an hour."
    assert price([Metered("f", "firewall_hour", Amount.of(100))], "eastus").expected_usd == 125.0


def test_a_waiting_machine_of_a_pool_costs_its_vm_and_no_dbus() -> None:
    cost = price([Metered("idle", "idle_Standard_D4ds_v5_hour", Amount.of(100))], "westeurope")
    assert cost.expected_usd == 27.2
    assert price([Metered("idle", "idle_Standard_X1_hour", Amount.of(100))], "westeurope").parts == ()


@pytest.mark.parametrize(
    ("row", "mistake"),
    [
        ("gpu,x,eastus,1,2026-01-01,us\n", ":2: kind: allowed is vm, dbu, azure; got 'gpu'"),
        ("vm,Standard_D4ds_v6,eastus,1,2026-01-01,us\n", "no vm price 'Standard_D4ds_v6'; did you mean Standard_D4"),
        ("dbu,JOBS_COMPUT,eastus,1,2026-01-01,us\n", "did you mean JOBS_COMPUTE?"),
        ("azure,firewall,eastus,1,2026-01-01,us\n", "a new one needs thing and unit"),
        ("vm,Standard_D4ds_v5,any,1,2026-01-01,us\n", "a VM has a price in each region"),
        ("vm,Standard_D4ds_v5,westeurop,1,2026-01-01,us\n", "unknown region 'westeurop'; did you mean westeurope?"),
        ("vm,Standard_D4ds_v5,eastus,-1,2026-01-01,us\n", "usd: allowed is a number from 0"),
        ("vm,Standard_D4ds_v5,eastus,nan,2026-01-01,us\n", "usd: allowed is a number from 0"),
        ("vm,Standard_D4ds_v5,eastus,inf,2026-01-01,us\n", "usd: allowed is a number from 0"),
        ("vm,Standard_D4ds_v5,eastus,free,2026-01-01,us\n", "usd: allowed is a number from 0"),
        ("vm,Standard_D4ds_v5,eastus,1,01.11.2026,us\n", "date: allowed is a day such as 2026-01-31"),
        ("vm,Standard_D4ds_v5,eastus,1,2026-13-01,us\n", "date: allowed is a day"),
        ("vm,Standard_D4ds_v5,eastus,1,2026-01-01,\n", "source: who says so must be there"),
        ("vm,Standard_D4ds_v5,eastus,1,2026-01-01,a\x1b[31mb\n", "source: allowed is text on one line"),
        ("vm,Standard_D4ds_v5,eastus,1,2026-01-01\n", "5 cells under 6 columns"),
        ('vm,"Standard_D4ds_v5,eastus,1,2026-01-01,us\n', "not CSV"),
        (VM + VM, ":3: vm Standard_D4ds_v5 in westeurope a second time"),
    ],
)
def test_fails_a_row_that_is_wrong(project: Path, row: str, mistake: str) -> None:
    write(project, row)
    with pytest.raises(DocumentError) as caught:
        own_price("vm", "Standard_D4ds_v5", "westeurope")
    assert f"{FILE_NAME}:" in str(caught.value)
    assert mistake in str(caught.value)


def test_fails_with_every_mistake_at_once(project: Path) -> None:
    write(project, "gpu,x,eastus,1,2026-01-01,us\n", VM, "vm,Standard_D4ds_v5,nowhere,x,y,\n")
    with pytest.raises(DocumentError) as caught:
        own_files()
    assert [mistake.split(":")[1] for mistake in caught.value.mistakes] == ["2", "4", "4", "4", "4"]


@pytest.mark.parametrize(
    ("head", "mistake"),
    [
        ("", "must start with the columns kind,name,region"),
        ("kind,name,region,usd,date\n", "the column source must be there"),
        (HEAD.replace("source", "source,colour"), "unknown column 'colour'"),
        (HEAD.replace("source", "source,source"), "the column source twice"),
    ],
)
def test_fails_without_its_columns(project: Path, head: str, mistake: str) -> None:
    write(project, head=head)
    with pytest.raises(DocumentError) as caught:
        own_files()
    assert mistake in str(caught.value)


def test_fails_what_is_no_file_of_text(project: Path) -> None:
    path = project / FILE_NAME
    path.write_bytes(HEAD.encode() + b"\xff\xfe")
    with pytest.raises(DocumentError, match="not UTF-8"):
        own_files()
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(DocumentError, match="larger than"):
        own_files()
    path.unlink()
    path.mkdir()
    with pytest.raises(DocumentError, match=FILE_NAME):
        own_files()


def test_a_working_folder_that_is_gone_has_no_project(tmp_path: Path, config: Path) -> None:
    write(config, VM)
    gone = tmp_path / "gone"
    gone.mkdir()
    before = Path.cwd()
    os.chdir(gone)
    try:
        gone.rmdir()
        assert vm_usd_per_hour("Standard_D4ds_v5", "westeurope") == 0.2
    finally:
        os.chdir(before)


def test_what_is_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    day = date(2026, 11, 1)
    prices = [
        OwnPrice("vm", "Standard_D4ds_v5", "eastus", 0.1234567, day, 'said "so", by us', "f.csv"),
        OwnPrice("azure", "firewall_hour", "any", 1.25, day, "us", "f.csv", "A firewall", "an hour"),
        OwnPrice("dbu", "JOBS_COMPUTE", "any", 0.3, day, "us", "f.csv"),
    ]
    path = tmp_path / "f.csv"
    path.write_text(price_file_text(prices, ["# ours"]))
    read = read_price_file(Found("f.csv", path, "", "f.csv"))
    assert read.prices == {price.key: price for price in prices}
    assert read.comments == ("# ours",)
