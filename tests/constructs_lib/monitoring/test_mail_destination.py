"""The mail destination."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.monitoring.mail_destination import MailDestination
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.samples_azure import SAMPLES


def test_addresses_are_told(names: Namer) -> None:
    assert under(SAMPLES["destination-minimal"], names, "Mail") == {
        "Mail": {
            "TYPE": "databricks_notification_destination",
            "display_name": "ml-team-ml-dev",
            "config": {"email": {"addresses": ["oncall@example.com"]}},
        }
    }


@pytest.mark.parametrize("addresses", [[], ["nobody"], ["a@example.com", "@example.com"]])
def test_fails_for_nobody(names: Namer, addresses: list[str]) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        MailDestination(inside, "Mail", names=names, addresses=addresses)

    assert "addresses" in refused(make, names)
