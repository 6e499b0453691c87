"""One configuration with as many types as possible: a network, a lake, keys, and all that is in a workspace."""

from __future__ import annotations

import base64
from typing import Any

Body = dict[str, Any]
Types = dict[str, dict[str, Body]]

ACCOUNT = "00000000-0000-0000-0000-00000000000a"
LAKE = "stlakeml"


def ref(address: str, attribute: str = "id") -> str:
    return f"${{{address}.{attribute}}}"


IN_GROUP: Body = {"resource_group_name": ref("azurerm_resource_group.this", "name")}
HERE: Body = {**IN_GROUP, "location": "westeurope"}
VNET: Body = {**IN_GROUP, "virtual_network_name": ref("azurerm_virtual_network.this", "name")}
DELEGATION: Body = {
    "name": "databricks",
    "service_delegation": {
        "name": "Microsoft.Databricks/workspaces",
        "actions": ["Microsoft.Network/virtualNetworks/subnets/join/action"],
    },
}
SUBNETS = ("public", "private")


def _each_subnet(**body: Any) -> dict[str, Body]:
    return {name: {"subnet_id": ref(f"azurerm_subnet.{name}"), **body} for name in SUBNETS}


NETWORK: Types = {
    "azurerm_resource_group": {"this": {"name": "rg-all", "location": "West Europe"}},
    "azurerm_virtual_network": {
        "this": {"name": "vnet-all", **HERE, "address_space": ["10.0.0.0/16"]},
        "hub": {"name": "vnet-hub", **HERE, "address_space": ["10.1.0.0/16"]},
    },
    "azurerm_subnet": {
        "public": {"name": "public", **VNET, "address_prefixes": ["10.0.0.0/24"], "delegation": DELEGATION},
        "private": {"name": "private", **VNET, "address_prefixes": ["10.0.1.0/24"], "delegation": DELEGATION},
        "endpoints": {"name": "endpoints", **VNET, "address_prefixes": ["10.0.2.0/24"]},
    },
    "azurerm_network_security_group": {"this": {"name": "nsg-all", **HERE}},
    "azurerm_network_security_rule": {
        "this": {
            "name": "deny-all",
            **IN_GROUP,
            "network_security_group_name": ref("azurerm_network_security_group.this", "name"),
            "priority": 4000,
            "direction": "Inbound",
            "access": "Deny",
            "protocol": "*",
            "source_port_range": "*",
            "destination_port_range": "*",
            "source_address_prefix": "*",
            "destination_address_prefix": "*",
        }
    },
    "azurerm_subnet_network_security_group_association": _each_subnet(
        network_security_group_id=ref("azurerm_network_security_group.this")
    ),
    "azurerm_route_table": {"this": {"name": "rt-all", **HERE}},
    "azurerm_route": {
        "this": {
            "name": "out",
            **IN_GROUP,
            "route_table_name": ref("azurerm_route_table.this", "name"),
            "address_prefix": "0.0.0.0/0",
            "next_hop_type": "VirtualAppliance",
            "next_hop_in_ip_address": "10.1.0.4",
        }
    },
    "azurerm_subnet_route_table_association": _each_subnet(route_table_id=ref("azurerm_route_table.this")),
    "azurerm_public_ip": {"this": {"name": "pip-all", **HERE, "allocation_method": "Static"}},
    "azurerm_nat_gateway": {"this": {"name": "ng-all", **HERE}},
    "azurerm_nat_gateway_public_ip_association": {
        "this": {
            "nat_gateway_id": ref("azurerm_nat_gateway.this"),
            "public_ip_address_id": ref("azurerm_public_ip.this"),
        }
    },
    "azurerm_subnet_nat_gateway_association": _each_subnet(nat_gateway_id=ref("azurerm_nat_gateway.this")),
    "azurerm_virtual_network_peering": {
        "this": {"name": "to-hub", **VNET, "remote_virtual_network_id": ref("azurerm_virtual_network.hub")}
    },
    "azurerm_private_dns_zone": {"this": {"name": "privatelink.azuredatabricks.net", **IN_GROUP}},
    "azurerm_private_dns_zone_virtual_network_link": {
        "this": {
            "name": "link",
            **IN_GROUP,
            "private_dns_zone_name": ref("azurerm_private_dns_zone.this", "name"),
            "virtual_network_id": ref("azurerm_virtual_network.this"),
        }
    },
    "azurerm_private_dns_a_record": {
        "this": {
            "name": "it",
            **IN_GROUP,
            "zone_name": ref("azurerm_private_dns_zone.this", "name"),
            "ttl": 300,
            "records": ["10.0.2.5"],
        }
    },
    "azurerm_private_endpoint": {
        "this": {
            "name": "pep-all",
            **HERE,
            "subnet_id": ref("azurerm_subnet.endpoints"),
            "private_service_connection": {
                "name": "ui",
                "is_manual_connection": False,
                "private_connection_resource_id": ref("azurerm_databricks_workspace.this"),
                "subresource_names": ["databricks_ui_api"],
            },
            "private_dns_zone_group": {"name": "dns", "private_dns_zone_ids": [ref("azurerm_private_dns_zone.this")]},
        }
    },
}

ACCOUNT_ID = ref("azurerm_storage_account.lake")
AZURE: Types = {
    "azurerm_databricks_workspace": {
        "this": {
            "name": "dbw-all",
            **HERE,
            "sku": "premium",
            "managed_resource_group_name": "rg-all-managed",
            "customer_managed_key_enabled": True,
            "managed_services_cmk_key_vault_key_id": ref("azurerm_key_vault_key.this"),
            "custom_parameters": {
                "no_public_ip": True,
                "virtual_network_id": ref("azurerm_virtual_network.this"),
                "public_subnet_name": "public",
                "private_subnet_name": "private",
                **{
                    f"{name}_subnet_network_security_group_association_id": ref(
                        f"azurerm_subnet_network_security_group_association.{name}"
                    )
                    for name in SUBNETS
                },
            },
            "tags": {"team": "ml"},
        }
    },
    "azurerm_databricks_workspace_root_dbfs_customer_managed_key": {
        "this": {
            "workspace_id": ref("azurerm_databricks_workspace.this"),
            "key_vault_key_id": ref("azurerm_key_vault_key.this"),
        }
    },
    "azurerm_databricks_access_connector": {"this": {"name": "dbac", **HERE, "identity": {"type": "SystemAssigned"}}},
    "azurerm_user_assigned_identity": {"this": {"name": "id-all", **HERE}},
    "azurerm_federated_identity_credential": {
        "this": {
            "name": "pipeline",
            **IN_GROUP,
            "parent_id": ref("azurerm_user_assigned_identity.this"),
            "audience": ["api://AzureADTokenExchange"],
            "issuer": "https://token.actions.githubusercontent.com",
            "subject": "repo:org/it:ref:refs/heads/main",
        }
    },
    "azurerm_storage_account": {
        "lake": {
            "name": LAKE,
            **HERE,
            "account_tier": "Standard",
            "account_replication_type": "LRS",
            "is_hns_enabled": True,
            "blob_properties": {"delete_retention_policy": {"days": 7}},
        }
    },
    "azurerm_storage_container": {"raw": {"name": "raw", "storage_account_id": ACCOUNT_ID}},
    "azurerm_storage_data_lake_gen2_filesystem": {"curated": {"name": "curated", "storage_account_id": ACCOUNT_ID}},
    "azurerm_storage_management_policy": {
        "this": {
            "storage_account_id": ACCOUNT_ID,
            "rule": [
                {
                    "name": "old",
                    "enabled": True,
                    "filters": {"blob_types": ["blockBlob"], "prefix_match": ["raw/"]},
                    "actions": {"base_blob": {"tier_to_cool_after_days_since_modification_greater_than": 30}},
                }
            ],
        }
    },
    "azurerm_storage_account_network_rules": {
        "this": {
            "storage_account_id": ACCOUNT_ID,
            "default_action": "Deny",
            "virtual_network_subnet_ids": [ref("azurerm_subnet.endpoints")],
        }
    },
    "azurerm_role_assignment": {
        "lake": {
            "scope": ACCOUNT_ID,
            "role_definition_name": "Storage Blob Data Contributor",
            "principal_id": ref("azurerm_databricks_access_connector.this.identity[0]", "principal_id"),
        },
        # Azure knows a key by a path in its vault, Terraform by the vault's own address of it.
        "key": {
            "scope": ref("azurerm_key_vault_key.this", "resource_versionless_id"),
            "role_definition_name": "Key Vault Crypto Service Encryption User",
            "principal_id": ref("azurerm_databricks_access_connector.this.identity[0]", "principal_id"),
        },
    },
    "azurerm_role_definition": {
        "this": {
            "name": "starter",
            "scope": ref("azurerm_resource_group.this"),
            "permissions": {"actions": ["Microsoft.Databricks/workspaces/read"]},
        }
    },
    "azurerm_key_vault": {
        "this": {
            "name": "kv-all",
            **HERE,
            "sku_name": "premium",
            "tenant_id": "00000000-0000-0000-0000-000000000002",
            "purge_protection_enabled": True,
        }
    },
    "azurerm_key_vault_access_policy": {
        "this": {
            "key_vault_id": ref("azurerm_key_vault.this"),
            "tenant_id": "00000000-0000-0000-0000-000000000002",
            "object_id": ref("azurerm_user_assigned_identity.this", "principal_id"),
            "key_permissions": ["Get", "WrapKey"],
        }
    },
    "azurerm_key_vault_key": {
        "this": {
            "name": "cmk",
            "key_vault_id": ref("azurerm_key_vault.this"),
            "key_type": "RSA",
            "key_size": 2048,
            "key_opts": ["wrapKey", "unwrapKey"],
        }
    },
    "azurerm_key_vault_secret": {
        "this": {"name": "token", "key_vault_id": ref("azurerm_key_vault.this"), "value": "rehearsed"},
        "unwritten": {
            "name": "unwritten",
            "key_vault_id": ref("azurerm_key_vault.this"),
            "value_wo": "never in a state",
            "value_wo_version": 1,
        },
    },
    "azurerm_log_analytics_workspace": {"this": {"name": "log-all", **HERE, "retention_in_days": 30}},
    "azurerm_monitor_diagnostic_setting": {
        "this": {
            "name": "logs",
            "target_resource_id": ref("azurerm_databricks_workspace.this"),
            "log_analytics_workspace_id": ref("azurerm_log_analytics_workspace.this"),
            "enabled_log": [{"category": "accounts"}, {"category": "clusters"}, {"category": "jobs"}],
        },
        "files": {
            "name": "logs",
            "target_resource_id": f"{ACCOUNT_ID}/blobServices/default",
            "log_analytics_workspace_id": ref("azurerm_log_analytics_workspace.this"),
            "enabled_log": [{"category_group": "allLogs"}],
        },
    },
    "azurerm_management_lock": {
        "this": {"name": "keep", "scope": ref("azurerm_key_vault_key.this", "key_vault_id"), "lock_level": "ReadOnly"}
    },
    "azurerm_monitor_action_group": {
        "this": {
            "name": "ag-all",
            **IN_GROUP,
            "short_name": "all",
            "email_receiver": [{"name": "team", "email_address": "team@example.com"}],
        }
    },
    "azurerm_consumption_budget_resource_group": {
        "this": {
            "name": "budget",
            "resource_group_id": ref("azurerm_resource_group.this"),
            "amount": 500,
            "time_period": {"start_date": "2026-11-01T00:00:00Z"},
            "notification": [
                {
                    "threshold": 80,
                    "operator": "GreaterThan",
                    "contact_groups": [ref("azurerm_monitor_action_group.this")],
                }
            ],
        }
    },
    "azurerm_eventhub_namespace": {"this": {"name": "evhns-all", **HERE, "sku": "Standard"}},
    "azurerm_eventhub": {
        "this": {
            "name": "events",
            "namespace_id": ref("azurerm_eventhub_namespace.this"),
            "partition_count": 2,
            "message_retention": 1,
        }
    },
    "azurerm_eventhub_consumer_group": {
        "this": {
            "name": "spark",
            **IN_GROUP,
            "namespace_name": ref("azurerm_eventhub_namespace.this", "name"),
            "eventhub_name": ref("azurerm_eventhub.this", "name"),
        }
    },
    "azurerm_eventhub_namespace_authorization_rule": {
        "this": {
            "name": "listen",
            **IN_GROUP,
            "namespace_name": ref("azurerm_eventhub_namespace.this", "name"),
            "listen": True,
        }
    },
}

CONTENT = base64.b64encode(b"print(1)").decode()
POOL, POLICY = ref("databricks_instance_pool.this"), ref("databricks_cluster_policy.this")
WAREHOUSE = ref("databricks_sql_endpoint.this")
WORKSPACE: Types = {
    "databricks_cluster_policy": {
        "this": {"name": "small", "definition": '{"spark_version": {"type": "fixed", "value": "17.3.x-scala2.13"}}'}
    },
    "databricks_instance_pool": {
        "this": {
            "instance_pool_name": "pool",
            "node_type_id": "Standard_D4ds_v5",
            "idle_instance_autotermination_minutes": 15,
        }
    },
    "databricks_cluster": {
        "this": {
            "cluster_name": "team",
            "spark_version": "17.3.x-scala2.13",
            "instance_pool_id": POOL,
            "policy_id": POLICY,
            "num_workers": 2,
        }
    },
    "databricks_library": {"this": {"cluster_id": ref("databricks_cluster.this"), "pypi": {"package": "numpy==2.0.0"}}},
    "databricks_sql_endpoint": {
        "this": {
            "name": "warehouse",
            "cluster_size": "2X-Small",
            "warehouse_type": "PRO",
            "enable_serverless_compute": True,
        }
    },
    "databricks_global_init_script": {"this": {"name": "start", "content_base64": CONTENT, "enabled": True}},
    "databricks_directory": {"this": {"path": "/Shared/it"}},
    "databricks_notebook": {
        "this": {
            "path": f"{ref('databricks_directory.this', 'path')}/main",
            "language": "PYTHON",
            "content_base64": CONTENT,
        }
    },
    "databricks_workspace_file": {"this": {"path": "/Shared/it/main.py", "content_base64": CONTENT}},
    "databricks_repo": {"this": {"url": "https://github.com/org/it.git", "path": "/Repos/team/it", "branch": "main"}},
    "databricks_git_credential": {
        "this": {"git_provider": "gitHub", "git_username": "team", "personal_access_token": "rehearsed"}
    },
    "databricks_job": {
        "this": {
            "name": "nightly",
            "job_cluster": [
                {
                    "job_cluster_key": "main",
                    "new_cluster": {
                        "spark_version": "17.3.x-scala2.13",
                        "num_workers": 1,
                        "instance_pool_id": POOL,
                        "policy_id": POLICY,
                    },
                }
            ],
            "task": [
                {
                    "task_key": "load",
                    "job_cluster_key": "main",
                    "notebook_task": {"notebook_path": ref("databricks_notebook.this", "path")},
                },
                {
                    "task_key": "show",
                    "depends_on": [{"task_key": "load"}],
                    "sql_task": {"warehouse_id": WAREHOUSE, "query": {"query_id": ref("databricks_query.this")}},
                },
            ],
            "schedule": {"quartz_cron_expression": "0 0 3 * * ?", "timezone_id": "UTC"},
        }
    },
    "databricks_pipeline": {
        "this": {
            "name": "flow",
            "catalog": ref("databricks_catalog.this"),
            "schema": "raw",
            "serverless": True,
            "library": [{"notebook": {"path": ref("databricks_notebook.this", "path")}}],
        }
    },
    "databricks_query": {
        "this": {"display_name": "count", "warehouse_id": WAREHOUSE, "query_text": "SELECT 1", "parent_path": "/Shared"}
    },
    "databricks_alert_v2": {
        "this": {
            "display_name": "none",
            "query_text": "SELECT 0",
            "warehouse_id": WAREHOUSE,
            "evaluation": {
                "comparison_operator": "EQUAL",
                "source": {"name": "0"},
                "threshold": {"value": {"double_value": 0}},
            },
            "schedule": {"quartz_cron_schedule": "0 0 * * * ?", "timezone_id": "UTC"},
        }
    },
    "databricks_notification_destination": {
        "this": {"display_name": "team", "config": {"email": {"addresses": ["team@example.com"]}}}
    },
    "databricks_secret_scope": {
        "vault": {
            "name": "vault",
            "keyvault_metadata": {
                "resource_id": ref("azurerm_key_vault.this"),
                "dns_name": ref("azurerm_key_vault.this", "vault_uri"),
            },
        },
        "this": {"name": "team"},
    },
    "databricks_secret": {
        "this": {"scope": ref("databricks_secret_scope.this"), "key": "token", "string_value": "rehearsed"}
    },
    "databricks_secret_acl": {
        "this": {"scope": ref("databricks_secret_scope.this"), "principal": "team", "permission": "READ"}
    },
    "databricks_token": {"this": {"comment": "pipeline", "lifetime_seconds": 3600}},
    "databricks_group": {"this": {"display_name": "team"}},
    "databricks_service_principal": {"this": {"display_name": "pipeline"}},
    "databricks_user": {"this": {"user_name": "Ann@example.com"}},
    "databricks_group_member": {
        "this": {"group_id": ref("databricks_group.this"), "member_id": ref("databricks_service_principal.this")}
    },
    "databricks_entitlements": {"this": {"group_id": ref("databricks_group.this"), "workspace_access": True}},
    "databricks_permission_assignment": {"this": {"group_name": "account team", "permissions": ["USER"]}},
    "databricks_access_control_rule_set": {
        "this": {
            "name": f"accounts/{ACCOUNT}/servicePrincipals/{ref('databricks_service_principal.this', 'application_id')}"
            "/ruleSets/default",
            "grant_rules": [{"principals": ["groups/team"], "role": "roles/servicePrincipal.user"}],
        }
    },
    "databricks_permissions": {
        name: {argument: value, "access_control": [{"group_name": "team", "permission_level": level}]}
        for name, argument, value, level in (
            ("cluster", "cluster_id", ref("databricks_cluster.this"), "CAN_RESTART"),
            ("policy", "cluster_policy_id", POLICY, "CAN_USE"),
            ("pool", "instance_pool_id", POOL, "CAN_ATTACH_TO"),
            ("warehouse", "sql_endpoint_id", WAREHOUSE, "CAN_USE"),
            ("job", "job_id", ref("databricks_job.this"), "CAN_MANAGE_RUN"),
            ("pipeline", "pipeline_id", ref("databricks_pipeline.this"), "CAN_VIEW"),
            ("notebook", "notebook_path", ref("databricks_notebook.this"), "CAN_READ"),
            ("directory", "directory_path", ref("databricks_directory.this"), "CAN_READ"),
            ("repo", "repo_id", ref("databricks_repo.this"), "CAN_READ"),
            ("experiment", "experiment_id", ref("databricks_mlflow_experiment.this"), "CAN_READ"),
            (
                "serving",
                "serving_endpoint_id",
                ref("databricks_model_serving.this", "serving_endpoint_id"),
                "CAN_QUERY",
            ),
            ("app", "app_name", ref("databricks_app.this", "name"), "CAN_USE"),
            ("tokens", "authorization", "tokens", "CAN_USE"),
        )
    },
    "databricks_ip_access_list": {
        "this": {"label": "office", "list_type": "ALLOW", "ip_addresses": ["203.0.113.0/24", "198.51.100.7"]}
    },
    "databricks_workspace_conf": {"this": {"custom_config": {"enableIpAccessLists": "true"}}},
    "databricks_default_namespace_setting": {"this": {"namespace": {"value": "sales"}}},
    "databricks_restrict_workspace_admins_setting": {
        "this": {"restrict_workspace_admins": {"status": "RESTRICT_TOKENS_AND_JOB_RUN_AS"}}
    },
    "databricks_automatic_cluster_update_workspace_setting": {
        "this": {"automatic_cluster_update_workspace": {"enabled": True}}
    },
    "databricks_enhanced_security_monitoring_workspace_setting": {
        "this": {"enhanced_security_monitoring_workspace": {"is_enabled": True}}
    },
    "databricks_disable_legacy_access_setting": {"this": {"disable_legacy_access": {"value": True}}},
    "databricks_disable_legacy_dbfs_setting": {"this": {"disable_legacy_dbfs": {"value": True}}},
    "databricks_aibi_dashboard_embedding_access_policy_setting": {
        "this": {"aibi_dashboard_embedding_access_policy": {"access_policy_type": "DENY_ALL_DOMAINS"}}
    },
    "databricks_aibi_dashboard_embedding_approved_domains_setting": {
        "this": {"aibi_dashboard_embedding_approved_domains": {"approved_domains": ["example.com"]}}
    },
    "databricks_mlflow_experiment": {"this": {"name": "/Shared/it/experiment"}},
    "databricks_model_serving": {
        "this": {
            "name": "answers",
            "config": {
                "served_entities": [
                    {
                        "entity_name": ref("databricks_registered_model.this"),
                        "entity_version": "1",
                        "workload_size": "Small",
                        "scale_to_zero_enabled": True,
                    }
                ]
            },
        }
    },
    "databricks_vector_search_endpoint": {"this": {"name": "search", "endpoint_type": "STANDARD"}},
    "databricks_vector_search_index": {
        "this": {
            "name": "Sales.raw.docs",
            "endpoint_name": ref("databricks_vector_search_endpoint.this", "name"),
            "primary_key": "id",
            "index_type": "DELTA_SYNC",
            "delta_sync_index_spec": {
                "source_table": "sales.raw.pages",
                "pipeline_type": "TRIGGERED",
                "embedding_source_columns": [{"name": "text", "embedding_model_endpoint_name": "e5"}],
            },
            "depends_on": ["databricks_schema.this"],
        }
    },
    "databricks_app": {"this": {"name": "desk"}},
}

CATALOG = ref("databricks_catalog.this")
UNITY: Types = {
    "databricks_storage_credential": {
        "this": {
            "name": "lake",
            "azure_managed_identity": {"access_connector_id": ref("azurerm_databricks_access_connector.this")},
        }
    },
    "databricks_external_location": {
        name: {
            "name": name,
            "url": f"abfss://{ref(container, 'name')}@{LAKE}.dfs.core.windows.net/",
            "credential_name": ref("databricks_storage_credential.this"),
        }
        for name, container in (
            ("raw", "azurerm_storage_container.raw"),
            ("curated", "azurerm_storage_data_lake_gen2_filesystem.curated"),
        )
    },
    "databricks_catalog": {
        "this": {"name": "Sales", "storage_root": f"{ref('databricks_external_location.raw', 'url')}sales"}
    },
    "databricks_schema": {"this": {"name": "raw", "catalog_name": CATALOG}},
    "databricks_volume": {
        "this": {
            "name": "Files",
            "catalog_name": CATALOG,
            "schema_name": ref("databricks_schema.this", "name"),
            "volume_type": "MANAGED",
        }
    },
    "databricks_file": {
        "this": {
            "path": f"{ref('databricks_volume.this', 'volume_path')}/init.sh",
            "content_base64": CONTENT,
        }
    },
    "databricks_registered_model": {
        "this": {"name": "answers", "catalog_name": CATALOG, "schema_name": ref("databricks_schema.this", "name")}
    },
    "databricks_grants": {
        "catalog": {"catalog": CATALOG, "grant": [{"principal": "team", "privileges": ["USE_CATALOG", "BROWSE"]}]},
        "location": {
            "external_location": ref("databricks_external_location.raw"),
            "grant": [{"principal": "team", "privileges": ["READ_FILES"]}],
        },
    },
    "databricks_grant": {
        "schema": {"schema": ref("databricks_schema.this"), "principal": "team", "privileges": ["USE_SCHEMA"]}
    },
    "databricks_workspace_binding": {
        "this": {
            "securable_name": CATALOG,
            "workspace_id": ref("azurerm_databricks_workspace.this", "workspace_id"),
        }
    },
    "databricks_system_schema": {"this": {"schema": "access"}},
    "databricks_artifact_allowlist": {
        "this": {
            "artifact_type": "INIT_SCRIPT",
            "artifact_matcher": [{"artifact": "/Volumes/sales/raw/files", "match_type": "PREFIX_MATCH"}],
        }
    },
    "databricks_quality_monitor": {
        "this": {
            "table_name": "sales.raw.orders",
            "assets_dir": "/Shared/it/monitor",
            "output_schema_name": ref("databricks_schema.this"),
            "snapshot": {},
        }
    },
}

NUMBER = ref("azurerm_databricks_workspace.this", "workspace_id")
NCC = ref("databricks_mws_network_connectivity_config.this", "network_connectivity_config_id")
ACCOUNT_LEVEL: Types = {
    "databricks_metastore_assignment": {"this": {"metastore_id": "m-1", "workspace_id": NUMBER}},
    "databricks_mws_permission_assignment": {
        "this": {"workspace_id": NUMBER, "principal_id": 4711, "permissions": ["USER"]}
    },
    "databricks_budget_policy": {
        "this": {"policy_name": "team", "custom_tags": [{"key": "cost_centre", "value": "4711"}]}
    },
    "databricks_service_principal_federation_policy": {
        "this": {
            "service_principal_id": ref("databricks_service_principal.this"),
            "oidc_policy": {"issuer": "https://token.example.com", "audiences": ["it"], "subject": "main"},
        }
    },
    "databricks_mws_network_connectivity_config": {"this": {"name": "ncc-all", "region": "westeurope"}},
    "databricks_mws_ncc_binding": {"this": {"network_connectivity_config_id": NCC, "workspace_id": NUMBER}},
    "databricks_mws_ncc_private_endpoint_rule": {
        "this": {"network_connectivity_config_id": NCC, "resource_id": ACCOUNT_ID, "group_id": "dfs"}
    },
}
for _bodies in ACCOUNT_LEVEL.values():
    for _body in _bodies.values():
        _body["provider"] = "databricks.account"

EVERYTHING: Types = {**NETWORK, **AZURE, **WORKSPACE, **UNITY, **ACCOUNT_LEVEL}
PROVIDERS: Body = {
    "databricks": [
        {"host": ref("azurerm_databricks_workspace.this", "workspace_url")},
        {"alias": "account", "host": "https://accounts.azuredatabricks.net", "account_id": ACCOUNT},
    ]
}
