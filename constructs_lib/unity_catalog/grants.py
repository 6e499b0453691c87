"""Who may do what with one object of Unity Catalog."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.principal import Principal
from constructs_lib.unity_catalog.privilege import ALLOWED, Privilege
from constructs_lib.unity_catalog.securable import Securable
from naming.errors import RuleError

_SOURCE = "Azure Databricks docs, manage-privileges/privileges"


class Grants(Construct):
    """All grants of one object: what is not listed here is taken away.

    Makes: 1 databricks_grants.

    Args:
        securable: The object, as its construct's `securable`.
        grants: What each principal may do, such as `{group.principal: [Privilege.USE_CATALOG]}`.

    Raises:
        RuleError: Nobody; a privilege that the object does not have; ALL_PRIVILEGES beside another; a group that only
            the workspace knows; a second construct for the same object (they would undo each other).
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        securable: Securable,
        grants: Mapping[Principal, Collection[Privilege]],
    ) -> None:
        _check(securable, grants)
        super().__init__(scope, id)
        securable.given_by = self.node.path
        databricks.Grants(
            self,
            "Resource",
            **{securable.kind: securable.full_name},
            grant=[
                databricks.GrantsGrant(principal=who.name, privileges=sorted(privileges))
                for who, privileges in grants.items()
            ],
        )


def _check(securable: Securable, grants: Mapping[Principal, Collection[Privilege]]) -> None:
    if securable.given_by:
        raise RuleError(
            "securable", allowed="one Grants for an object: a second would undo the first", got=securable.given_by,
            fix=f"Add to the grants of {securable.given_by}.", source="databricks_grants docs",
        )  # fmt: skip
    if not grants:
        raise RuleError("grants", allowed="at least one principal", got={}, fix="Leave the construct out.")
    for who, privileges in grants.items():
        what = f"grants[{who.name}]"
        if not who.in_account:
            raise RuleError(
                what, allowed="principals of the account", got="a group of the workspace",
                fix="Make the group with an account.", source="Azure Databricks docs, groups",
            )  # fmt: skip
        wrong = sorted(set(privileges) - ALLOWED[securable.kind])
        if wrong or not privileges:
            raise RuleError(
                what, allowed=", ".join(sorted(ALLOWED[securable.kind])), got=wrong or list(privileges), source=_SOURCE
            )
        if Privilege.ALL_PRIVILEGES in privileges and len(privileges) > 1:
            raise RuleError(what, allowed="ALL_PRIVILEGES alone, which holds the others", got=sorted(privileges))
