"""Standard tags and their limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from naming.config import NamingConfig
from naming.errors import RuleError
from naming.namer import Namer
from tests.naming.samples import configured


def tags(config: NamingConfig | None = None, **extra: str) -> dict[str, str]:
    return Namer.for_platform(
        team="ml-team",
        workload="data_science",
        environment="dev",
        region="westeurope",
        platform="x",
        extra_tags=extra,
        config=config,
    ).tags()


def test_standard_tags_come_from_the_values() -> None:
    assert tags() == {
        "team": "ml-team",
        "environment": "dev",
        "workload": "data_science",
        "cost_centre": "unassigned",
        "managed_by": "lakemason",
        "platform": "x",
    }


def test_cost_centre_is_replaced_and_others_are_added() -> None:
    assert tags(cost_centre="4711", owner="Ada")["cost_centre"] == "4711"
    assert tags(owner="Ada")["owner"] == "Ada"


def test_values_file_gives_tags(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        values="defaults: {cost_centre: '1', owner: Ada}\ntags: {standard: [team, cost_centre, owner, absent]}",
    )
    assert tags(config) == {"team": "ml-team", "cost_centre": "1", "owner": "Ada"}


def test_numbers_stay_as_they_are_written(tmp_path: Path) -> None:
    assert tags(configured(tmp_path, values="defaults: {cost_centre: 0042}"))["cost_centre"] == "0042"
    assert tags(configured(tmp_path, values="defaults: {cost_centre: 4711}"))["cost_centre"] == "4711"


def test_fails_required_tag_without_a_value_of_its_own(tmp_path: Path) -> None:
    config = configured(tmp_path, values="tags: {required: [cost_centre]}")
    with pytest.raises(RuleError, match="Add cost_centre under tags: in the platform file"):
        tags(config)
    assert tags(config, cost_centre="4711")["cost_centre"] == "4711"


def test_fails_tag_that_contradicts_the_names() -> None:
    with pytest.raises(RuleError, match="Take the tag team out"):
        tags(team="fraud")
    assert tags(team="ml-team")["team"] == "ml-team"


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"k" * 513: "v"}, "1-512 characters"),
        ({"": "v"}, "1-512 characters"),
        ({"k": "v" * 257}, "Shorten it by 1"),
        ({"a/b": "v"}, "characters other than"),
        ({"a<": "v"}, "characters other than"),
        ({"a%": "v"}, "characters other than"),
        ({"a\n": "v"}, "characters other than"),
        ({"microsoft_x": "v"}, "not starting with microsoft"),
        ({"Team": "x"}, "whatever its case"),
        ({"k": "${x}"}, "Terraform would evaluate it"),
        ({f"k{n}": "v" for n in range(40)}, "at most 45"),
    ],
)
def test_fails_tags_beyond_the_limits(extra: dict[str, str], message: str) -> None:
    with pytest.raises(RuleError, match=message):
        tags(**extra)


def test_tags_at_the_limits_are_fine() -> None:
    assert len(tags(**{f"k{n}": "v" for n in range(39)})) == 45
    assert tags(**{"k" * 512: "v" * 256})
