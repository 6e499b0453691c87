"""Who is told."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.monitoring.action_group import ActionGroup
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_owners_are_told(names: Namer) -> None:
    assert under(SAMPLES["action_group-minimal"], names, "Alerts") == {
        "Alerts": {
            "TYPE": "azurerm_monitor_action_group",
            "name": "ag-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "short_name": "lakemason",
            "tags": TAGS,
            "arm_role_receiver": [
                {"name": "owners", "role_id": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "use_common_alert_schema": True}
            ],
        }
    }


def test_people_and_programs_are_told(names: Namer) -> None:
    assert under(SAMPLES["action_group-fullest"], names, "Alerts") == {
        "Alerts": {
            "TYPE": "azurerm_monitor_action_group",
            "name": "ag-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "short_name": "ml-team",
            "tags": TAGS,
            "arm_role_receiver": [
                {"name": "owners", "role_id": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "use_common_alert_schema": True}
            ],
            "email_receiver": [
                {"email_address": "platform@example.com", "name": "platform", "use_common_alert_schema": True}
            ],
            "webhook_receiver": [
                {"name": "pager", "service_uri": "https://hooks.example.com/lakemason", "use_common_alert_schema": True}
            ],
        }
    }


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "at least one of emails, webhooks and owners"),
        ({"emails": {"a": "nobody"}}, "an address such as"),
        ({"emails": {"a": "a@b"}}, "an address such as"),
        ({"emails": {"a": "a b@example.com"}}, "an address such as"),
        ({"emails": {"${a}": "a@example.com"}}, "name"),
        ({"webhooks": {"a": "http://example.com"}}, "https:// addresses"),
        ({"owners": True, "short_name": "x" * 13}, "1-12 characters"),
        ({"owners": True, "short_name": ""}, "short_name"),
    ],
)
def test_fails_for_nobody_and_nowhere(names: Namer, given: dict[str, Any], says: str) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        ActionGroup(azure, "Alerts", names=names, resource_group=group(azure, names), **given)

    assert says in refused(make, names)
