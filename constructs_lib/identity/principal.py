"""Somebody who gets access: a user, a group or a service principal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from constructs_lib.limits import UUID, matching, plain
from naming.errors import RuleError

PrincipalKind = Literal["user", "group", "service_principal"]


@dataclass(frozen=True)
class Principal:
    """Somebody who gets access. Make one by `user`, `group` or `service_principal`, or take a construct's.

    Args:
        kind: What it is.
        name: A user's address, a group's name, a service principal's application id.
        in_account: False: a group that only the workspace knows, which Unity Catalog does not take.
            Source: Azure Databricks docs, groups, "workspace-local groups".
    """

    kind: PrincipalKind
    name: str
    in_account: bool = True

    @classmethod
    def user(cls, address: str) -> Principal:
        """A person, by the address they sign in with. Lower case: reading lowers it, which would be a change.

        Raises:
            RuleError: It is no address.
        """
        plain("user", address)
        # Source: databricks provider, permissions/permission_definitions.go, prepareResponse.
        return cls("user", matching("user", address, r"[^@\s]+@[^@\s]+\.[^@\s]+", allowed="an address").lower())

    @classmethod
    def group(cls, name: str) -> Principal:
        """A group that exists in the account.

        Raises:
            RuleError: The name is empty.
        """
        if not name.strip():
            raise RuleError("group", allowed="a name", got=name)
        return cls("group", plain("group", name))

    @classmethod
    def service_principal(cls, application_id: str) -> Principal:
        """A service principal, by its application id (not its display name, not its object id).

        Raises:
            RuleError: It is no UUID.
        """
        matching("service_principal", application_id, UUID, allowed="an application id: a UUID")
        return cls("service_principal", application_id.lower())
