"""The instance pool construct."""

import pytest

from constructs_lib.compute.instance_pool import InstancePool
from naming.errors import RuleError
from tests.constructs_lib.conftest import TAGS

WANTED = {"node_type": "Standard_D4ds_v5", "runtime": "17.3.x-scala2.13", "max_capacity": 6}


def test_a_pool_costs_nothing_without_work_and_keeps_its_machines(resources, names) -> None:
    made = resources(lambda s: InstancePool(s, "P", names=names, **WANTED))
    assert made["databricks_instance_pool"] == {
        "instance_pool_name": "ml-team-ml-dev",
        "node_type_id": "Standard_D4ds_v5",
        "min_idle_instances": 0,
        "max_capacity": 6,
        "idle_instance_autotermination_minutes": 10,
        "preloaded_spark_versions": ["17.3.x-scala2.13"],
        "azure_attributes": {"availability": "ON_DEMAND_AZURE"},
        "custom_tags": TAGS,
    }


def test_spare_machines_of_a_pool_with_a_purpose_hold_no_runtime_where_none_is_given(resources, names) -> None:
    made = resources(
        lambda s: InstancePool(
            s, "P", names=names, node_type="Standard_NC4as_T4_v3", max_capacity=2, purpose="gpu", spot=True
        )
    )
    assert made["databricks_instance_pool"] == {
        "instance_pool_name": "ml-team-ml-dev-gpu",
        "node_type_id": "Standard_NC4as_T4_v3",
        "min_idle_instances": 0,
        "max_capacity": 2,
        "idle_instance_autotermination_minutes": 10,
        "azure_attributes": {"availability": "SPOT_AZURE"},
        "custom_tags": TAGS,
    }


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"min_idle": -1}, "min_idle"),
        ({"min_idle": 7}, "min_idle"),
        ({"max_capacity": 0}, "max_capacity"),
        ({"idle_minutes": -1}, "idle_minutes"),
        ({"idle_minutes": 10_001}, "idle_minutes"),
    ],
)
def test_fails_outside_its_limits(resources, names, wrong: dict[str, int], named: str) -> None:
    with pytest.raises(RuleError, match=named):
        resources(lambda s: InstancePool(s, "P", names=names, **{**WANTED, **wrong}))
