"""What a plan would change in one resource, in lines."""

from __future__ import annotations

from typing import Any

import pytest

from app.provisioning.details import with_details
from app.provisioning.events import Change
from app.provisioning.run.approved import refuse_more
from app.provisioning.terraform import LayerPlan
from naming.errors import LakemasonError


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


TOKEN = "dapi" + "0123456789abcdef" * 2


def test_a_secret_that_nobody_declared_sensitive_is_taken_out_before_it_is_cut() -> None:
    url = "https://x/" + "a" * 20 + "?sv=2024&sig="
    before = {"url": url + "SECRETold", "spark_conf": {"k": "1"}, "spark_env_vars": {"API_TOKEN": "hunter2"}}
    after = {"url": url + "SECRETnew", "spark_conf": {"k": f"x{'-' * 40}{TOKEN}"}, "spark_env_vars": {"API_TOKEN": ""}}
    assert lines(before, after, {}) == (
        f'spark_conf.k: "1" -> "x{"-" * 40}(redacted)"',
        'spark_env_vars.API_TOKEN: "(redacted)" -> ""',
        f'url: "{url}(redacted)" -> "{url}(redacted)"',
    )


def test_an_error_that_quotes_details_quotes_no_secret() -> None:
    details = lines({"spark_conf": {"a": "1"}}, {"spark_conf": {"a": TOKEN, "b": "?sig=SECRETsig%3D"}}, {})
    again = Change("databricks_cluster.Team", "databricks_cluster", "update", details)
    with pytest.raises(LakemasonError) as refused:
        refuse_more(LayerPlan("s", (again,), None, True), LayerPlan("s", (), None, False))
    assert 'spark_conf.a: "1" -> "(redacted)"; spark_conf.b: null -> "?sig=(redacted)"' in str(refused.value)
