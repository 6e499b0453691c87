"""The vocabulary of features: what a platform can be asked to have, and which of it has a class.

A feature of the vocabulary without a class is unsupported: a plan lists it with the steps to do by hand, and it is
counted (`lakemason features`).
"""

from __future__ import annotations

from dataclasses import dataclass

from blueprints.features.by_hand import BY_HAND, ManualStep
from blueprints.features.compute import description as compute
from blueprints.features.data import description as data
from blueprints.features.feature import Feature
from blueprints.features.identity import description as identity
from blueprints.features.network import description as network
from blueprints.features.operations import description as operations
from blueprints.features.security import description as security
from blueprints.features.streaming import description as streaming
from blueprints.features.streaming import search
from blueprints.features.teams import description as teams
from blueprints.features.work import description as work

CLASSES: dict[str, type[Feature]] = {
    kind.about.name: kind
    for kind in (
        compute.InteractiveCompute,
        compute.InstancePool,
        compute.JobCompute,
        compute.Autoscaling,
        compute.Gpu,
        compute.Spot,
        compute.Photon,
        compute.Notebooks,
        compute.SqlWarehouse,
        compute.ServerlessSql,
        data.Storage,
        data.UnityCatalog,
        identity.Groups,
        work.ReposIntegration,
        work.MlflowModelServing,
        streaming.EventHub,
        streaming.StreamingPipeline,
        search.VectorSearch,
        teams.TeamCompute,
        network.CustomVnet,
        security.CustomerManagedKeys,
        security.SecretScope,
        security.ComplianceProfile,
        # These join what the others made, and so come last.
        network.PrivateEndpoints,
        network.IpAccessList,
        operations.Diagnostics,
        operations.BudgetAlert,
    )
}
"""Every feature that can be built, in the order in which parts are added where none needs another."""

SUPPORTED: frozenset[str] = frozenset(CLASSES)


@dataclass(frozen=True)
class Wish:
    """Something a platform can be asked to have.

    Args:
        name: The word in a platform file.
        description: What it gives, in a few words.
        steps: What to do by hand where nothing here builds it; empty for what is supported.
    """

    name: str
    description: str
    steps: tuple[ManualStep, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether there is a class that builds it."""
        return self.name in SUPPORTED


FEATURES: dict[str, Wish] = {
    **{name: Wish(name, kind.about.description) for name, kind in CLASSES.items()},
    **{one.name: Wish(one.name, one.description, one.steps) for one in BY_HAND if one.name not in CLASSES},
}
"""Everything that can be asked for, by name."""
