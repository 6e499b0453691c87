"""Where alerts and jobs of a workspace send word."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.monitoring.email import checked_email
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class MailDestination(Construct):
    """Addresses, inside the workspace or outside, that alerts and jobs write to.

    Makes: 1 databricks_notification_destination.

    Slack, Teams and PagerDuty take an address or key that is a secret and would stand in Terraform's state: make
    those destinations by hand, and name them by their id.

    Args:
        names: Names and tags of the platform.
        addresses: Who is written to, 1 or more.
        purpose: What it is for, where there are several. Left out: nothing is added to its name.

    Raises:
        RuleError: No address, or one that is none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        addresses: Sequence[str],
        purpose: str | None = None,
    ) -> None:
        if not addresses:
            raise RuleError("addresses", allowed="1 or more", got=[])
        checked = [checked_email("addresses", address) for address in addresses]
        super().__init__(scope, id)
        destination = databricks.NotificationDestination(
            self,
            "Resource",
            display_name=names.name(Kind.NOTIFICATION_DESTINATION, purpose=purpose),
            config=databricks.NotificationDestinationConfigA(
                email=databricks.NotificationDestinationConfigEmail(addresses=checked)
            ),
        )
        self.destination_id: str = destination.id
