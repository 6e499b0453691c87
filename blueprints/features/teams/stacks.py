"""The constructs of the features for many teams."""

from __future__ import annotations

from blueprints.features.part import Part
from blueprints.features.teams import description
from blueprints.features.teams.description import TAG, Team
from blueprints.layers import AzureLayer, DatabricksLayer
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.compute.instance_pool import InstancePool
from constructs_lib.compute.limit import Limit
from constructs_lib.identity.permissions import Permissions
from constructs_lib.identity.principal import Principal
from constructs_lib.monitoring.budget import Budget
from naming.namer import Namer


class TeamCompute(Part[description.TeamCompute]):
    """A policy, pools, permissions and a budget for each team."""

    def azure(self, layer: AzureLayer) -> None:
        """The budgets."""
        teams = Construct(layer, "Teams")
        for team in self.feature.teams:
            if team.budget_usd:
                Budget(
                    Construct(teams, team.name),
                    "Budget",
                    names=layer.names,
                    resource_group=layer.resource_group,
                    workspace=layer.workspace,
                    purpose=team.name,
                    tag=(TAG, team.name),
                    amount=team.budget_usd,
                    emails=team.emails,
                )

    def databricks(self, layer: DatabricksLayer) -> None:
        """The machines."""
        teams = Construct(layer, "Teams")
        for team in self.feature.teams:
            _machines(Construct(teams, team.name), layer, team)


def _machines(scope: Construct, layer: DatabricksLayer, team: Team) -> None:
    sizes, names = layer.platform.sizes, _tagged(layer.names, team)
    workers = team.workers(sizes)
    pools = {
        vm_type: InstancePool(
            scope,
            f"Pool-{vm_type}",
            names=names,
            purpose=team.pool(vm_type),
            node_type=vm_type,
            runtime=sizes.text("runtime"),
            max_capacity=workers + 1,
            spot=team.spot,
        )
        for vm_type in team.types(sizes)
    }
    ids = [pool.pool_id for pool in pools.values()]
    from_pools = Limit.fixed(ids[0]) if len(ids) == 1 else Limit.allow(ids, default=ids[0])
    limits = {
        "cluster_type": Limit.fixed("all-purpose"),
        "spark_version": Limit.fixed(sizes.text("runtime")),
        "autoscale.max_workers": Limit.range(1, workers, default=workers),
        "instance_pool_id": from_pools,
        "driver_instance_pool_id": from_pools,
    }
    if "-ml-" in sizes.text("runtime"):
        # Machine learning runtimes are for one person or group at a time.
        limits["data_security_mode"] = Limit.fixed("SINGLE_USER")
    if "photon" in layer.composition:
        limits["runtime_engine"] = Limit.fixed("PHOTON")
    policy = ClusterPolicy(
        scope,
        "Policy",
        names=names,
        purpose=team.name,
        limits=limits,
        max_clusters_per_user=team.max_clusters_per_user,
    )
    if team.group:
        group = Principal.group(team.group)
        Permissions(scope, "PolicyAccess", target=policy.permission_target, access={group: "CAN_USE"})
        for vm_type, pool in pools.items():
            access = {group: "CAN_ATTACH_TO"}
            Permissions(scope, f"PoolAccess-{vm_type}", target=pool.permission_target, access=access)


def _tagged(names: Namer, team: Team) -> Namer:
    """The platform's names, with the team among the tags."""
    return Namer(
        names.config,
        blueprint=names.blueprint,
        platform=names.platform,
        overrides=names.overrides,
        extra_tags={**names.extra_tags, TAG: team.name},
    )
