"""Keeps a deployment from taking away what holds data, unless it is allowed by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

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


def refuse_losses(
    plans: Iterable[LayerPlan], allowed: Collection[str], also: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Refuse plans that replace or remove something guarded.

    Args:
        plans: What would be done.
        allowed: Addresses that may go all the same.
        also: Types that are guarded beside the usual ones, and why.

    Raises:
        GuardedLoss: Naming each, what would be lost, what forces it, and how to allow it.
    """
    plans = list(plans)
    going = [change for plan in plans for change in plan.changes if change.destroys]
    kinds = {change.kind for change in going}
    inside = {kind: why for kind, (around, why) in CONTENTS.items() if around not in kinds}
    guarded = {**also, **GUARDED, **inside}
    lost = [change for change in going if change.kind in guarded and change.address not in allowed]
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
        refuse_losses(plans, {*may_go, *groups})
    except GuardedLoss as lost:
        raise LakemasonError(lost.message, fix=fix) from None


def data_lost(plans: Iterable[LayerPlan]) -> dict[str, str]:
    """What plans remove that may hold data, and what would be lost.

    A resource group holds data only through what is in it, so it stays by itself with that.

    Args:
        plans: What would be done.
    """
    guarded = {**GUARDED, **{kind: why for kind, (_, why) in CONTENTS.items()}}
    return {
        change.address: guarded[change.kind]
        for plan in plans
        for change in plan.changes
        if change.action == "delete" and change.kind in guarded and change.kind != GROUP
    }
