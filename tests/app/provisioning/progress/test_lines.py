"""What logs and programs read."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.provisioning.events import Change, parse_event
from app.provisioning.progress.dependencies import dependencies
from app.provisioning.progress.json_lines import JsonProgress
from app.provisioning.progress.show import show_progress
from tests.app.provisioning.progress.telling import said
from tests.conftest import ROOT, Lakemason

GROUP, WORKSPACE = "azurerm_resource_group.G", "azurerm_databricks_workspace.W"
CHANGES = [Change(address, address.partition(".")[0], "create") for address in (GROUP, WORKSPACE)]
TOOK = {("azurerm_resource_group", "create"): 5.0, ("azurerm_databricks_workspace", "create"): 120.0}


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_deployment_as_json_lines(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes", "--json", "--progress", "json").good()
    assert json.loads(done.out)["status"] == "deployed", "the result stays on stdout"
    told = lines(done.err)
    assert all(datetime.fromisoformat(line["time"]).tzname() == "UTC" for line in told)
    assert {line["type"] for line in told} >= {"step", "expected", "resource_started", "resource_done", "message"}
    finished = [line for line in told if line["type"] == "resource_done"]
    assert [(line["kind"], line["action"], line["layer"]) for line in finished[:2]] == [
        ("azurerm_resource_group", "create", "azure"),
        ("azurerm_databricks_workspace", "create", "azure"),
    ]
    assert {line["stack"] for line in finished[2:]} == {"ml-team-ml-dev-databricks"}
    assert [(line["done"], line["total"]) for line in finished] == [(1, 2), (2, 2), (1, 2), (2, 2)]
    assert all(isinstance(line["seconds"], int) for line in finished)
    assert [line["text"] for line in told if line["type"] == "message"][-1] == "In all: 4 to create."


def test_once_a_kind_was_made_the_next_one_says_how_long_it_takes(samples: Path, lakemason: Lakemason) -> None:
    flags = ("--rehearse", "--yes", "--progress", "json")
    first, second, gone = (
        [line for line in lines(lakemason(verb, "labs-exploration-sandbox", *flags).good().err) if "total" in line]
        for verb in ("deploy", "destroy", "deploy")
    )
    expected = [next(line for line in told if line["type"] == "expected") for told in (first, second, gone)]
    assert ["seconds_left" in line for line in expected] == [False, False, True]
    assert {line["action"] for line in second if line["type"] == "resource_done"} == {"delete"}


def test_what_is_waited_for_is_said_with_the_time_that_is_left() -> None:
    written: list[str] = []
    progress = JsonProgress(written.append)
    progress.step("Applying ml-azure", "ml-azure")
    progress.expect(CHANGES, TOOK, {WORKSPACE: [GROUP]})
    progress.event(said("apply_start", "data.azurerm_client_config.C", "read"))
    progress.event(said("apply_start", GROUP, "create"))
    progress.event(said("apply_progress", GROUP, "create", 10))
    progress.event(said("apply_errored", GROUP, "create", 12))
    progress.retry(2.04, "Azure asks to wait (429).")
    told = [json.loads(line) for line in written]
    about = {"stack": "ml-azure", "layer": "azure"}
    group = {"address": GROUP, "kind": "azurerm_resource_group", "action": "create", "done": 0, "total": 2}
    assert [{key: value for key, value in line.items() if key != "time"} for line in told] == [
        {"type": "step", **about, "text": "Applying ml-azure"},
        {"type": "expected", **about, "done": 0, "total": 2, "seconds_left": 125},
        {"type": "resource_started", **about, **group, "seconds_left": 125},
        {"type": "resource_waiting", **about, **group, "seconds": 10, "waiting": 1, "seconds_left": 125},
        {"type": "resource_failed", **about, **group, "seconds": 12, "seconds_left": 0},
        {"type": "retry", **about, "seconds": 2.0, "text": "Azure asks to wait (429)."},
    ]


def test_errors_and_warnings_are_messages() -> None:
    written: list[str] = []
    progress = JsonProgress(written.append)
    diagnostic = {"severity": "error", "summary": "No quota", "detail": "Ask for more.", "address": GROUP}
    progress.event(parse_event(json.dumps({"type": "diagnostic", "@message": "x", "diagnostic": diagnostic})))
    (line,) = map(json.loads, written)
    assert (line["type"], line["severity"], line["address"]) == ("message", "error", GROUP)
    assert line["text"] == f"No quota ({GROUP})\nAsk for more."


def test_plain_lines_say_what_is_waited_for(capfd: pytest.CaptureFixture[str]) -> None:
    with show_progress("plain") as progress:
        progress.step("Applying ml-azure", "ml-azure")
        progress.expect(CHANGES, TOOK, {WORKSPACE: [GROUP]})
        progress.event(said("apply_start", GROUP, "create"))
        progress.event(said("apply_progress", GROUP, "create", 10))
        progress.event(said("apply_complete", GROUP, "create", 11))
        progress.retry(4, "Azure asks to wait (429).")
    assert capfd.readouterr().err.splitlines() == [
        "Applying ml-azure ...",
        "  about 2 min left",
        f"  still creating {GROUP} (10 s; 1 waits for it)",
        f"  created {GROUP} (11 s)",
        "  Azure asks to wait (429). Trying again in 4 s.",
    ]


def test_what_others_wrote_does_not_steer_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    diagnostic = {"severity": "warning", "summary": "Odd\x1b[2J name", "detail": "second\x9b line"}
    with show_progress("plain") as progress:
        progress.event(parse_event(json.dumps({"type": "diagnostic", "@message": "x", "diagnostic": diagnostic})))
        progress.retry(1, "Azure\x1b]0;says")
        progress.note("Error: ml:\n  by Azure\x1b]0;told")
    assert capfd.readouterr().err.splitlines() == [
        r"  warning: Odd\x1b[2J name",
        r"second\x9b line",
        r"  Azure\x1b]0;says Trying again in 1 s.",
        "Error: ml:",
        r"  by Azure\x1b]0;told",
    ]


def test_what_is_made_from_what_is_read_from_the_stack(samples: Path, lakemason: Lakemason) -> None:
    lakemason("synth", "fraud-ml-prod").good()
    azure, databricks = (
        dependencies(
            json.loads((samples / "cdktf.out" / "stacks" / f"fraud-ml-prod-{layer}" / "cdk.tf.json").read_text())
        )
        for layer in ("azure", "databricks")
    )
    (group,) = (address for address in azure if address.startswith("azurerm_resource_group."))
    (workspace,) = (address for address in azure if address.startswith("azurerm_databricks_workspace."))
    assert azure[group] == frozenset()
    assert group in azure[workspace]
    (pool,) = (address for address in databricks if address.startswith("databricks_instance_pool."))
    assert all(not address.startswith("data.") for before in databricks.values() for address in before)
    assert databricks[pool] == frozenset()


def test_data_between_two_resources_is_seen_through() -> None:
    stack = {
        "data": {"azurerm_subnet": {"there": {"name": "${azurerm_subnet.made.name}"}}},
        "resource": {
            "azurerm_subnet": {"made": {"name": "a"}},
            "azurerm_private_endpoint": {
                "e": {"subnet_id": "${data.azurerm_subnet.there.id}", "//": {"metadata": "azurerm_subnet.other"}},
                "after": {"name": "b", "depends_on": ["azurerm_private_endpoint.e"]},
            },
        },
    }
    assert dependencies(stack) == {
        "azurerm_subnet.made": frozenset(),
        "azurerm_private_endpoint.e": frozenset({"azurerm_subnet.made"}),
        "azurerm_private_endpoint.after": frozenset({"azurerm_private_endpoint.e"}),
    }


def test_every_field_is_documented(samples: Path, lakemason: Lakemason) -> None:
    text = (ROOT / "docs" / "progress.md").read_text(encoding="utf-8")
    done = lakemason("deploy", "labs-exploration-sandbox", "--rehearse", "--yes", "--progress", "json").good()
    for line in lines(done.err):
        assert f"`{line['type']}`" in text
        assert not [field for field in line if f"`{field}`" not in text]
