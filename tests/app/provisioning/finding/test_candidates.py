"""What a run may have left behind, from its log and its state."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.provisioning.finding.candidates import candidates, recorded


def line(type_: str, address: str = "", **more: Any) -> str:
    return json.dumps({"@message": "", "type": type_, **more, "hook": {"resource": {"addr": address}, **more}})


def start(address: str, action: str = "create") -> str:
    return line("apply_start", address, action=action)


def failure(address: str, detail: str) -> str:
    diagnostic = {"severity": "error", "summary": "it failed", "detail": detail, "address": address}
    return json.dumps({"@message": "", "type": "diagnostic", "diagnostic": diagnostic})


def state_of(path: Path, *addresses: str, deposed: str = "") -> Path:
    def entry(address: str, **instance: Any) -> dict[str, Any]:
        kind, _, name = address.partition(".")
        return {"mode": "managed", "type": kind, "name": name, "instances": [{"attributes": {}, **instance}]}

    resources = [entry(it) for it in addresses] + ([entry(deposed, deposed="a1b2c3d4")] if deposed else [])
    path.write_text(json.dumps({"version": 4, "serial": 1, "lineage": "x", "outputs": {}, "resources": resources}))
    return path


def test_what_was_begun_and_is_in_no_state(tmp_path: Path) -> None:
    log = tmp_path / "apply.log"
    log.write_text(
        "\n".join(
            [
                start("data.azurerm_client_config.C", "read"),
                start("azurerm_resource_group.A"),
                line("apply_complete", "azurerm_resource_group.A"),
                start("azurerm_virtual_network.B"),
                start("azurerm_subnet.C", "update"),
                start("azurerm_route_table.Old", "delete"),
                "Terraform says something that is no event",
            ]
        )
    )
    assert candidates(log, state_of(tmp_path / "s", "azurerm_resource_group.A")) == ["azurerm_virtual_network.B"]
    assert candidates(log, tmp_path / "none") == ["azurerm_resource_group.A", "azurerm_virtual_network.B"]


def test_a_log_that_was_cut_off_says_what_it_says(tmp_path: Path) -> None:
    log = tmp_path / "apply.log"
    log.write_bytes(
        f"{start('azurerm_resource_group.A')}\n{start('azurerm_virtual_network.B')[:60]}".encode() + b"\xff"
    )
    assert candidates(log, tmp_path / "none") == ["azurerm_resource_group.A"]
    assert candidates(tmp_path / "no log", tmp_path / "none") == []


def test_a_replacement_is_one_that_was_begun(tmp_path: Path) -> None:
    log = tmp_path / "apply.log"
    log.write_text(f"{start('azurerm_public_ip.A', 'delete')}\n{start('azurerm_public_ip.A')}\n")
    assert candidates(log, state_of(tmp_path / "s")) == ["azurerm_public_ip.A"]
    # Made before the old one went: the state has the old one only, to be deleted.
    state = state_of(tmp_path / "s", deposed="azurerm_public_ip.A")
    assert candidates(log, state) == ["azurerm_public_ip.A"]
    assert recorded(state) == set()


def test_what_was_there_before_is_not_ours(tmp_path: Path) -> None:
    log = tmp_path / "apply.log"
    there, failed = "azurerm_resource_group.A", "azurerm_virtual_network.B"
    exists = 'A resource with the ID "/x" already exists - to be managed via Terraform it needs to be imported'
    log.write_text("\n".join([start(there), start(failed), failure(there, exists), failure(failed, "500")]))
    assert candidates(log, tmp_path / "none") == [failed]
    assert candidates(log, tmp_path / "none", lambda error: error.detail == "500") == [there]


def test_addresses_are_told_as_terraform_does(tmp_path: Path) -> None:
    instances = [{"index_key": "a b", "attributes": {}}, {"index_key": 1, "attributes": {}}]
    entry = {"module": "module.net", "mode": "managed", "type": "azurerm_subnet", "name": "S", "instances": instances}
    data = {"mode": "data", "type": "azurerm_subnet", "name": "D", "instances": [{"attributes": {}}]}
    (tmp_path / "s").write_text(json.dumps({"resources": [entry, data]}))
    assert recorded(tmp_path / "s") == {'module.net.azurerm_subnet.S["a b"]', "module.net.azurerm_subnet.S[1]"}
    (tmp_path / "s").write_text("")
    assert recorded(tmp_path / "s") == set()
