"""Names before anything is built, and names that two things would get."""

from __future__ import annotations

import pytest

from naming.errors import LakemasonError
from naming.kinds import Kind
from naming.namer import Namer
from naming.preview import collisions, plan_name, plan_names, refuse_collisions
from tests.naming.samples import namer

MADE = [Kind.RESOURCE_GROUP, Kind.WORKSPACE, Kind.MANAGED_RESOURCE_GROUP, Kind.CLUSTER, Kind.INSTANCE_POOL]


def other(**changes: str) -> Namer:
    values = {"team": "ml-team", "workload": "ml", "environment": "dev", "region": "westeurope"} | changes
    return Namer.for_platform(**values, platform="other")


def test_missing_values_are_said_and_not_raised() -> None:
    planned = plan_name(namer(), Kind.TABLE)
    assert (planned.name, planned.problem) == (None, "needs type, entity")
    assert plan_name(namer(), Kind.VOLUME).problem == "needs purpose"


def test_other_problems_stand_on_one_line() -> None:
    assert "Shorten team by" in plan_name(namer(team="t" * 90), Kind.WORKSPACE).problem


def test_two_platforms_with_one_name_are_found_at_the_outermost() -> None:
    found = collisions([*plan_names(namer(), MADE), *plan_names(other(), MADE)])
    assert [str(collision) for collision in found] == [
        "azurerm_resource_group 'rg-ml-team-ml-dev-weu': ml-team-ml-dev and other would share it,"
        " and it can stand only once in its subscription.",
        "azurerm_managed_resource_group 'mrg-dbw-ml-team-ml-dev-weu': ml-team-ml-dev and other would share it,"
        " and it can stand only once in its subscription.",
    ]


def test_values_that_become_one_name_collide() -> None:
    with pytest.raises(LakemasonError, match="a value that stands in the name"):
        refuse_collisions(
            plan_name(names, Kind.WORKSPACE)
            for names in (other(workload="data_science"), other(workload="data-science"))
        )


@pytest.mark.parametrize("changes", [{"region": "northeurope"}, {"team": "fraud"}, {"environment": "prod"}])
def test_platforms_that_differ_do_not_collide(changes: dict[str, str]) -> None:
    refuse_collisions([*plan_names(namer(), MADE), *plan_names(other(**changes), MADE)])


def test_two_things_of_one_platform_collide_unless_a_value_tells_them_apart() -> None:
    (found,) = collisions([plan_name(namer(), Kind.INSTANCE_POOL), plan_name(namer(), Kind.INSTANCE_POOL)])
    assert "two things of ml-team-ml-dev would share it, and it can stand only once in its workspace." in str(found)
    assert not collisions([plan_name(namer(), Kind.INSTANCE_POOL), plan_name(namer(), Kind.INSTANCE_POOL, purpose="b")])


def test_clusters_may_share_a_name() -> None:
    assert not collisions([plan_name(namer(), Kind.CLUSTER), plan_name(namer(), Kind.CLUSTER)])


def test_same_name_in_other_containers_is_fine() -> None:
    things = [Kind.SUBNET, Kind.STORAGE_CONTAINER, Kind.NETWORK_SECURITY_RULE, Kind.EVENT_HUB, Kind.SCHEMA, Kind.VOLUME]
    values = {"purpose": "raw", "domain": "d", "layer": "gold"}
    mine = [plan_name(namer(), kind, **values) for kind in things]
    assert not collisions([*mine, *(plan_name(other(team="fraud"), kind, **values) for kind in things)])
    assert len(collisions([*mine, *mine])) == len(things)


def test_diagnostic_settings_of_two_platforms_never_meet() -> None:
    kinds = [Kind.DIAGNOSTIC_SETTING, Kind.MANAGEMENT_LOCK, Kind.PRIVATE_DNS_ZONE_LINK]
    assert not collisions([*plan_names(namer(), kinds), *plan_names(other(), kinds)])


def test_case_tells_names_apart_only_where_the_platform_says_so() -> None:
    from naming.config import NamingConfig

    assert NamingConfig.packaged().convention(Kind.INSTANCE_POOL).rule.case_sensitive
    assert not NamingConfig.packaged().convention(Kind.WORKSPACE).rule.case_sensitive
