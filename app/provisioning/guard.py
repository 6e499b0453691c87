"""Keeps a deployment from taking away what holds data, unless it is allowed by name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from app.provisioning.events import Change
from app.provisioning.ledger.records import Configuration
from app.provisioning.run.references import entries, named
from app.provisioning.terraform import LayerPlan
from naming.errors import LakemasonError

GROUP = "azurerm_resource_group"

GUARDED = {
    "azurerm_databricks_workspace": "notebooks, jobs and the DBFS root go with it",
    "azurerm_key_vault": "its keys and secrets go with it",
    GROUP: "everything in it goes with it",
    "azurerm_storage_account": "its data goes with it",
    "databricks_catalog": "its tables go with it",
}
"""Types that are not replaced or removed in passing, and what would be lost."""

CONTENTS = {
    "azurerm_storage_container": ("azurerm_storage_account", "the files in it go with it"),
    "databricks_schema": ("databricks_catalog", "its tables go with it"),
    "databricks_volume": ("databricks_catalog", "the files in it go with it"),
}
"""Types that are guarded as well, but for where what they are in goes, which says so itself."""

FILLED = {
    # It keeps them for 1 to 7 days, whether anybody has read them or not.
    # Source: Event Hubs management API, `messageRetentionInDays`, seen 2026-11-21.
    "azurerm_eventhub": "the events in it go with it",
    # It can be brought back for 14 days, by making it again under its name.
    # Source: Log Analytics REST API 2023-09-01, Workspaces - Delete, seen 2026-11-21.
    "azurerm_log_analytics_workspace": "its logs go with it",
    # So do their metrics and parameters; who knows its id can bring it back for a time.
    # Source: Databricks REST API 2.0, mlflow/experiments/delete and restore, seen 2026-11-21.
    "databricks_mlflow_experiment": "its runs go with it",
    # Where it publishes to Unity Catalog, and unless `cascade` is false, for which the provider has no argument.
    # Source: Databricks REST API 2.0, pipelines, delete, seen 2026-11-21; databricks 1.99.
    "databricks_pipeline": "its streaming tables and materialized views go with it",
    # Source: Databricks REST API 2.1, unity-catalog/models, delete, seen 2026-11-21.
    "databricks_registered_model": "its versions go with it",
    # People put the secrets there; Terraform knows none of them. One over a key vault holds none: it is kept as well.
    # Source: Microsoft Q&A 357923, seen 2026-11-21.
    "databricks_secret_scope": "its secrets and who may read them go with it",
}
"""Types that people and programs fill. A deployment takes them away where a feature is left out: that is asked for in
the platform file, shown and approved. A way back, where nobody asked for that, keeps them like the others."""


def may_hold_data(kind: str) -> bool:
    """Whether going back keeps things of a type. A resource group holds data only through what is in it.

    Args:
        kind: Terraform's name of the type.
    """
    return kind in _LOST


class GuardedLoss(LakemasonError):
    """Something guarded would be replaced or removed, and nobody allowed it.

    Args:
        message: What would go, and what forces it.
        addresses: Whose going has to be allowed.
    """

    def __init__(self, message: str, addresses: Collection[str]) -> None:
        flags = " ".join(f"--allow-replace {address}" for address in addresses)
        super().__init__(message, fix=f"Take the change back, or, if you mean it: {flags}")
        self.addresses = tuple(addresses)


_LOST = {
    kind: why
    for kind, why in {**GUARDED, **{kind: why for kind, (_, why) in CONTENTS.items()}, **FILLED}.items()
    if kind != GROUP
}


def surroundings(standing: Configuration) -> dict[str, set[str]]:
    """What each of CONTENTS is in, by address, as far as the configuration says it.

    Args:
        standing: What stands.
    """
    found = {}
    for text in (standing.azure, standing.databricks):
        for kind, name, body in entries(json.loads(text or "{}"), "resource"):
            if kind in CONTENTS:
                around = {address for address in named(body) if address.startswith(f"{CONTENTS[kind][0]}.")}
                found[f"{kind}.{name}"] = around
    return {address: around for address, around in found.items() if around}


def refuse_losses(
    plans: Iterable[LayerPlan],
    allowed: Collection[str],
    also: Mapping[str, str] = MappingProxyType({}),
    within: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> None:
    """Refuse plans that replace or remove something guarded.

    Args:
        plans: What would be done.
        allowed: Addresses that may go all the same.
        also: Types that are guarded beside the usual ones, and why.
        within: What each of CONTENTS is in; where it is not known, any of that type counts.

    Raises:
        GuardedLoss: Naming each, what would be lost, what forces it, and how to allow it.
    """
    plans = list(plans)
    going = [change for plan in plans for change in plan.changes if change.destroys]
    guarded = {**also, **GUARDED, **{kind: why for kind, (_, why) in CONTENTS.items()}}
    lost = [
        change
        for change in going
        if change.kind in guarded and change.address not in allowed and not _said_by_another(change, going, within)
    ]
    if not lost:
        return
    # A feature that joins brings things of its own; without any, what replaces is something else, such as a region.
    joined = {
        change.address
        for plan in plans
        if any(one.action == "create" for one in plan.changes)
        for change in plan.changes
        if change.action == "replace" and change.kind in also
    }
    lines = []
    for change in lost:
        verb = "replaced" if change.action == "replace" else "removed"
        lines.append(f"{change.address} would be {verb}: {guarded[change.kind]}.")
        if change.kind in GUARDED and change.address in joined:
            lines.append(f"  {also[change.kind]}")
        lines += [f"  {detail}" for detail in change.details if "forces replacement" in detail]
    raise GuardedLoss("\n".join(lines), [change.address for change in lost])


def _said_by_another(change: Change, going: list[Change], within: Mapping[str, Collection[str]]) -> bool:
    """Whether what something is in goes as well, and speaks for it."""
    if change.kind not in CONTENTS:
        return False
    around = within.get(change.address.partition("[")[0])
    if around is None:
        return any(one.kind == CONTENTS[change.kind][0] for one in going)
    return any(one.address.partition("[")[0] in around for one in going)


def refuse_unasked(plans: Iterable[LayerPlan], may_go: Collection[str], *, fix: str) -> None:
    """Refuse to replace or remove, on the way to somewhere else, what may hold data and what nobody was asked about.

    A resource group holds data only through what is in it, which speaks for itself.

    Args:
        plans: What would be done.
        may_go: Addresses that may go all the same.
        fix: What to do where they shall.

    Raises:
        LakemasonError: Naming each, what would be lost, and what forces it.
    """
    plans = list(plans)
    groups = {change.address for plan in plans for change in plan.changes if change.kind == GROUP}
    try:
        refuse_losses(plans, {*may_go, *groups}, FILLED)
    except GuardedLoss as lost:
        raise LakemasonError(lost.message, fix=fix) from None


def data_lost(plans: Iterable[LayerPlan]) -> dict[str, str]:
    """What plans remove that may hold data, and what would be lost.

    A resource group holds data only through what is in it, so it stays by itself with that.

    Args:
        plans: What would be done.
    """
    return {
        change.address: _LOST[change.kind]
        for plan in plans
        for change in plan.changes
        if change.action == "delete" and may_hold_data(change.kind)
    }


def at_stake(things: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What would be lost if things went.

    Args:
        things: Address and type of each.
    """
    return {address: _LOST[kind] for address, kind in things if may_hold_data(kind)}
