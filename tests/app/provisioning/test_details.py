"""What a plan would change in one resource, in lines."""

from __future__ import annotations

from typing import Any

from app.provisioning.details import with_details
from app.provisioning.events import Change


def lines(before: dict[str, Any], after: dict[str, Any], mask: dict[str, Any]) -> tuple[str, ...]:
    change = Change("databricks_cluster.Team", "databricks_cluster", "update")
    plan = {
        "resource_changes": [
            {
                "address": change.address,
                "change": {"before": before, "after": after, "after_unknown": {}, "after_sensitive": mask},
            }
        ]
    }
    return with_details([change], plan)[0].details


def test_a_block_with_nothing_sensitive_in_it_is_shown() -> None:
    shown = lines({"autoscale": [{"max_workers": 4}]}, {"autoscale": [{"max_workers": 6}]}, {"autoscale": [{}]})
    assert shown == ('autoscale: [{"max_workers": 4}] -> [{"max_workers": 6}]',)


def test_a_block_with_something_sensitive_in_it_is_not() -> None:
    mask = {"docker_image": [{"basic_auth": [{"password": True}]}]}
    before, after = ({"docker_image": [{"basic_auth": [{"password": word}]}]} for word in ("hunter2", "hunter3"))
    assert lines(before, after, mask) == ("docker_image: (sensitive)",)


def test_of_a_map_only_what_differs_is_shown() -> None:
    before, after = {"team": "ml", "environment": "dev", "owner": "ada"}, {"team": "ml", "environment": "test"}
    shown = lines({"tags": before}, {"tags": after}, {})
    assert shown == ('tags.environment: "dev" -> "test"', 'tags.owner: "ada" -> null')
