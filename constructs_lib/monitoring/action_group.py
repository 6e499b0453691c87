"""Who is told when something happens in Azure."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.literal import literal
from constructs_lib.monitoring.email import checked_email
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
"""Id of the role Owner. Source: learn.microsoft.com built-in-roles."""


class ActionGroup(Construct):
    """Tells people and programs of an alert.

    Makes: 1 azurerm_monitor_action_group.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands.
        emails: Addresses, each under the name that it has in the group.
        webhooks: `https://` addresses without secrets in them, each under a name. Left out: none.
        owners: Also writes to the owners of the subscription. Left out: not.
        short_name: Who text messages and mails come from, 1-12 characters. Left out: `lakemason`.
            Source: azurerm 4.55, monitor_action_group `short_name`.

    Raises:
        RuleError: Nobody to tell, or an address that is none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        emails: Mapping[str, str] | None = None,
        webhooks: Mapping[str, str] | None = None,
        owners: bool = False,
        short_name: str = "lakemason",
    ) -> None:
        emails, webhooks = emails or {}, webhooks or {}
        if not (emails or webhooks or owners):
            raise RuleError("emails", allowed="at least one of emails, webhooks and owners", got=None)
        literal("short_name", short_name, longest=12, source="azurerm 4.55, monitor_action_group")
        for address in emails.values():
            checked_email("emails", address)
        for address in webhooks.values():
            if not literal("webhooks", address).startswith("https://"):
                raise RuleError("webhooks", allowed="https:// addresses", got=address)
        for name in (*emails, *webhooks):
            literal("name", name)
        super().__init__(scope, id)
        group = azurerm.MonitorActionGroup(
            self,
            "Resource",
            name=names.name(Kind.ACTION_GROUP),
            resource_group_name=resource_group.group_name,
            short_name=short_name,
            email_receiver=[
                azurerm.MonitorActionGroupEmailReceiver(name=name, email_address=address, use_common_alert_schema=True)
                for name, address in emails.items()
            ]
            or None,
            webhook_receiver=[
                azurerm.MonitorActionGroupWebhookReceiver(name=name, service_uri=address, use_common_alert_schema=True)
                for name, address in webhooks.items()
            ]
            or None,
            arm_role_receiver=[
                azurerm.MonitorActionGroupArmRoleReceiver(name="owners", role_id=OWNER, use_common_alert_schema=True)
            ]
            if owners
            else None,
            tags=names.tags(),
        )
        self.arm_id: str = group.id
