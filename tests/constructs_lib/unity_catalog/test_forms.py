"""Everything of Unity Catalog, whole, in its smallest and fullest form."""

from typing import Any

import pytest

from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.synthesis import sample

EXPECTED: dict[str, dict[str, Any]] = {
    "StorageCredential minimal": {
        "Credential": {
            "TYPE": "databricks_storage_credential",
            "isolation_mode": "ISOLATION_MODE_ISOLATED",
            "name": "ml_team_ml_dev",
            "read_only": False,
            "azure_managed_identity": {"access_connector_id": "<Connector.id>"},
        }
    },
    "StorageCredential fullest": {
        "It": {
            "TYPE": "databricks_storage_credential",
            "comment": "Reads the landing zone",
            "isolation_mode": "ISOLATION_MODE_OPEN",
            "name": "ml_team_ml_dev_landing",
            "owner": "<Readers.display_name>",
            "read_only": True,
            "azure_managed_identity": {"access_connector_id": "<Named.id>", "managed_identity_id": "<Identity.id>"},
        }
    },
    "StorageCredential of a metastore that is assigned": {
        "It": {
            "TYPE": "databricks_storage_credential",
            "isolation_mode": "ISOLATION_MODE_ISOLATED",
            "name": "ml_team_ml_dev",
            "read_only": False,
            "azure_managed_identity": {"access_connector_id": "<Connector.id>"},
            "depends_on": ["<Metastore>"],
        }
    },
    "ServiceCredential minimal": {
        "It": {
            "TYPE": "databricks_credential",
            "isolation_mode": "ISOLATION_MODE_ISOLATED",
            "name": "ml_team_ml_dev_service",
            "purpose": "SERVICE",
            "azure_managed_identity": {"access_connector_id": "<Connector.id>"},
        }
    },
    "ServiceCredential fullest": {
        "It": {
            "TYPE": "databricks_credential",
            "comment": "Reads the orders",
            "isolation_mode": "ISOLATION_MODE_OPEN",
            "name": "ml_team_ml_dev_orders",
            "owner": "<Readers.display_name>",
            "purpose": "SERVICE",
            "azure_managed_identity": {"access_connector_id": "<Named.id>", "managed_identity_id": "<Identity.id>"},
        }
    },
    "ExternalLocation minimal": {
        "Location": {
            "TYPE": "databricks_external_location",
            "credential_name": "<Credential.name>",
            "fallback": False,
            "isolation_mode": "ISOLATION_MODE_ISOLATED",
            "name": "ml_team_ml_dev",
            "read_only": False,
            "url": "abfss://bronze@<Lake.primary_dfs_host>",
        }
    },
    "ExternalLocation fullest": {
        "It": {
            "TYPE": "databricks_external_location",
            "comment": "Landing zone",
            "credential_name": "<Credential.name>",
            "fallback": False,
            "isolation_mode": "ISOLATION_MODE_OPEN",
            "name": "ml_team_ml_dev_landing",
            "owner": "<Readers.display_name>",
            "read_only": True,
            "url": "abfss://bronze@<Lake.primary_dfs_host>/landing/in",
        }
    },
    "Catalog minimal": {
        "Catalog": {
            "TYPE": "databricks_catalog",
            "force_destroy": False,
            "isolation_mode": "ISOLATED",
            "name": "ml_team_ml_dev",
            "properties": TAGS,
            "storage_root": "<Location.url>/catalog",
        }
    },
    "Catalog fullest": {
        "It": {
            "TYPE": "databricks_catalog",
            "comment": "For everybody",
            "enable_predictive_optimization": "ENABLE",
            "force_destroy": True,
            "isolation_mode": "OPEN",
            "name": "ml_team_ml_dev_shared",
            "owner": "<Readers.display_name>",
            "properties": TAGS,
            "storage_root": "<Location.url>/catalogs/shared",
        }
    },
    "WorkspaceBinding minimal": {
        "It": {
            "TYPE": "databricks_workspace_binding",
            "binding_type": "BINDING_TYPE_READ_ONLY",
            "securable_name": "<Catalog.name>",
            "securable_type": "catalog",
            "workspace_id": "<Workspace.workspace_id>",
        }
    },
    "WorkspaceBinding fullest": {
        "It": {
            "TYPE": "databricks_workspace_binding",
            "binding_type": "BINDING_TYPE_READ_WRITE",
            "securable_name": "<Catalog.name>",
            "securable_type": "catalog",
            "workspace_id": "<Workspace.workspace_id>",
        }
    },
    "WorkspaceBinding of a location": {
        "It": {
            "TYPE": "databricks_workspace_binding",
            "binding_type": "BINDING_TYPE_READ_WRITE",
            "securable_name": "<Location.id>",
            "securable_type": "external_location",
            "workspace_id": "<Workspace.workspace_id>",
        }
    },
    "Schema minimal": {
        "Schema": {
            "TYPE": "databricks_schema",
            "catalog_name": "<Catalog.name>",
            "force_destroy": False,
            "name": "sales_silver",
            "properties": TAGS,
        }
    },
    "Schema fullest": {
        "It": {
            "TYPE": "databricks_schema",
            "catalog_name": "<Catalog.name>",
            "comment": "Ready to use",
            "force_destroy": True,
            "name": "sales_gold",
            "owner": "<Readers.display_name>",
            "properties": TAGS,
            "storage_root": "<Location.url>/schemas/sales",
        }
    },
    "Volume minimal": {
        "Volume": {
            "TYPE": "databricks_volume",
            "catalog_name": "<Catalog.name>",
            "name": "files",
            "schema_name": "<Schema.name>",
            "volume_type": "MANAGED",
        }
    },
    "Volume fullest": {
        "It": {
            "TYPE": "databricks_volume",
            "catalog_name": "<Catalog.name>",
            "comment": "What arrives",
            "name": "landing",
            "owner": "<Readers.display_name>",
            "schema_name": "<Schema.name>",
            "storage_location": "<Location.url>/landing",
            "volume_type": "EXTERNAL",
        }
    },
    "RegisteredModel minimal": {
        "Model": {
            "TYPE": "databricks_registered_model",
            "catalog_name": "<Catalog.name>",
            "name": "ml_churn",
            "schema_name": "<Schema.name>",
        }
    },
    "RegisteredModel fullest": {
        "It": {
            "TYPE": "databricks_registered_model",
            "catalog_name": "<Catalog.name>",
            "comment": "Prices",
            "name": "ml_price",
            "owner": "<Readers.display_name>",
            "schema_name": "<Schema.name>",
        }
    },
    "Grants minimal": {
        "It": {
            "TYPE": "databricks_grants",
            "catalog": "<Catalog.name>",
            "grant": [{"principal": "ada@example.com", "privileges": ["USE_CATALOG"]}],
        }
    },
    "Grants fullest": {
        "It": {
            "TYPE": "databricks_grants",
            "schema": "<Schema.id>",
            "grant": [
                {"principal": "<Readers.display_name>", "privileges": ["READ_VOLUME", "SELECT", "USE_SCHEMA"]},
                {"principal": "<Robot.application_id>", "privileges": ["ALL_PRIVILEGES"]},
            ],
        }
    },
    "MetastoreAssignment minimal": {
        "It": {
            "TYPE": "databricks_metastore_assignment",
            "metastore_id": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
            "workspace_id": "<Workspace.workspace_id>",
            "provider": "databricks.account",
        }
    },
    "SystemSchemas minimal": {
        "It/access": {"TYPE": "databricks_system_schema", "schema": "access"},
        "It/compute": {"TYPE": "databricks_system_schema", "schema": "compute"},
        "It/lakeflow": {"TYPE": "databricks_system_schema", "schema": "lakeflow"},
        "It/query": {"TYPE": "databricks_system_schema", "schema": "query"},
        "It/storage": {"TYPE": "databricks_system_schema", "schema": "storage"},
    },
    "SystemSchemas fullest": {
        "It/access": {"TYPE": "databricks_system_schema", "schema": "access"},
        "It/serving": {"TYPE": "databricks_system_schema", "schema": "serving"},
    },
    "ArtifactAllowlist minimal": {
        "It": {
            "TYPE": "databricks_artifact_allowlist",
            "artifact_type": "INIT_SCRIPT",
            "artifact_matcher": [{"artifact": "/Volumes/main/ops/scripts/", "match_type": "PREFIX_MATCH"}],
        }
    },
    "ArtifactAllowlist fullest": {
        "It": {
            "TYPE": "databricks_artifact_allowlist",
            "artifact_type": "LIBRARY_MAVEN",
            "artifact_matcher": [
                {"artifact": "org.apache:", "match_type": "PREFIX_MATCH"},
                {"artifact": "com.example:own:", "match_type": "PREFIX_MATCH"},
            ],
        }
    },
    "ArtifactAllowlist of a volume": {
        "It": {
            "TYPE": "databricks_artifact_allowlist",
            "artifact_type": "LIBRARY_JAR",
            "artifact_matcher": [{"artifact": "<Volume.volume_path>/", "match_type": "PREFIX_MATCH"}],
        }
    },
    "QualityMonitor minimal": {
        "It": {
            "TYPE": "databricks_quality_monitor",
            "assets_dir": "/Shared/ml-team/ml-dev/quality-sales-silver-orders",
            "output_schema_name": "<Schema.id>",
            "table_name": "<Schema.id>.orders",
            "snapshot": [{}],
        }
    },
    "QualityMonitor fullest": {
        "It": {
            "TYPE": "databricks_quality_monitor",
            "assets_dir": "/Shared/ml-team/ml-dev/quality-sales-silver-predictions",
            "baseline_table_name": "main.sales.first",
            "output_schema_name": "<Schema.id>",
            "slicing_exprs": ["country"],
            "table_name": "<Schema.id>.predictions",
            "warehouse_id": "<Warehouse.id>",
            "inference_log": [
                {
                    "granularities": ["1 hour", "1 day"],
                    "label_col": "l",
                    "model_id_col": "m",
                    "prediction_col": "p",
                    "problem_type": "PROBLEM_TYPE_REGRESSION",
                    "timestamp_col": "at",
                }
            ],
            "notifications": [{"on_failure": [{"email_addresses": ["ada@example.com"]}]}],
            "schedule": [{"quartz_cron_expression": "0 0 * * * ?", "timezone_id": "UTC"}],
        }
    },
    "QualityMonitor of a time series": {
        "It": {
            "TYPE": "databricks_quality_monitor",
            "assets_dir": "/Shared/ml-team/ml-dev/quality-sales-silver-orders",
            "output_schema_name": "<Schema.id>",
            "table_name": "<Schema.id>.orders",
            "time_series": [{"granularities": ["1 day"], "timestamp_col": "at"}],
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
