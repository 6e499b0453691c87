"""Machines that search vectors."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from naming.kinds import Kind
from naming.namer import Namer


class VectorEndpoint(Construct):
    """Answers searches in the indexes that stand on it; billed while it has one.

    Makes: 1 databricks_vector_search_endpoint.

    Args:
        names: Names of the platform.
        purpose: What is searched, such as `documents`; changing it replaces the endpoint.
        storage_optimized: For a billion vectors at a lower price, and slower. Default: off. Changing it replaces
            the endpoint.
        budget_policy: Puts its tags on the bill; left out: the workspace's default.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str,
        storage_optimized: bool = False,
        budget_policy: BudgetPolicy | None = None,
    ) -> None:
        super().__init__(scope, id)
        endpoint = databricks.VectorSearchEndpoint(
            self,
            "Resource",
            name=names.name(Kind.VECTOR_SEARCH_ENDPOINT, purpose=purpose),
            endpoint_type="STORAGE_OPTIMIZED" if storage_optimized else "STANDARD",
            budget_policy_id=budget_policy.policy_id if budget_policy else None,
        )
        self.endpoint_name: str = endpoint.name
        # Permissions go by the id of the endpoint, not by its name.
        self.permission_target = PermissionTarget("vector_search_endpoint_id", endpoint.endpoint_id)
