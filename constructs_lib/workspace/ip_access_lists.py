"""Where people may come from."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.network.address import network_of
from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.workspace.workspace_settings import WorkspaceSettings
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

_MOST = 1000


class IpAccessLists(Construct):
    """Lets people and programs into a workspace from listed addresses only.

    Makes: 1 databricks_ip_access_list, 2 with `blocked`.

    Databricks refuses lists that would lock out whoever deploys. They do not hold for private link.

    Args:
        names: Names and tags of the platform.
        settings: The workspace's settings, which make it heed the lists.
        allowed: Public IPv4 addresses and ranges that may come in, 1-1000 with `blocked`; not the whole internet.
            Source: databricks 1.99, ip_access_list.
        blocked: Addresses and ranges within these that may not. Left out: none.
        gateway: Way out of the workspace's own network, whose addresses may come in, too: machines that call the
            workspace from an address that may not do not start. Left out: they come by private link, or their
            addresses are among `allowed`. Source: learn.microsoft.com azure/databricks ip-access-list-workspace.

    Raises:
        RuleError: Addresses that are none, too many of them, or settings that do not heed lists.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        settings: WorkspaceSettings,
        allowed: Sequence[str],
        blocked: Sequence[str] = (),
        gateway: NatGateway | None = None,
    ) -> None:
        if not settings.ip_access_lists:
            raise RuleError("settings", allowed="with ip_access_lists on", got=False)
        if not allowed:
            raise RuleError("allowed", allowed="1 or more addresses", got=[], fix="An empty list lets everybody in.")
        machines = gateway.public_addresses if gateway else []
        count = len(allowed) + len(machines) + len(blocked)
        if count > _MOST:
            raise RuleError(
                "allowed",
                allowed=f"{_MOST} addresses with the blocked ones and the gateway's",
                got=count,
                source="databricks 1.99, ip_access_list",
            )
        for what, texts in (("allowed", allowed), ("blocked", blocked)):
            for text in texts:
                if network_of(what, text) == ipaddress.IPv4Network("0.0.0.0/0"):
                    raise RuleError(what, allowed="less than the whole internet", got=text)
        super().__init__(scope, id)
        for construct_id, kind, addresses in (
            ("Resource", "ALLOW", [*allowed, *machines]),
            ("Blocked", "BLOCK", blocked),
        ):
            if addresses:
                databricks.IpAccessList(
                    self,
                    construct_id,
                    label=names.name(Kind.IP_ACCESS_LIST, purpose=kind.lower()),
                    list_type=kind,
                    ip_addresses=list(addresses),
                    depends_on=[settings.resource],
                )
