"""Where notebooks and jobs find secrets."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.group import Group
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.limits import matching, one_of
from constructs_lib.literal import literal
from constructs_lib.security.key_vault import KeyVault
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

PERMISSIONS = ("READ", "WRITE", "MANAGE")
_KEY = r"[A-Za-z0-9_.-]{1,128}"


class SecretScope(Construct):
    """Hands secrets out by name, and blanks them in what notebooks print.

    Makes: 1 databricks_secret_scope, and for each of `acls` 1 databricks_secret_acl.

    It holds no secrets: their values would stand in Terraform's state. People put them into the key vault, or
    into the scope by `databricks secrets put-secret`; files name them by `reference`.

    Args:
        names: Names and tags of the platform.
        vault: Key vault that it reads from; AzureDatabricks must be among its `secrets_readers`, and changing it
            replaces the scope. Left out: Databricks keeps the secrets, encrypted, in the workspace.
        acls: Permission by principal: `READ`, `WRITE` or `MANAGE` for a group or service principal of the platform,
            or the name of a group, a user's address or a service principal's application id. Left out: only
            whoever deploys, with `MANAGE`.
        purpose: What it is for, where a platform has several. Left out: nothing is added to its name.

    Raises:
        RuleError: No such permission, or a principal twice.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        vault: KeyVault | None = None,
        acls: Mapping[Group | ServicePrincipal | str, str] | None = None,
        purpose: str | None = None,
    ) -> None:
        keys = [_key_of(who) for who in acls or {}]
        if len(set(keys)) < len(keys):
            raise RuleError("acls", allowed="each principal once", got=keys)
        for permission in (acls or {}).values():
            one_of("acls", permission, PERMISSIONS, source="databricks 1.99, secret_acl")
            if vault and permission == "WRITE":
                raise RuleError("acls", allowed="READ or MANAGE with a vault", got=permission,
                                fix="Databricks cannot write to a key vault: give a role on the vault.")  # fmt: skip
        super().__init__(scope, id)
        self.scope_name = names.name(Kind.SECRET_SCOPE, purpose=purpose)
        made = databricks.SecretScope(
            self,
            "Resource",
            name=self.scope_name,
            # No initial_manage_principal: its one value, `users`, lets everybody read and manage everything.
            keyvault_metadata=databricks.SecretScopeKeyvaultMetadata(resource_id=vault.arm_id, dns_name=vault.uri)
            if vault
            else None,
        )
        for who, permission in (acls or {}).items():
            name = who if isinstance(who, str) else who.principal.name
            databricks.SecretAcl(self, f"Acl-{_key_of(who)}", scope=made.name, principal=name, permission=permission)

    def reference(self, key: str) -> str:
        """What stands for a secret in Spark configurations and environment variables.

        Args:
            key: The secret's name, 1-128 letters, digits, `-`, `_` and `.`. Source: Databricks secrets API.

        Raises:
            RuleError: No such name.
        """
        matching("key", key, _KEY, allowed="1-128 letters, digits, - _ .", source="Databricks secrets API")
        return f"{{{{secrets/{self.scope_name}/{key}}}}}"


def _key_of(who: Group | ServicePrincipal | str) -> str:
    """What tells a principal apart before it exists: the name that is given, or its construct's id."""
    return literal("acls", who) if isinstance(who, str) else str(who.node.id)
