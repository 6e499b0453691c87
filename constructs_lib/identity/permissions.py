"""Who may do what with one object of a workspace."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.principal import Principal
from constructs_lib.limits import one_of
from naming.errors import RuleError

_SOURCE = "databricks provider, permissions/permission_definitions.go"


class Permissions(Construct):
    """All permissions of one object: what is not listed here is taken away; admins keep theirs.

    Makes: 1 databricks_permissions.

    Args:
        target: The object, as its construct's `permission_target`.
        access: The level of each principal, such as `{group.principal: "CAN_USE"}`.

    Raises:
        RuleError: Nobody; a level that the object does not have; the group `admins`, which the provider refuses;
            a group or two as owner; a second construct for the same object (they would undo each other).
    """

    def __init__(self, scope: Construct, id: str, *, target: PermissionTarget, access: Mapping[Principal, str]) -> None:
        _check(target, access)
        super().__init__(scope, id)
        target.given_by = self.node.path
        databricks.Permissions(
            self,
            "Resource",
            **{target.field: target.reference},
            access_control=[
                databricks.PermissionsAccessControl(**{_ARGUMENT[who.kind]: who.name}, permission_level=level)
                for who, level in access.items()
            ],
        )


_ARGUMENT = {"user": "user_name", "group": "group_name", "service_principal": "service_principal_name"}


def _check(target: PermissionTarget, access: Mapping[Principal, str]) -> None:
    if target.given_by:
        raise RuleError(
            "target", allowed="one Permissions for an object: a second would undo the first", got=target.given_by,
            fix=f"Add to the access of {target.given_by}.", source="databricks_permissions docs",
        )  # fmt: skip
    if not access:
        raise RuleError("access", allowed="at least one principal", got={}, fix="Leave the construct out.")
    for who, level in access.items():
        one_of(f"access[{who.name}]", level, target.levels, source=_SOURCE)
        if who == Principal("group", "admins", who.in_account):
            raise RuleError("access", allowed="anyone but admins, who may do everything", got="admins", source=_SOURCE)
    owners = [who for who, level in access.items() if level == "IS_OWNER"]
    if len(owners) > 1 or any(who.kind == "group" for who in owners):
        raise RuleError(
            "IS_OWNER", allowed="one user or service principal, no group", got=[who.name for who in owners],
            source="databricks_permissions docs, job usage",
        )  # fmt: skip
