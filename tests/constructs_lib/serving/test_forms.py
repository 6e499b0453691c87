"""Everything that answers questions, whole, in its smallest and fullest form."""

from typing import Any

import pytest

from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.synthesis import sample

TAG_ORDER = ("team", "environment", "workload", "cost_centre", "managed_by", "platform")
TAG_LIST = [{"key": key, "value": TAGS[key]} for key in TAG_ORDER]
EXPECTED: dict[str, dict[str, Any]] = {
    "ModelEndpoint minimal": {
        "Endpoint": {
            "TYPE": "databricks_model_serving",
            "name": "ml-team-ml-dev-churn",
            "route_optimized": False,
            "ai_gateway": {"usage_tracking_config": {"enabled": True}},
            "config": {
                "served_entities": [
                    {
                        "entity_name": "<Model.id>",
                        "entity_version": "1",
                        "name": "v1",
                        "scale_to_zero_enabled": True,
                        "workload_size": "Small",
                        "workload_type": "CPU",
                    }
                ],
                "traffic_config": {"routes": [{"served_model_name": "v1", "traffic_percentage": 100}]},
            },
            "tags": TAG_LIST,
        }
    },
    "ModelEndpoint fullest": {
        "It": {
            "TYPE": "databricks_model_serving",
            "budget_policy_id": "<Budget.policy_id>",
            "name": "ml-team-ml-dev-price",
            "route_optimized": True,
            "ai_gateway": {
                "inference_table_config": {
                    "catalog_name": "<Catalog.name>",
                    "enabled": True,
                    "schema_name": "<Schema.name>",
                    "table_name_prefix": "ml_team_ml_dev_price",
                },
                "rate_limits": [
                    {"calls": 600, "key": "endpoint", "renewal_period": "minute"},
                    {"calls": 60, "key": "user", "renewal_period": "minute"},
                ],
                "usage_tracking_config": {"enabled": False},
            },
            "config": {
                "served_entities": [
                    {
                        "entity_name": "main.sales.price",
                        "entity_version": "1",
                        "environment_vars": {"API_KEY": "{{secrets/apis/key}}", "MODE": "fast"},
                        "name": "v1",
                        "scale_to_zero_enabled": False,
                        "workload_size": "Medium",
                        "workload_type": "GPU_SMALL",
                    },
                    {
                        "entity_name": "<Model.id>",
                        "entity_version": "2",
                        "name": "v2",
                        "scale_to_zero_enabled": True,
                        "workload_size": "Small",
                        "workload_type": "CPU",
                    },
                ],
                "traffic_config": {
                    "routes": [
                        {"served_model_name": "v1", "traffic_percentage": 90},
                        {"served_model_name": "v2", "traffic_percentage": 10},
                    ]
                },
            },
            "email_notifications": {"on_update_failure": ["ada@example.com"]},
            "tags": TAG_LIST,
        }
    },
    "VectorEndpoint minimal": {
        "Vectors": {
            "TYPE": "databricks_vector_search_endpoint",
            "endpoint_type": "STANDARD",
            "name": "ml-team-ml-dev-documents",
        }
    },
    "VectorEndpoint fullest": {
        "It": {
            "TYPE": "databricks_vector_search_endpoint",
            "budget_policy_id": "<Budget.policy_id>",
            "endpoint_type": "STORAGE_OPTIMIZED",
            "name": "ml-team-ml-dev-all",
        }
    },
    "VectorIndex minimal": {
        "It": {
            "TYPE": "databricks_vector_search_index",
            "endpoint_name": "<Vectors.name>",
            "index_type": "DELTA_SYNC",
            "name": "<Schema.id>.ml_documents_index",
            "primary_key": "id",
            "delta_sync_index_spec": {
                "pipeline_type": "TRIGGERED",
                "source_table": "<Schema.id>.documents",
                "embedding_source_columns": [
                    {"embedding_model_endpoint_name": "databricks-gte-large-en", "name": "text"}
                ],
            },
        }
    },
    "VectorIndex fullest": {
        "It": {
            "TYPE": "databricks_vector_search_index",
            "endpoint_name": "<Vectors.name>",
            "index_type": "DELTA_SYNC",
            "name": "<Schema.id>.ml_documents_index",
            "primary_key": "id",
            "delta_sync_index_spec": {
                "pipeline_type": "CONTINUOUS",
                "source_table": "<Schema.id>.documents",
                "embedding_vector_columns": [{"embedding_dimension": 1024, "name": "vector"}],
            },
        }
    },
    "ExperimentFolder minimal": {
        "Experiments": {
            "TYPE": "databricks_directory",
            "delete_recursive": False,
            "path": "/Shared/ml-team/experiments",
        }
    },
    "Experiment minimal": {
        "It": {"TYPE": "databricks_mlflow_experiment", "name": "<Experiments.path>/ml-dev", "tags": TAG_LIST}
    },
    "Experiment fullest": {
        "It": {
            "TYPE": "databricks_mlflow_experiment",
            "artifact_location": "dbfs:<Volume.volume_path>/ml-dev-churn",
            "name": "<Experiments.path>/ml-dev-churn",
            "tags": TAG_LIST,
        }
    },
    "App minimal": {"It": {"TYPE": "databricks_app", "compute_size": "MEDIUM", "name": "ml-team-ml-dev-portal"}},
    "App fullest": {
        "It": {
            "TYPE": "databricks_app",
            "budget_policy_id": "<Budget.policy_id>",
            "compute_size": "LARGE",
            "name": "ml-team-ml-dev-desk",
            "resources": [
                {"name": "sql", "sql_warehouse": {"id": "<Warehouse.id>", "permission": "CAN_USE"}},
                {"job": {"id": "<Job.id>", "permission": "CAN_MANAGE_RUN"}, "name": "job"},
                {"name": "model", "serving_endpoint": {"name": "<Endpoint.name>", "permission": "CAN_QUERY"}},
                {
                    "name": "files",
                    "uc_securable": {
                        "permission": "WRITE_VOLUME",
                        "securable_full_name": "<Volume.id>",
                        "securable_type": "VOLUME",
                    },
                },
                {
                    "name": "inbox",
                    "uc_securable": {
                        "permission": "READ_VOLUME",
                        "securable_full_name": "<Volume.id>",
                        "securable_type": "VOLUME",
                    },
                },
                {"name": "key", "secret": {"key": "key", "permission": "READ", "scope": "apis"}},
            ],
            "user_api_scopes": ["sql"],
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
