"""Jobs, pipelines and their code, whole, in their smallest and fullest form."""

from typing import Any

import pytest

from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.synthesis import sample

EXPECTED: dict[str, dict[str, Any]] = {
    "Notebook minimal": {
        "Notebook": {
            "TYPE": "databricks_notebook",
            "content_base64": "cHJpbnQoJyR7eH0nKQo=",
            "language": "PYTHON",
            "path": "/Shared/ml-team/ml-dev/ingest",
        }
    },
    "Notebook fullest": {
        "It": {
            "TYPE": "databricks_notebook",
            "content_base64": "c2VsZWN0IDEK",
            "language": "SQL",
            "path": "/Shared/ml-team/ml-dev/report",
        }
    },
    "WorkspaceFile minimal": {
        "File": {
            "TYPE": "databricks_workspace_file",
            "content_base64": "c2VsZWN0IDEK",
            "path": "/Shared/ml-team/ml-dev/files/load.sql",
        }
    },
    "GitCredential minimal": {"It": {"TYPE": "databricks_git_credential", "git_provider": "azureDevOpsServicesAad"}},
    "GitCredential fullest": {
        "It": {"TYPE": "databricks_git_credential", "git_provider": "gitHub", "git_username": "robot"}
    },
    "GitFolder minimal": {
        "It": {
            "TYPE": "databricks_repo",
            "branch": "main",
            "git_provider": "gitHub",
            "path": "/Repos/ml-team/ml-dev",
            "url": "https://github.com/example/code",
        }
    },
    "GitFolder fullest": {
        "It": {
            "TYPE": "databricks_repo",
            "git_provider": "azureDevOpsServices",
            "path": "/Repos/ml-team/ml-dev-code",
            "tag": "v1",
            "url": "https://dev.azure.com/example/p/_git/code",
            "sparse_checkout": {"patterns": ["jobs"]},
            "depends_on": ["<GitCredential>"],
        }
    },
    "Job minimal": {
        "It": {
            "TYPE": "databricks_job",
            "max_concurrent_runs": 1,
            "name": "ml-team-ml-dev-ingest",
            "tags": TAGS,
            "queue": {"enabled": True},
            "task": [
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "ingest",
                    "notebook_task": {"notebook_path": "<Notebook.path>", "source": "WORKSPACE"},
                }
            ],
        }
    },
    "Job fullest": {
        "It": {
            "TYPE": "databricks_job",
            "budget_policy_id": "<Budget.policy_id>",
            "max_concurrent_runs": 3,
            "name": "ml-team-ml-dev-nightly",
            "tags": TAGS,
            "timeout_seconds": 7200,
            "email_notifications": {
                "on_duration_warning_threshold_exceeded": ["ada@example.com"],
                "on_failure": ["ada@example.com"],
                "on_start": ["ada@example.com"],
                "on_success": ["grace@example.com"],
            },
            "environment": [
                {"environment_key": "py", "spec": {"dependencies": ["requests==2.32.4"], "environment_version": "3"}}
            ],
            "git_source": {"branch": "main", "provider": "gitHub", "url": "https://github.com/example/jobs"},
            "health": {"rules": [{"metric": "RUN_DURATION_SECONDS", "op": "GREATER_THAN", "value": 5400}]},
            "job_cluster": [
                {
                    "job_cluster_key": "big",
                    "new_cluster": {
                        "custom_tags": {**TAGS, "ResourceClass": "MultiNode"},
                        "data_security_mode": "SINGLE_USER",
                        "driver_node_type_id": "Standard_D8ds_v5",
                        "node_type_id": "Standard_D4ds_v5",
                        "policy_id": "<Policy.id>",
                        "runtime_engine": "STANDARD",
                        "spark_conf": {"a": "b"},
                        "spark_version": "17.3.x-scala2.13",
                        "autoscale": {"max_workers": 4, "min_workers": 1},
                        "azure_attributes": {"availability": "SPOT_WITH_FALLBACK_AZURE", "first_on_demand": 1},
                        "init_scripts": [{"volumes": {"destination": "<Script.path>"}}],
                    },
                },
                {
                    "job_cluster_key": "fixed",
                    "new_cluster": {
                        "custom_tags": {"ResourceClass": "MultiNode"},
                        "data_security_mode": "SINGLE_USER",
                        "driver_instance_pool_id": "<Pool.id>",
                        "instance_pool_id": "<Pool.id>",
                        "num_workers": 2,
                        "runtime_engine": "STANDARD",
                        "spark_version": "17.3.x-scala2.13",
                    },
                },
                {
                    "job_cluster_key": "alone",
                    "new_cluster": {
                        "custom_tags": {**TAGS, "ResourceClass": "SingleNode"},
                        "data_security_mode": "SINGLE_USER",
                        "driver_node_type_id": "Standard_D4ds_v5",
                        "node_type_id": "Standard_D4ds_v5",
                        "num_workers": 0,
                        "runtime_engine": "STANDARD",
                        "spark_conf": {"spark.databricks.cluster.profile": "singleNode", "spark.master": "local[*]"},
                        "spark_version": "17.3.x-cpu-ml-scala2.13",
                        "azure_attributes": {"availability": "ON_DEMAND_AZURE", "first_on_demand": 1},
                        "cluster_log_conf": {"volumes": {"destination": "/Volumes/main/ops/logs"}},
                    },
                },
            ],
            "parameter": [{"default": "today", "name": "day"}, {"default": "full", "name": "mode"}],
            "queue": {"enabled": True},
            "run_as": {"service_principal_name": "<Robot.application_id>"},
            "schedule": {
                "pause_status": "PAUSED",
                "quartz_cron_expression": "0 0 6 * * ?",
                "timezone_id": "Europe/Berlin",
            },
            "task": [
                {
                    "job_cluster_key": "big",
                    "max_retries": 2,
                    "min_retry_interval_millis": 30000,
                    "run_if": "ALL_SUCCESS",
                    "task_key": "a_ingest",
                    "timeout_seconds": 3600,
                    "library": [
                        {"pypi": {"package": "requests==2.32.4"}},
                        {"maven": {"coordinates": "com.example:own:1.0"}},
                    ],
                    "notebook_task": {
                        "base_parameters": {"day": "{{job.start_time.iso_date}}"},
                        "notebook_path": "<Notebook.path>",
                        "source": "WORKSPACE",
                    },
                },
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "next",
                    "depends_on": [{"task_key": "sql"}, {"task_key": "tables"}],
                    "run_job_task": {"job_id": "<Job.id>", "job_parameters": {"day": "1"}},
                },
                {
                    "job_cluster_key": "fixed",
                    "run_if": "ALL_SUCCESS",
                    "task_key": "python",
                    "depends_on": [{"task_key": "a_ingest"}, {"outcome": "false", "task_key": "z_check"}],
                    "spark_python_task": {"parameters": ["1"], "python_file": "jobs/score.py", "source": "GIT"},
                },
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "sql",
                    "depends_on": [{"task_key": "train"}],
                    "sql_task": {
                        "parameters": {"day": "1"},
                        "warehouse_id": "<Warehouse.id>",
                        "file": {"path": "<File.path>", "source": "WORKSPACE"},
                    },
                },
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "tables",
                    "depends_on": [{"task_key": "train"}],
                    "pipeline_task": {"full_refresh": True, "pipeline_id": "<Pipeline.id>"},
                },
                {
                    "job_cluster_key": "alone",
                    "run_if": "ALL_DONE",
                    "task_key": "train",
                    "depends_on": [{"task_key": "python"}, {"task_key": "wheel"}],
                    "notebook_task": {"notebook_path": "/Shared/train", "source": "WORKSPACE"},
                },
                {
                    "environment_key": "py",
                    "run_if": "ALL_SUCCESS",
                    "task_key": "wheel",
                    "depends_on": [{"outcome": "true", "task_key": "z_check"}],
                    "python_wheel_task": {"entry_point": "main", "package_name": "own", "parameters": ["--fast"]},
                },
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "z_check",
                    "condition_task": {"left": "{{tasks.a_ingest.values.rows}}", "op": "GREATER_THAN", "right": "0"},
                    "depends_on": [{"task_key": "a_ingest"}],
                },
            ],
            "webhook_notifications": {"on_failure": [{"id": "a-hook"}, {"id": "b-hook"}]},
        }
    },
    "Job on files": {
        "It": {
            "TYPE": "databricks_job",
            "max_concurrent_runs": 1,
            "name": "ml-team-ml-dev-ingest",
            "tags": TAGS,
            "queue": {"enabled": True},
            "task": [
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "ingest",
                    "notebook_task": {"notebook_path": "<Notebook.path>", "source": "WORKSPACE"},
                }
            ],
            "trigger": {
                "pause_status": "UNPAUSED",
                "file_arrival": {
                    "min_time_between_triggers_seconds": 120,
                    "url": "<Volume.volume_path>/in/",
                    "wait_after_last_change_seconds": 60,
                },
            },
        }
    },
    "Job on files of a location": {
        "It": {
            "TYPE": "databricks_job",
            "max_concurrent_runs": 1,
            "name": "ml-team-ml-dev-ingest",
            "tags": TAGS,
            "queue": {"enabled": True},
            "task": [
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "ingest",
                    "notebook_task": {"notebook_path": "<Notebook.path>", "source": "WORKSPACE"},
                }
            ],
            "trigger": {"pause_status": "UNPAUSED", "file_arrival": {"url": "<Location.url>/"}},
        }
    },
    "Job every day": {
        "It": {
            "TYPE": "databricks_job",
            "max_concurrent_runs": 1,
            "name": "ml-team-ml-dev-ingest",
            "tags": TAGS,
            "queue": {"enabled": True},
            "task": [
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "ingest",
                    "notebook_task": {"notebook_path": "<Notebook.path>", "source": "WORKSPACE"},
                }
            ],
            "trigger": {"pause_status": "UNPAUSED", "periodic": {"interval": 1, "unit": "DAYS"}},
        }
    },
    "Job without end": {
        "It": {
            "TYPE": "databricks_job",
            "max_concurrent_runs": 1,
            "name": "ml-team-ml-dev-ingest",
            "tags": TAGS,
            "continuous": {"pause_status": "UNPAUSED"},
            "queue": {"enabled": False},
            "task": [
                {
                    "run_if": "ALL_SUCCESS",
                    "task_key": "ingest",
                    "notebook_task": {"notebook_path": "<Notebook.path>", "source": "WORKSPACE"},
                }
            ],
        }
    },
    "Pipeline minimal": {
        "Pipeline": {
            "TYPE": "databricks_pipeline",
            "catalog": "<Catalog.name>",
            "channel": "CURRENT",
            "continuous": False,
            "development": False,
            "name": "ml-team-ml-dev-orders",
            "schema": "<Schema.name>",
            "serverless": True,
            "tags": TAGS,
            "library": [{"notebook": {"path": "<Notebook.path>"}}],
        }
    },
    "Pipeline fullest": {
        "It": {
            "TYPE": "databricks_pipeline",
            "catalog": "<Catalog.name>",
            "channel": "PREVIEW",
            "configuration": {"source": "landing"},
            "continuous": True,
            "development": True,
            "edition": "PRO",
            "name": "ml-team-ml-dev-events",
            "photon": True,
            "schema": "<Schema.name>",
            "serverless": False,
            "tags": TAGS,
            "cluster": [
                {
                    "custom_tags": TAGS,
                    "driver_node_type_id": "Standard_D4ds_v5",
                    "label": "default",
                    "node_type_id": "Standard_D4ds_v5",
                    "policy_id": "<Policy.id>",
                    "autoscale": {"max_workers": 5, "min_workers": 2, "mode": "ENHANCED"},
                    "azure_attributes": {"availability": "SPOT_WITH_FALLBACK_AZURE", "first_on_demand": 1},
                }
            ],
            "library": [{"notebook": {"path": "<Notebook.path>"}}, {"file": {"path": "/Workspace/Shared/tables.sql"}}],
            "notification": [
                {
                    "alerts": ["on-update-failure", "on-update-fatal-failure", "on-flow-failure"],
                    "email_recipients": ["ada@example.com"],
                }
            ],
            "run_as": {"service_principal_name": "<Robot.application_id>"},
        }
    },
    "Pipeline of a folder": {
        "It": {
            "TYPE": "databricks_pipeline",
            "budget_policy_id": "<Budget.policy_id>",
            "catalog": "<Catalog.name>",
            "channel": "CURRENT",
            "continuous": False,
            "development": False,
            "name": "ml-team-ml-dev-events",
            "schema": "<Schema.name>",
            "serverless": True,
            "tags": TAGS,
            "environment": {"dependencies": ["requests==2.32.4"]},
            "library": [{"glob": {"include": "/Workspace/Shared/tables/**"}}],
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


def test_a_task_runs_on_a_cluster_that_people_share() -> None:
    resources = sample("Job on a shared cluster")
    (task,) = resources["It"]["task"]
    assert task["existing_cluster_id"] == "<Cluster.cluster_id>"
    assert "job_cluster_key" not in task
    assert task["library"] == [{"cran": {"package": "dplyr"}}]
