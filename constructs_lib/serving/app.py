"""A web application inside the workspace."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.principal import Principal
from constructs_lib.limits import matching, one_of
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from constructs_lib.serving.app_resource import AppResource
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class App(Construct):
    """A web application with an identity of its own, for people of the workspace; its code is deployed apart.

    Makes: 1 databricks_app.

    Args:
        names: Names of the platform.
        purpose: What it is for, such as `portal`; changing it replaces the app.
        uses: What it may use; nothing by default.
        compute_size: `MEDIUM` (2 cores, 6 GB) or `LARGE` (4 cores, 12 GB).
            Source: Azure Databricks docs, configure app compute.
        user_scopes: What it may do as the person at the screen, such as `sql`; nothing by default.
        budget_policy: Puts its tags on the bill; left out: the workspace's default.

    Raises:
        RuleError: Another size; a key twice; a scope that is none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str,
        uses: Sequence[AppResource] = (),
        compute_size: str = "MEDIUM",
        user_scopes: Sequence[str] = (),
        budget_policy: BudgetPolicy | None = None,
    ) -> None:
        one_of("compute_size", compute_size, ("MEDIUM", "LARGE"), source="Azure Databricks docs, app compute")
        keys = [one.key for one in uses]
        if len(set(keys)) < len(keys):
            raise RuleError("uses", allowed="each key once", got=keys)
        for one in user_scopes:
            matching("user_scopes", one, r"[a-z][a-z0-9_.:-]*", allowed="scopes such as sql or files.files")
        super().__init__(scope, id)
        app = databricks.App(
            self,
            "Resource",
            name=names.name(Kind.APP, purpose=purpose),
            resources=[one.block() for one in uses] or None,
            compute_size=compute_size,
            user_api_scopes=list(user_scopes) or None,
            budget_policy_id=budget_policy.policy_id if budget_policy else None,
        )
        self.app_name: str = app.name
        self.url: str = app.url
        self.principal = Principal("service_principal", app.service_principal_client_id)
        self.permission_target = PermissionTarget("app_name", self.app_name)
