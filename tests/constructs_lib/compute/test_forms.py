"""Clusters, policies and warehouses, whole, in their smallest and fullest form."""

from typing import Any

import pytest

from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.synthesis import sample

TAG_RULES = {f"custom_tags.{key}": {"type": "fixed", "value": value} for key, value in TAGS.items()}
TAG_ORDER = ("team", "environment", "workload", "cost_centre", "managed_by", "platform")
TAG_LIST = [{"key": key, "value": TAGS[key]} for key in TAG_ORDER]
EXPECTED: dict[str, dict[str, Any]] = {
    "SingleNodeCluster minimal": {
        "It": {
            "TYPE": "databricks_cluster",
            "autotermination_minutes": 30,
            "cluster_name": "ml-team-ml-dev",
            "custom_tags": {**TAGS, "ResourceClass": "SingleNode", "ClusterType": "interactive"},
            "data_security_mode": "USER_ISOLATION",
            "driver_node_type_id": "Standard_D4ds_v5",
            "node_type_id": "Standard_D4ds_v5",
            "num_workers": 0,
            "runtime_engine": "STANDARD",
            "spark_conf": {"spark.databricks.cluster.profile": "singleNode", "spark.master": "local[*]"},
            "spark_version": "17.3.x-scala2.13",
            "azure_attributes": {"availability": "ON_DEMAND_AZURE", "first_on_demand": 1},
        }
    },
    "SingleNodeCluster fullest": {
        "It": {
            "TYPE": "databricks_cluster",
            "autotermination_minutes": 10000,
            "cluster_name": "ml-team-ml-dev-own",
            "custom_tags": {**TAGS, "ResourceClass": "SingleNode", "ClusterType": "interactive"},
            "data_security_mode": "SINGLE_USER",
            "driver_node_type_id": "Standard_D4ds_v5",
            "node_type_id": "Standard_D4ds_v5",
            "num_workers": 0,
            "policy_id": "<Policy.id>",
            "runtime_engine": "PHOTON",
            "single_user_name": "ada@example.com",
            "spark_conf": {
                "spark.sql.shuffle.partitions": "auto",
                "spark.databricks.cluster.profile": "singleNode",
                "spark.master": "local[*]",
            },
            "spark_env_vars": {"API_TOKEN": "{{secrets/apis/token}}"},
            "spark_version": "17.3.x-cpu-ml-scala2.13",
            "azure_attributes": {"availability": "SPOT_WITH_FALLBACK_AZURE", "first_on_demand": 0},
            "cluster_log_conf": {"volumes": {"destination": "/Volumes/main/ops/logs/clusters"}},
            "init_scripts": [
                {"volumes": {"destination": "/Volumes/main/ops/scripts/a.sh"}},
                {"volumes": {"destination": "<Script.path>"}},
            ],
            "library": [
                {"pypi": {"package": "requests==2.32.4", "repo": "https://pypi.example.com/simple"}},
                {"whl": "/Volumes/main/ops/libs/own-1.0-py3-none-any.whl"},
                {"jar": "/Volumes/main/ops/libs/own.jar"},
                {"requirements": "/Workspace/Shared/requirements.txt"},
                {"maven": {"coordinates": "com.example:own:1.0", "exclusions": ["org.slf4j:slf4j-api"]}},
                {"cran": {"package": "dplyr"}},
            ],
        }
    },
    "SingleNodeCluster from a pool": {
        "It": {
            "TYPE": "databricks_cluster",
            "autotermination_minutes": 30,
            "cluster_name": "ml-team-ml-dev",
            "custom_tags": {"ResourceClass": "SingleNode", "ClusterType": "interactive"},
            "data_security_mode": "USER_ISOLATION",
            "driver_instance_pool_id": "<Pool.id>",
            "instance_pool_id": "<Pool.id>",
            "num_workers": 0,
            "runtime_engine": "STANDARD",
            "spark_conf": {"spark.databricks.cluster.profile": "singleNode", "spark.master": "local[*]"},
            "spark_version": "17.3.x-scala2.13",
        }
    },
    "GpuCluster minimal": {
        "It": {
            "TYPE": "databricks_cluster",
            "autotermination_minutes": 30,
            "cluster_name": "ml-team-ml-dev-gpu",
            "custom_tags": {**TAGS, "ResourceClass": "SingleNode", "ClusterType": "gpu"},
            "data_security_mode": "SINGLE_USER",
            "driver_node_type_id": "Standard_NC4as_T4_v3",
            "node_type_id": "Standard_NC4as_T4_v3",
            "num_workers": 0,
            "runtime_engine": "STANDARD",
            "spark_conf": {"spark.databricks.cluster.profile": "singleNode", "spark.master": "local[*]"},
            "spark_version": "17.3.x-gpu-ml-scala2.13",
            "azure_attributes": {"availability": "SPOT_WITH_FALLBACK_AZURE", "first_on_demand": 0},
        }
    },
    "GpuCluster fullest": {
        "It": {
            "TYPE": "databricks_cluster",
            "autotermination_minutes": 20,
            "cluster_name": "ml-team-ml-dev-train",
            "custom_tags": {**TAGS, "ResourceClass": "MultiNode", "ClusterType": "gpu"},
            "data_security_mode": "SINGLE_USER",
            "driver_node_type_id": "Standard_NC4as_T4_v3",
            "node_type_id": "Standard_NC4as_T4_v3",
            "num_workers": 2,
            "runtime_engine": "STANDARD",
            "single_user_name": "ml-team",
            "spark_conf": {"a": "b"},
            "spark_version": "17.3.x-gpu-ml-scala2.13",
            "azure_attributes": {"availability": "ON_DEMAND_AZURE", "first_on_demand": 1},
        }
    },
    "ClusterPolicy minimal": {
        "It": {
            "TYPE": "databricks_cluster_policy",
            "definition": {
                **TAG_RULES,
                "autotermination_minutes": {"type": "range", "minValue": 10, "maxValue": 60, "defaultValue": 30},
                "data_security_mode": {
                    "type": "allowlist",
                    "values": ["USER_ISOLATION", "SINGLE_USER"],
                    "defaultValue": "USER_ISOLATION",
                },
            },
            "name": "ml-team-ml-dev",
        }
    },
    "ClusterPolicy fullest": {
        "It": {
            "TYPE": "databricks_cluster_policy",
            "definition": {
                **TAG_RULES,
                "autotermination_minutes": {"type": "fixed", "value": 20, "hidden": True},
                "cluster_type": {"type": "blocklist", "values": ["dlt"]},
                "data_security_mode": {
                    "type": "allowlist",
                    "values": ["USER_ISOLATION", "SINGLE_USER"],
                    "defaultValue": "USER_ISOLATION",
                },
                "instance_pool_id": {"type": "forbidden"},
                "node_type_id": {
                    "type": "allowlist",
                    "values": ["Standard_D4ds_v5", "Standard_D8ds_v5"],
                    "defaultValue": "Standard_D4ds_v5",
                },
                "num_workers": {"type": "range", "maxValue": 8},
                "spark_conf.spark.databricks.io.cache.enabled": {
                    "type": "unlimited",
                    "isOptional": True,
                    "defaultValue": "true",
                },
                "spark_version": {"type": "regex", "pattern": "17\\.3\\.x-.*", "defaultValue": "17.3.x-scala2.13"},
            },
            "max_clusters_per_user": 2,
            "name": "ml-team-ml-dev-etl",
            "libraries": [
                {"pypi": {"package": "requests==2.32.4"}},
                {"maven": {"coordinates": "com.example:own:1.0"}},
                {"cran": {"package": "dplyr"}},
            ],
        }
    },
    "ClusterPolicy of a family": {
        "It": {
            "TYPE": "databricks_cluster_policy",
            "name": "ml-team-ml-dev",
            "policy_family_definition_overrides": {
                **TAG_RULES,
                "autotermination_minutes": {"type": "range", "minValue": 10, "maxValue": 60, "defaultValue": 30},
                "data_security_mode": {
                    "type": "allowlist",
                    "values": ["USER_ISOLATION", "SINGLE_USER"],
                    "defaultValue": "USER_ISOLATION",
                },
                "dbus_per_hour": {"type": "range", "maxValue": 10},
            },
            "policy_family_id": "personal-vm",
        }
    },
    "ClusterLibraries minimal": {
        "It/Requests": {
            "TYPE": "databricks_library",
            "cluster_id": "<Cluster.cluster_id>",
            "pypi": [{"package": "requests==2.32.4"}],
        }
    },
    "ClusterLibraries fullest": {
        "It/L0": {
            "TYPE": "databricks_library",
            "cluster_id": "<Cluster.cluster_id>",
            "pypi": [{"package": "requests==2.32.4", "repo": "https://pypi.example.com/simple"}],
        },
        "It/L1": {
            "TYPE": "databricks_library",
            "cluster_id": "<Cluster.cluster_id>",
            "whl": "/Volumes/main/ops/libs/own-1.0-py3-none-any.whl",
        },
        "It/L2": {
            "TYPE": "databricks_library",
            "cluster_id": "<Cluster.cluster_id>",
            "jar": "/Volumes/main/ops/libs/own.jar",
        },
        "It/L3": {
            "TYPE": "databricks_library",
            "cluster_id": "<Cluster.cluster_id>",
            "requirements": "/Workspace/Shared/requirements.txt",
        },
        "It/L4": {
            "TYPE": "databricks_library",
            "cluster_id": "<Cluster.cluster_id>",
            "maven": [{"coordinates": "com.example:own:1.0", "exclusions": ["org.slf4j:slf4j-api"]}],
        },
        "It/L5": {"TYPE": "databricks_library", "cluster_id": "<Cluster.cluster_id>", "cran": [{"package": "dplyr"}]},
    },
    "SqlWarehouse minimal": {
        "It": {
            "TYPE": "databricks_sql_endpoint",
            "auto_stop_mins": 10,
            "cluster_size": "2X-Small",
            "enable_serverless_compute": True,
            "max_num_clusters": 1,
            "min_num_clusters": 1,
            "name": "ml-team-ml-dev",
            "spot_instance_policy": "RELIABILITY_OPTIMIZED",
            "warehouse_type": "PRO",
            "channel": {"name": "CHANNEL_NAME_CURRENT"},
            "tags": {"custom_tags": TAG_LIST},
        }
    },
    "SqlWarehouse fullest": {
        "It": {
            "TYPE": "databricks_sql_endpoint",
            "auto_stop_mins": 45,
            "cluster_size": "Medium",
            "enable_serverless_compute": False,
            "max_num_clusters": 30,
            "min_num_clusters": 2,
            "name": "ml-team-ml-dev-bi",
            "spot_instance_policy": "COST_OPTIMIZED",
            "warehouse_type": "PRO",
            "channel": {"name": "CHANNEL_NAME_PREVIEW"},
            "tags": {"custom_tags": TAG_LIST},
        }
    },
    "SqlWarehouse classic": {
        "It": {
            "TYPE": "databricks_sql_endpoint",
            "auto_stop_mins": 10,
            "cluster_size": "2X-Small",
            "enable_serverless_compute": False,
            "max_num_clusters": 1,
            "min_num_clusters": 1,
            "name": "ml-team-ml-dev",
            "spot_instance_policy": "RELIABILITY_OPTIMIZED",
            "warehouse_type": "CLASSIC",
            "channel": {"name": "CHANNEL_NAME_CURRENT"},
            "tags": {"custom_tags": TAG_LIST},
        }
    },
    "VolumeScript minimal": {
        "Script": {
            "TYPE": "databricks_file",
            "content_base64": "IyEvYmluL2Jhc2gKZWNobyAke0hPTUV9Cg==",
            "path": "<Volume.volume_path>/setup.sh",
        }
    },
}
"""By sample, by the resource's place in it."""


@pytest.mark.parametrize("name", EXPECTED)
def test_makes_exactly_this(name: str) -> None:
    found = sample(name)
    assert {path: found[path] for path in EXPECTED[name]} == EXPECTED[name]
    others = [path for path in found if path.startswith("It") and path not in EXPECTED[name]]
    assert others == []
