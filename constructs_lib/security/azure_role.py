"""What an identity may do in Azure."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, Fn
from constructs_lib.limits import one_of
from constructs_lib.security.role import Role

PRINCIPALS = ("Group", "ServicePrincipal", "User")


class AzureRole(Construct):
    """Gives one identity one role on one thing; any change replaces the assignment.

    Its name, a UUID, is made from the three, as Azure gives each combination once: an assignment that no state knows
    is found by it. Source: learn.microsoft.com role-assignments-template, "name of the role assignment".

    Makes: 1 azurerm_role_assignment.

    Args:
        role: The role.
        on: ARM id of what it holds for: the narrower, the better.
        principal_id: Object id of who gets it, a UUID; not an application id.
        principal_type: `ServicePrincipal` (managed identities too), `Group` or `User`. With it, Azure does not
            look a principal up that its directory has not heard of yet. `None`: it does.
            Left out: `ServicePrincipal`. Source: learn.microsoft.com role-assignments-troubleshooting.

    Raises:
        RuleError: No such type of principal.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        role: Role,
        on: str,
        principal_id: str,
        principal_type: str | None = "ServicePrincipal",
    ) -> None:
        if principal_type is not None:
            one_of("principal_type", principal_type, PRINCIPALS)
        super().__init__(scope, id)
        self.resource = azurerm.RoleAssignment(
            self,
            "Resource",
            name=Fn.uuidv5("url", Fn.lower(Fn.join("|", [on, principal_id, role.value]))),
            scope=on,
            role_definition_name=role.value,
            principal_id=principal_id,
            principal_type=principal_type,
        )
