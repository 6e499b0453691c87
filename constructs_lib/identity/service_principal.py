"""An identity for programs."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.account import Account
from constructs_lib.identity.principal import Principal
from naming.kinds import Kind
from naming.namer import Namer


class ServicePrincipal(Construct):
    """Somebody that jobs and pipelines run as: no password, no token, no entitlements of its own.

    Makes: 1 databricks_service_principal.

    Args:
        names: Names of the platform.
        purpose: What it is for, such as `etl`.
        application_id: Application id of an Entra application or managed identity; changing it replaces this.
            Left out, Databricks makes and manages the identity itself.
        account: Makes it in the account; needed to federate it (no secrets) and to use it in several workspaces.

    Raises:
        RuleError: `application_id` is no UUID.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str,
        application_id: str | None = None,
        account: Account | None = None,
    ) -> None:
        known = Principal.service_principal(application_id).name if application_id else None
        super().__init__(scope, id)
        self.account = account
        made = databricks.ServicePrincipal(
            self,
            "Resource",
            display_name=names.name(Kind.SERVICE_PRINCIPAL, purpose=purpose),
            application_id=known,
            provider=account.provider if account else None,
        )
        self.service_principal_id: str = made.id
        self.principal = Principal("service_principal", made.application_id)
