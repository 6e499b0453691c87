"""Runs to keep in a ledger: what tests of the ledger and of its commands share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.records import Configuration, Marks, ResourceEvent, Run, StateMark
from app.provisioning.process import Process, host_name

NOTHING: Marks = {"azure": StateMark(), "databricks": StateMark()}
PLATFORM_FILE = "version: 1\nname: ml\nsizes: {max_workers: 4}\n"


def marks(serial: int, lineage: str = "line") -> Marks:
    """States of both layers."""
    return {"azure": StateMark(f"{lineage}-azure", serial), "databricks": StateMark(f"{lineage}-databricks", serial)}


def layer(*, pools: int = 1, **arguments: object) -> str:
    """The JSON of a layer with so many pools."""
    body = {"instance_pool_name": "pool", "max_capacity": 4, **arguments}
    resources = {"databricks_instance_pool": {f"Pool{number}": body for number in range(pools)}}
    return json.dumps({"resource": resources if pools else {}})


def configuration(pools: int = 1, **arguments: object) -> Configuration:
    """What is to stand."""
    group = {"azurerm_resource_group": {"Group": {"name": "rg", "location": "westeurope"}}}
    return Configuration(json.dumps({"resource": group}), layer(pools=pools, **arguments), PLATFORM_FILE)


def created(pools: int = 1) -> list[ResourceEvent]:
    """What happened to the pools."""
    return [ResourceEvent(f"databricks_instance_pool.Pool{n}", "create", "done", 2.0 + n) for n in range(pools)]


def committed(
    ledger: Ledger, platform: str = "ml", *, pools: int = 1, cost: float | None = 100.0, serial: int = 1
) -> Run:
    """A run that went well, in two steps."""
    target = configuration(pools)
    run = ledger.begin(platform, "deploy", target, stood_before=NOTHING, cost_after=cost)
    counts = {"create": pools + 1}
    changes = [{"address": f"databricks_instance_pool.Pool{n}", "action": "create"} for n in range(pools)]
    group = [{"address": "azurerm_resource_group.Group", "action": "create"}]
    layers = {f"{platform}-azure": group, f"{platform}-databricks": changes}
    ledger.move(run.id, "planned", plan={"counts": counts, "layers": layers})
    ledger.move(run.id, "approved", approval={"by": "ann", "at": "2026-11-21T10:00:00+00:00"})
    ledger.move(run.id, "applying")
    for name, text in (("azure", target.azure), ("databricks", target.databricks)):
        step = ledger.start_step(run.id, name, "apply", "forward", text, StateMark())
        events = (
            created(pools)
            if name == "databricks"
            else [ResourceEvent("azurerm_resource_group.Group", "create", "done", 1.0)]
        )
        ledger.end_step(run.id, step, "done", after=marks(serial)[name], attempts=1, resources=events)
    ledger.end(run, "committed", stands=run.id, states=marks(serial), outputs={"pool_id": "1", "token": "(sensitive)"})
    return ledger.run(run.id)


def begun(ledger: Ledger, platform: str = "ml") -> Run:
    """A run in the midst of its first step."""
    run = ledger.begin(platform, "deploy", configuration(2), stood_before=marks(1))
    ledger.move(run.id, "applying")
    ledger.start_step(run.id, "databricks", "apply", "forward", layer(pools=2), marks(1)["databricks"])
    return ledger.run(run.id)


@contextmanager
def somebody_else(monkeypatch: pytest.MonkeyPatch, process: Process) -> Iterator[None]:
    """What is written meanwhile is another process's."""
    with monkeypatch.context() as patch:
        patch.setattr("app.provisioning.ledger.ledger.this_process", lambda: process)
        yield


GONE = Process("ann", host_name(), 2**22 + 1, "long ago")
"""A process of this machine that is gone: Linux gives no such number (PID_MAX_LIMIT, proc_sys_kernel(5))."""
