"""How many cores a subscription has where nobody asked for more, by the families that Azure counts them in."""

from __future__ import annotations

import re

USUAL_CORES = {
    "": 20,
    "standardNCASv3_T4Family": 0,
    "standardNCSv3Family": 0,
    "standardNCADSA100v4Family": 0,
    "standardNCadsH100v5Family": 0,
}
"""Cores in a region, by family; `""` is any other family, and all of them together. Source: learn.microsoft.com azure/
azure-resource-manager/management/azure-subscription-service-limits: 20 in a region and a series for pay-as-you-go (an
Enterprise Agreement starts with 350, so a warning is no refusal); those with GPUs have none until asked for."""

_FAMILIES = {
    "Standard_NCas_T4_v3": "standardNCASv3_T4Family",
    "Standard_NCads_A100_v4": "standardNCADSA100v4Family",
    "Standard_NCads_H100_v5": "standardNCadsH100v5Family",
    "Standard_NCs_v3": "standardNCSv3Family",
    "Standard_Dds_v5": "standardDDSv5Family",
    "Standard_Eds_v5": "standardEDSv5Family",
    "Standard_Eds_v4": "standardEDSv4Family",
    "Standard_DS_v2": "standardDSv2Family",
}
"""A series, which is a type without its number, and its quota family as `az vm list-usage` names it. Source: the
Compute resource provider's usage names, `az vm list-skus` field `family`."""


def quota_family(vm_type: str) -> str:
    """The family that a VM type's cores are counted in; its series where the table does not know it."""
    series = re.sub(r"^(Standard_[A-Z]+)\d+(-\d+)?", r"\1", vm_type)
    return _FAMILIES.get(series, series)
