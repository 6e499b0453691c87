"""What an app may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.jobs.job import Job
from constructs_lib.limits import matching, plain
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.unity_catalog.volume import Volume


@dataclass(frozen=True)
class SecretUse:
    """A secret that an app may read.

    Args:
        scope: Name of the secret scope.
        key: Key in it.
    """

    scope: str
    key: str

    def __post_init__(self) -> None:
        plain("scope", self.scope)
        plain("key", self.key)


@dataclass(frozen=True)
class AppResource:
    """One thing that an app's service principal may use, and no more than use.

    Args:
        key: What the app calls it: letters, digits, - and _.
        of: A warehouse, job, model endpoint, volume or secret.
        write: For a volume: may write. Default: reads only.
    """

    key: str
    of: SqlWarehouse | Job | ModelEndpoint | Volume | SecretUse
    write: bool = False

    def __post_init__(self) -> None:
        matching("key", self.key, r"[A-Za-z0-9_-]+", allowed="letters, digits, - and _")

    def block(self) -> Any:
        """The provider's block; each permission is the least that lets the app use the thing."""
        of = self.of
        part: dict[str, Any]
        if isinstance(of, SqlWarehouse):
            part = {"sql_warehouse": databricks.AppResourcesSqlWarehouse(id=of.warehouse_id, permission="CAN_USE")}
        elif isinstance(of, Job):
            part = {"job": databricks.AppResourcesJob(id=of.job_id, permission="CAN_MANAGE_RUN")}
        elif isinstance(of, ModelEndpoint):
            endpoint = databricks.AppResourcesServingEndpoint(name=of.endpoint_name, permission="CAN_QUERY")
            part = {"serving_endpoint": endpoint}
        elif isinstance(of, Volume):
            securable = databricks.AppResourcesUcSecurable(
                securable_full_name=of.securable.full_name,
                securable_type="VOLUME",
                permission="WRITE_VOLUME" if self.write else "READ_VOLUME",
            )
            part = {"uc_securable": securable}
        else:
            part = {"secret": databricks.AppResourcesSecret(scope=of.scope, key=of.key, permission="READ")}
        return databricks.AppResources(name=self.key, **part)
