"""What clusters of every kind may have beside their machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.compute.init_script import MOST, InitScript
from constructs_lib.compute.instance_pool import InstancePool
from constructs_lib.compute.library import Library
from constructs_lib.compute.library_arguments import library_block
from constructs_lib.compute.volume_script import VolumeScript
from constructs_lib.limits import between, matching, plain_map
from naming.errors import RuleError
from naming.namer import Namer

_SINGLE_NODE = ("spark.databricks.cluster.profile", "spark.master")


@dataclass(frozen=True)
class ClusterOptions:
    """What a cluster may have beside its machines; every part may be left out.

    Args:
        spark_conf: Spark settings; secrets as `{{secrets/<scope>/<key>}}`.
        spark_env: Environment variables of the machines; secrets likewise.
        init_scripts: Scripts to run before Spark, at most 10, in this order.
        libraries: Packages to install.
        photon: The Photon engine: faster, and 2 (jobs: 2.5) times the DBUs. Default: off.
        spot: Workers from spare machines that Azure may take back, which are cheaper; the driver is none, unless it
            is alone. Default: off.
        log_volume: Volume folder (`/Volumes/…`) for logs of driver and workers; left out, they go with the machines.
        policy: Limits the cluster must keep, whose defaults it takes.
        pool: Takes all its machines from there; its machines' types, prices and tags are then the pool's.

    Raises:
        RuleError: More than 10 scripts; a log folder outside /Volumes; a setting that this library owns; spot with
            a pool (the pool decides).
    """

    spark_conf: Mapping[str, str] = field(default_factory=dict)
    spark_env: Mapping[str, str] = field(default_factory=dict)
    init_scripts: tuple[InitScript | VolumeScript, ...] = ()
    libraries: tuple[Library, ...] = ()
    photon: bool = False
    spot: bool = False
    log_volume: str | None = None
    policy: ClusterPolicy | None = None
    pool: InstancePool | None = None

    def __post_init__(self) -> None:
        plain_map("spark_conf", self.spark_conf)
        plain_map("spark_env", self.spark_env)
        between("init_scripts", len(self.init_scripts), 0, MOST, unit="scripts", source="databricks_cluster docs")
        if self.log_volume is not None:
            matching("log_volume", self.log_volume, r"/Volumes/[^/]+/[^/]+/[^/${]+(/[^${]*)?", allowed="/Volumes/…")
        owned = [key for key in self.spark_conf if key in _SINGLE_NODE]
        if owned:
            raise RuleError("spark_conf", allowed="settings that no argument has", got=owned, fix="Use 0 workers.")
        if self.spot and self.pool:
            raise RuleError("spot", allowed="without a pool, whose machines have a price of their own", got="both")

    def arguments(self, prefix: str, *, alone: bool) -> dict[str, Any]:
        """The provider's arguments, as its classes whose names start with `prefix`.

        Args:
            prefix: `Cluster`, or `JobJobClusterNewCluster`.
            alone: Whether there are no workers.
        """

        def of(name: str) -> Any:
            return getattr(databricks, prefix + name)

        found: dict[str, Any] = {
            # Not by a `-photon-` key of the runtime. Source: databricks_spark_version docs.
            "runtime_engine": "PHOTON" if self.photon else "STANDARD",
            "spark_env_vars": dict(self.spark_env) or None,
            "init_scripts": [
                of("InitScripts")(volumes=of("InitScriptsVolumes")(destination=script.path))
                for script in self.init_scripts
            ]
            or None,
            "library": [library_block(prefix + "Library", one) for one in self.libraries] or None,
            "policy_id": self.policy.policy_id if self.policy else None,
        }
        if self.log_volume:
            found["cluster_log_conf"] = of("ClusterLogConf")(
                volumes=of("ClusterLogConfVolumes")(destination=self.log_volume)
            )
        if self.pool is None:
            # Azure's words; the provider's Unity Catalog guide prints "SPOT", which is AWS's.
            # The first machine is the driver: losing it ends the work, so it is not spare where there are others.
            found["azure_attributes"] = of("AzureAttributes")(
                availability="SPOT_WITH_FALLBACK_AZURE" if self.spot else "ON_DEMAND_AZURE",
                first_on_demand=0 if self.spot and alone else 1,
            )
        return found

    def tags(self, names: Namer, **own: str) -> dict[str, str]:
        """The tags: the platform's, unless a pool's machines carry them already, and the cluster's own.

        Databricks refuses a cluster whose tag has a pool's key. Source: databricks_instance_pool docs, `custom_tags`.
        """
        return {**({} if self.pool else names.tags()), **own}

    def machines(self, node_type: str, driver_type: str) -> dict[str, str]:
        """The arguments that choose machines: a pool, or types; the provider refuses both."""
        if self.pool:
            return {"instance_pool_id": self.pool.pool_id, "driver_instance_pool_id": self.pool.pool_id}
        return {"node_type_id": node_type, "driver_node_type_id": driver_type}


def single_node_conf(conf: Mapping[str, str]) -> dict[str, str]:
    """Spark settings of a cluster without workers. Source: databricks provider, clusters/resource_cluster.go."""
    return {**conf, "spark.databricks.cluster.profile": "singleNode", "spark.master": "local[*]"}


def access_mode(runtime: str, dedicated_to: str | None) -> str:
    """Unity Catalog needs an access mode: dedicated for machine learning or for one user or group, else standard."""
    return "SINGLE_USER" if dedicated_to or "-ml-" in runtime else "USER_ISOLATION"


def check_runtime(runtime: str) -> str:
    """The runtime's key, if it has the form of one. Raises RuleError."""
    return matching(
        "runtime",
        runtime,
        r"\d+(\.\d+)?\.x(-(cpu|gpu)-ml)?-scala2\.1[23]",  # 18.x-scala2.13 has no minor version
        allowed="a key such as 17.3.x-scala2.13 or 18.x-cpu-ml-scala2.13",
        fix="For Photon leave the key and set photon.",
        source="Databricks runtime release notes; databricks_spark_version docs",
    )
