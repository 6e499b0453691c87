"""Who belongs to a group."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.group import Group
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.limits import matching
from naming.errors import RuleError


class GroupMembers(Construct):
    """Adds members to a group; others that somebody added stay.

    Makes: 1 databricks_group_member for each member, under its key.

    Args:
        group: The group.
        members: Groups and service principals, or the number of a person's identity, each under a key of yours
            (a key is part of the resource's address: changing it takes the member out and puts it in again).

    Raises:
        RuleError: No members; a number that is none; a member of the account in a group of the workspace, or
            the other way round.
    """

    def __init__(
        self, scope: Construct, id: str, *, group: Group, members: Mapping[str, Group | ServicePrincipal | str]
    ) -> None:
        if not members:
            raise RuleError("members", allowed="at least one member", got={})
        for key, member in members.items():
            if isinstance(member, str):
                matching(f"members[{key}]", member, r"\d+", allowed="an identity's number", fix="Not the address.")
            elif (member.account is None) != (group.account is None):
                raise RuleError(
                    f"members[{key}]",
                    allowed="a member made where its group is: both in the account, or both in the workspace",
                    got=key,
                    fix="Give both the same account.",
                    source="databricks_group_member docs",
                )
        super().__init__(scope, id)
        for key, member in members.items():
            databricks.GroupMember(
                self,
                key,
                group_id=group.group_id,
                member_id=_identity(member),
                provider=group.account.provider if group.account else None,
            )


def _identity(member: Group | ServicePrincipal | str) -> str:
    if isinstance(member, Group):
        return member.group_id
    return member if isinstance(member, str) else member.service_principal_id
