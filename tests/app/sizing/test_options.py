"""What is wished for each need, and how it gets smaller: never larger in any part, and workers last."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sizing.choosers import WAREHOUSE_SIZES, Choosers, choose_min_workers
from app.sizing.machine_types import choose_worker_type
from app.sizing.needs import Needs
from app.sizing.options import sizes_for, wishes_for
from app.sizing.wish import Wish
from blueprints.platform import Sizes
from catalog.vm_types import vm_type

TODAY = date(2026, 11, 21)
CLUSTER, POOL, TEAMS, WAREHOUSE = ("interactive_compute",), ("instance_pool",), ("team_compute",), ("sql_warehouse",)


def needs(
    *features: str,
    workload: str = "ml",
    data: float | None = None,
    daily: bool = False,
    users: int | None = None,
    region: str = "westeurope",
    largest: Sizes | None = None,
) -> Needs:
    return Needs(frozenset(features), workload, region, TODAY, data, daily, users, largest or Sizes())


def wished(one: Needs) -> Sizes:
    return next(sizes_for(wishes_for(one, Choosers())))


@pytest.mark.parametrize(
    ("features", "workload", "data", "daily", "vm_type"),
    [
        (CLUSTER, "ml", None, False, "Standard_D4ds_v5"),
        (CLUSTER, "ml", 499, False, "Standard_D4ds_v5"),
        (CLUSTER, "ml", 500, False, "Standard_E4ds_v5"),
        (CLUSTER, "ml", 49, True, "Standard_D4ds_v5"),
        (CLUSTER, "ml", 50, True, "Standard_E4ds_v5"),
        (POOL, "data_engineering", None, False, "Standard_D8ds_v5"),
        (POOL, "data_engineering", 1999, False, "Standard_D8ds_v5"),
        (POOL, "data_engineering", 2000, False, "Standard_E8ds_v5"),
        ((*CLUSTER, "gpu"), "ml", None, False, "Standard_NC4as_T4_v3"),
        ((*CLUSTER, "gpu"), "ml", 500, False, "Standard_NC8as_T4_v3"),
    ],
)
def test_machines_have_more_memory_for_much_data(
    features: tuple[str, ...], workload: str, data: float | None, daily: bool, vm_type: str
) -> None:
    assert wished(needs(*features, workload=workload, data=data, daily=daily)).worker_type == vm_type


@pytest.mark.parametrize(
    ("features", "workload", "data", "users", "workers"),
    [
        (CLUSTER, "ml", None, None, 4),
        (CLUSTER, "ml", 100, None, 1),  # 10 GB a run x 3 passes / (45 x 4 cores x 1/6 h = 30 GB)
        (CLUSTER, "ml", 100.1, None, 2),
        (CLUSTER, "exploration", 300, None, 1),  # 30 GB a run, once
        (CLUSTER, "ml", None, 8, 4),
        (CLUSTER, "ml", None, 9, 5),
        (CLUSTER, "ml", 400, 4, 4),  # the data ask for more than the people
        (CLUSTER, "ml", 1e6, None, 8),
        ((*CLUSTER, "autoscaling"), "ml", 1, None, 2),
        (POOL, "data_engineering", None, None, 10),
        (POOL, "data_engineering", 14_400, None, 3),  # 1440 GB / (45 x 8 cores x 2 h = 720 GB) and a driver
        (POOL, "data_engineering", None, 500, 10),  # nobody waits at jobs
        (TEAMS, "data_science", None, 20, 5),
        (POOL, "data_engineering", 1e6, None, 20),
    ],
)
def test_workers_follow_data_and_people(
    features: tuple[str, ...], workload: str, data: float | None, users: int | None, workers: int
) -> None:
    assert wished(needs(*features, workload=workload, data=data, users=users)).max_workers == workers


def test_a_blueprint_has_the_last_word_on_the_most() -> None:
    assert wished(needs(*CLUSTER, data=1e6, largest=Sizes(max_workers=6))).max_workers == 6
    assert wished(needs(*WAREHOUSE, users=1000, largest=Sizes(warehouse_size="Medium"))).warehouse_size == "Medium"


@pytest.mark.parametrize(
    ("users", "data", "size"),
    [
        (None, None, "Small"),
        (10, None, "X-Small"),
        (11, None, "Small"),
        (31, None, "Medium"),
        (101, None, "Large"),
        (None, 100, "X-Small"),
        (None, 1001, "Medium"),
        (5, 50_000, "Large"),
    ],
)
def test_a_warehouse_follows_people_and_data(users: int | None, data: float | None, size: str) -> None:
    assert wished(needs(*WAREHOUSE, users=users, data=data)).warehouse_size == size


def test_the_fewest_workers_grow_with_the_most() -> None:
    assert [choose_min_workers(needs(), most) for most in (1, 2, 4, 7, 8, 20)] == [1, 1, 1, 1, 2, 5]


def test_what_was_weighed_is_priced_in_the_region() -> None:
    usual = choose_worker_type(needs(*CLUSTER))
    assert usual.weighed == (
        # (1.5 x 0.55 + 0.346) / (0.55 + 0.272)
        "Standard_E4ds_v5 has 32 GiB in place of 16 for 42% more; it is chosen from 500 GB of data or 50 GB a day on."
    )
    much = choose_worker_type(needs(*POOL, data=5000))
    assert much.why == "twice the memory a core, for 5,000 GB"
    # (2 x 0.30 + 0.544) / (2.75 x 0.30 + 0.692)
    assert much.weighed.startswith("Standard_D8ds_v5 has 32 GiB in place of 64 for 25% less;")


def test_a_chooser_of_ones_own_changes_its_choice_alone() -> None:
    mine = Choosers(worker_type=lambda needs: Wish(("Standard_D16ds_v5",), "we like them"))
    ours, usual = (next(sizes_for(wishes_for(needs(*CLUSTER), choosers))) for choosers in (mine, Choosers()))
    assert ours == usual.model_copy(update={"driver_type": "Standard_D16ds_v5", "worker_type": "Standard_D16ds_v5"})


MANY = st.builds(
    needs,
    workload=st.sampled_from(["ml", "data_engineering", "bi", "exploration"]),
    data=st.none() | st.floats(min_value=0.1, max_value=1e6),
    daily=st.booleans(),
    users=st.none() | st.integers(min_value=1, max_value=2000),
)
FEATURES = st.sets(st.sampled_from([*CLUSTER, *POOL, *TEAMS, *WAREHOUSE, "gpu", "autoscaling", "job_compute"]))


@given(MANY, FEATURES)
def test_each_step_is_smaller_and_larger_in_nothing(one: Needs, features: set[str]) -> None:
    steps = list(sizes_for(wishes_for(Needs(**(vars(one) | {"features": frozenset(features)})), Choosers())))
    assert len({step.model_dump_json() for step in steps}) == len(steps)
    for larger, smaller in pairwise(steps):
        assert all(a >= b for a, b in zip(measured(larger), measured(smaller), strict=True))


def measured(sizes: Sizes) -> tuple[float, ...]:
    """Every part of a platform's size, as a number."""
    machine = vm_type(sizes.worker_type) if sizes.worker_type else None
    return (
        sizes.max_workers or 0,
        sizes.min_workers or 0,
        machine.vcpus if machine else 0,
        machine.memory_gib if machine else 0,
        WAREHOUSE_SIZES.index(sizes.warehouse_size) if sizes.warehouse_size else 0,
        sizes.autotermination_minutes or 0,
    )
