"""Who may work as a service principal."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.service_principal import ServicePrincipal
from naming.errors import RuleError

_PREFIX = {"user": "users", "group": "groups", "service_principal": "servicePrincipals"}


class ServicePrincipalAccess(Construct):
    """Everybody who may run jobs and pipelines as a service principal, or change it: others lose that.

    Whoever deploys a job with `run_as` needs it, or the job is refused; workspace admins do not have it by
    themselves where the setting RestrictWorkspaceAdmins is on.
    Source: Azure Databricks docs, service principal access control.

    Makes: 1 databricks_access_control_rule_set, in the account.

    Args:
        service_principal: The service principal; made in the account.
        users: Who may run things as it.
        managers: Who may also give it to others and change it; whoever made it, if nobody is named.

    Raises:
        RuleError: Nobody; a service principal or a group that only the workspace knows.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        service_principal: ServicePrincipal,
        users: Sequence[Principal] = (),
        managers: Sequence[Principal] = (),
    ) -> None:
        account = service_principal.account
        if account is None:
            raise RuleError("service_principal", allowed="one made in the account", got=service_principal.node.path)
        if not users and not managers:
            raise RuleError("users", allowed="at least one user or manager", got=[], fix="Leave the construct out.")
        if not all(who.in_account for who in (*users, *managers)):
            raise RuleError("users", allowed="principals of the account", got="a group of the workspace")
        super().__init__(scope, id)
        rule = databricks.AccessControlRuleSetGrantRules
        roles = {"roles/servicePrincipal.user": users, "roles/servicePrincipal.manager": managers}
        databricks.AccessControlRuleSet(
            self,
            "Resource",
            name=(
                f"accounts/{account.account_id}/servicePrincipals/{service_principal.principal.name}/ruleSets/default"
            ),
            grant_rules=[
                rule(role=role, principals=[f"{_PREFIX[who.kind]}/{who.name}" for who in given])
                for role, given in roles.items()
                if given
            ],
            provider=account.provider,
        )
