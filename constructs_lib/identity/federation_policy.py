"""Lets a pipeline sign in as a service principal, without a secret."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct, Token
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.workload_identity import WorkloadIdentity
from naming.errors import RuleError


class FederationPolicy(Construct):
    """Trusts one pipeline's tokens for one service principal: no secret to keep, leak or rotate.

    Makes: 1 databricks_service_principal_federation_policy, in the account.

    Args:
        service_principal: Who the pipeline becomes; made in the account.
        identity: The pipeline.

    Raises:
        RuleError: The service principal was made in the workspace.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        service_principal: ServicePrincipal,
        identity: WorkloadIdentity,
    ) -> None:
        account = service_principal.account
        if account is None:
            raise RuleError(
                "service_principal",
                allowed="one made in the account: federation is account-level",
                got=service_principal.node.path,
                fix="Give it an account.",
                source="Azure Databricks docs, oauth-federation-policy",
            )
        super().__init__(scope, id)
        databricks.ServicePrincipalFederationPolicy(
            self,
            "Resource",
            service_principal_id=Token.as_number(service_principal.service_principal_id),
            oidc_policy=databricks.ServicePrincipalFederationPolicyOidcPolicy(
                issuer=identity.issuer, subject=identity.subject, audiences=list(identity.audiences) or None
            ),
            provider=account.provider,
        )
