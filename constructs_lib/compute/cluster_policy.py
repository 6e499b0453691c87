"""What a team's clusters may be, and so may cost."""

from __future__ import annotations

import json
from collections.abc import Mapping

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.library import Library
from constructs_lib.compute.library_arguments import library_block
from constructs_lib.compute.limit import Limit, check_attribute
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.limits import between, one_of
from naming.kinds import Kind
from naming.namer import Namer

FAMILIES = ("personal-vm", "power-user", "shared-compute", "job-cluster")
"""Source: Azure Databricks docs, default policies and policy families."""
_SOURCE = "Azure Databricks docs, policy-definition"


class ClusterPolicy(Construct):
    """Limits what clusters may be; every cluster under it stops by itself, has an access mode and carries the tags.

    Makes: 1 databricks_cluster_policy.

    Args:
        names: Names and tags of the platform; the tags are fixed on every cluster, unless `limits` prescribe a pool:
            its machines carry them already, and Databricks refuses a key twice.
        purpose: What sets it apart from the platform's other policies.
        limits: Rules by attribute, such as `{"node_type_id": Limit.allow(["Standard_D4ds_v5"])}`. They replace the
            default rules of the same attribute: autotermination 10-60 minutes (30 offered), standard or dedicated
            access only.
        family: Databricks' policy family to start from; its rules hold where `limits` says nothing. Left out: none.
        max_clusters_per_user: Clusters that one user may have under it, 1 or more; left out: any number.
        libraries: Packages that every cluster under it installs.

    Raises:
        RuleError: An attribute or family there is not; fewer than 1 cluster.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str | None = None,
        limits: Mapping[str, Limit] | None = None,
        family: str | None = None,
        max_clusters_per_user: int | None = None,
        libraries: tuple[Library, ...] = (),
    ) -> None:
        for attribute in limits or {}:
            check_attribute(attribute)
        if family is not None:
            one_of("family", family, FAMILIES, source="Azure Databricks docs, policy families")
        if max_clusters_per_user is not None:
            between("max_clusters_per_user", max_clusters_per_user, 1, None, unit="clusters", source=_SOURCE)
        super().__init__(scope, id)
        definition = _definition(names.tags(), limits or {})
        policy = databricks.ClusterPolicy(
            self,
            "Resource",
            name=names.name(Kind.CLUSTER_POLICY, purpose=purpose),
            # The provider refuses `definition` beside a family.
            definition=None if family else definition,
            policy_family_id=family,
            policy_family_definition_overrides=definition if family else None,
            max_clusters_per_user=max_clusters_per_user,
            libraries=[library_block("ClusterPolicyLibraries", one) for one in libraries] or None,
        )
        self.policy_id: str = policy.id
        self.permission_target = PermissionTarget("cluster_policy_id", self.policy_id)


def _definition(tags: Mapping[str, str], limits: Mapping[str, Limit]) -> str:
    rules = {
        "autotermination_minutes": Limit.range(10, 60, default=30),
        "data_security_mode": Limit.allow(["USER_ISOLATION", "SINGLE_USER"], default="USER_ISOLATION"),
        **{f"custom_tags.{key}": Limit.fixed(value) for key, value in tags.items() if not _from_a_pool(limits)},
        **limits,
    }
    return json.dumps({key: rules[key].as_dict() for key in sorted(rules)})


def _from_a_pool(limits: Mapping[str, Limit]) -> bool:
    """Whether clusters must take a pool's machines, which carry its tags: Databricks refuses the same key twice.

    Source: databricks_instance_pool docs, `custom_tags`.
    """
    pool = limits.get("instance_pool_id")
    return pool is not None and dict(pool.rule)["type"] in ("fixed", "allowlist")
