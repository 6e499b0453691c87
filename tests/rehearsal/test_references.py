"""What the cloud refuses because of other objects: what is not there, what is in the way, what is still used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.rehearsal.driver import Terraform
from tests.rehearsal.everything import ACCOUNT, DELEGATION, HERE, IN_GROUP, VNET, Types, ref
from tests.rehearsal.platforms import HOST, group, lake, workspace

NOBODY = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ml/providers/Microsoft.Nothing/things/nobody"
)
CONFIGURED = {"databricks": {"host": HOST}}
NETWORK: Types = {
    **group(),
    "azurerm_virtual_network": {"this": {"name": "vnet-all", **HERE, "address_space": ["10.0.0.0/16"]}},
    "azurerm_network_security_group": {"this": {"name": "nsg", **HERE}},
}


def _refused(terraform: Terraform, resources: Types, wanted: dict[str, str], **more: Any) -> None:
    """Apply resources of which each is refused in its own words."""
    terraform.write(resources, **more)
    said = terraform.apply(code=1)
    unsaid = [f"{who}: {words}" for who, words in wanted.items() if words not in said]
    assert unsaid == [], said.partition("Error: ")[2]


def test_fails_for_azure_resources_that_name_what_is_not_there(terraform: Terraform) -> None:
    lost_vnet = {**IN_GROUP, "virtual_network_name": "nobody"}
    rule = {
        **IN_GROUP,
        "network_security_group_name": "nobody",
        "name": "r",
        "priority": 100,
        "direction": "Inbound",
        "access": "Deny",
        "protocol": "*",
        "source_port_range": "*",
        "destination_port_range": "*",
        "source_address_prefix": "*",
        "destination_address_prefix": "*",
    }
    connection = {
        "name": "c",
        "is_manual_connection": False,
        "private_connection_resource_id": NOBODY,
        "subresource_names": ["dfs"],
    }
    resources: Types = {
        **NETWORK,
        "azurerm_subnet": {
            "lost": {"name": "s", **lost_vnet, "address_prefixes": ["10.0.0.0/24"]},
            "outside": {"name": "o", **VNET, "address_prefixes": ["10.9.0.0/24"]},
            "good": {"name": "g", **VNET, "address_prefixes": ["10.0.1.0/24"]},
            "host": {"name": "h", **VNET, "address_prefixes": ["10.0.2.1/24"]},
            "over": {"name": "v", **VNET, "address_prefixes": ["10.0.1.128/25"], "depends_on": ["azurerm_subnet.good"]},
        },
        "azurerm_network_security_rule": {"lost": rule},
        "azurerm_subnet_network_security_group_association": {
            "lost": {"subnet_id": ref("azurerm_subnet.good"), "network_security_group_id": NOBODY}
        },
        "azurerm_route": {
            "lost": {
                **IN_GROUP,
                "name": "r",
                "route_table_name": "nobody",
                "address_prefix": "0.0.0.0/0",
                "next_hop_type": "Internet",
            }
        },
        "azurerm_private_endpoint": {
            "lost": {
                "name": "p",
                **HERE,
                "subnet_id": ref("azurerm_subnet.good"),
                "private_service_connection": connection,
            }
        },
        "azurerm_storage_container": {"lost": {"name": "raw", "storage_account_id": NOBODY}},
        "azurerm_key_vault_secret": {"lost": {"name": "s", "key_vault_id": NOBODY, "value": "v"}},
        "azurerm_role_assignment": {
            "lost": {"scope": NOBODY, "role_definition_name": "Reader", "principal_id": "p"},
            "key": {"scope": f"{NOBODY}/keys/cmk", "role_definition_name": "Reader", "principal_id": "p"},
            "role": {
                "scope": ref("azurerm_resource_group.this"),
                "role_definition_name": "Raeder",
                "principal_id": "p",
            },
        },
        "azurerm_monitor_diagnostic_setting": {
            "lost": {
                "name": "d",
                "target_resource_id": ref("azurerm_virtual_network.this"),
                "log_analytics_workspace_id": NOBODY,
                "enabled_log": [{"category_group": "allLogs"}],
            },
            "files": {
                "name": "f",
                "target_resource_id": f"{NOBODY.replace('things', 'storageAccounts')}/blobServices/default",
                "log_analytics_workspace_id": NOBODY,
                "enabled_log": [{"category_group": "allLogs"}],
            },
        },
        "azurerm_management_lock": {"lost": {"name": "l", "scope": NOBODY, "lock_level": "ReadOnly"}},
        "azurerm_eventhub": {
            "lost": {"name": "e", "namespace_id": NOBODY, "partition_count": 1, "message_retention": 1}
        },
        "azurerm_federated_identity_credential": {
            "lost": {
                "name": "fed",
                **IN_GROUP,
                "parent_id": NOBODY,
                "audience": ["a"],
                "issuer": "https://i.example.com",
                "subject": "s",
            }
        },
        "azurerm_databricks_workspace_root_dbfs_customer_managed_key": {
            "lost": {"workspace_id": NOBODY, "key_vault_key_id": "https://kv.vault.azure.net/keys/k/1"}
        },
    }
    _refused(
        terraform,
        resources,
        {
            "subnet without network": "ParentResourceNotFound: Failed to perform 'write' on resource(s) of type",
            "subnet outside": "NetcfgInvalidSubnet: Subnet 'o' is not valid in virtual network 'vnet-all'",
            "subnet over another": "NetcfgSubnetRangesOverlap: Subnet 'v'",
            "subnet of a host": "The address prefix 10.0.2.1/24 in resource h has an invalid CIDR notation",
            "rule": 'creating Security Rule "r": unexpected status 404',
            "association": "InvalidResourceReference: Resource /subscriptions",
            "route": 'creating Route "r": unexpected status 404',
            "endpoint": 'creating Private Endpoint "p": unexpected status 404',
            "container": 'creating Container "raw": unexpected status 404',
            "secret": "looking up Base URI for Secret s",
            "role assignment": "ResourceNotFound: The Resource '/subscriptions",
            "role": "loading Role Definition List: could not find role 'Raeder'",
            "diagnostics": "referenced by log_analytics_workspace_id was not found",
            "key": "nobody/keys/cmk' was not found",
            "files": "nobody/blobServices/default' was not found",
            "lock": 'creating Management Lock "l": unexpected status 404',
            "event hub": 'creating Event Hub "e": unexpected status 404',
            "federation": 'creating Federated Identity Credential "fed"',
            "root key": "creating Root DBFS Customer Managed Key",
        },
    )


def test_fails_for_a_workspace_in_subnets_that_are_not_ready(terraform: Terraform) -> None:
    associated = {"network_security_group_id": ref("azurerm_network_security_group.this")}
    subnets = {
        "ready": {"name": "ready", **VNET, "address_prefixes": ["10.0.0.0/24"], "delegation": DELEGATION},
        "plain": {"name": "plain", **VNET, "address_prefixes": ["10.0.1.0/24"]},
    }
    parameters = {
        "virtual_network_id": ref("azurerm_virtual_network.this"),
        "public_subnet_name": "ready",
        "private_subnet_name": "ready",
        "public_subnet_network_security_group_association_id": ref("azurerm_subnet.ready"),
        "private_subnet_network_security_group_association_id": ref("azurerm_subnet.ready"),
    }
    base = workspace()["azurerm_databricks_workspace"]["this"]
    each = {
        "lost": {"private_subnet_name": "nobody"},
        "plain": {"private_subnet_name": "plain"},
        "bare": {"private_subnet_network_security_group_association_id": ref("azurerm_subnet.plain")},
        "net": {"virtual_network_id": NOBODY},
    }
    wait = ["azurerm_subnet_network_security_group_association.ready", "azurerm_subnet.plain"]
    resources: Types = {
        **NETWORK,
        "azurerm_subnet": subnets,
        "azurerm_subnet_network_security_group_association": {
            "ready": {"subnet_id": ref("azurerm_subnet.ready"), **associated}
        },
        "azurerm_databricks_workspace": {
            name: {
                **base,
                "name": f"dbw-{name}",
                "managed_resource_group_name": f"{name}-m",
                "custom_parameters": {**parameters, **it},
                "depends_on": wait,
            }
            for name, it in {**each, "good": {}}.items()
        },
    }
    _refused(
        terraform,
        resources,
        {
            "lost": 'subnet "nobody" was not found in virtual network',
            "plain": 'subnet "plain" must be delegated to "Microsoft.Databricks/workspaces"',
            "bare": "of the private subnet does not exist",
            "net": "referenced by custom_parameters.virtual_network_id was not found",
        },
    )
    # What the good one uses cannot go before it.
    network = {**NETWORK, "azurerm_subnet": {"plain": subnets["plain"]}}
    terraform.run("state", "rm", "azurerm_databricks_workspace.good")
    _refused(terraform, network, {"association": "in use by"})


def test_fails_for_databricks_resources_that_name_what_is_not_there(terraform: Terraform) -> None:
    catalog = {"name": "main", "storage_root": "abfss://main@stlake.dfs.core.windows.net/"}
    task = {"task_key": "t", "notebook_task": {"notebook_path": "/n"}}
    access = [{"group_name": "g", "permission_level": "CAN_USE"}]
    here = {"depends_on": ["azurerm_databricks_workspace.this"]}
    grant = [{"principal": "g", "privileges": ["USE_CATALOG"]}]
    resources: Types = {
        **workspace(),
        **lake("main"),
        "databricks_catalog": {
            "bare": {"name": "bare", **here},
            "lost": {**catalog, "name": "lost", "storage_root": "abfss://x@y.dfs.core.windows.net/", **here},
        },
        "databricks_external_location": {
            **lake("main")["databricks_external_location"],
            "credential": {
                "name": "c",
                "url": "abfss://main@stlake.dfs.core.windows.net/c",
                "credential_name": "nobody",
                "depends_on": ["azurerm_storage_container.main", "azurerm_databricks_workspace.this"],
            },
            "container": {
                "name": "d",
                "url": "abfss://nobody@stlake.dfs.core.windows.net/",
                "credential_name": ref("databricks_storage_credential.lake"),
            },
        },
        "databricks_storage_credential": {
            **lake("main")["databricks_storage_credential"],
            "lost": {
                "name": "x",
                "azure_managed_identity": {
                    "access_connector_id": NOBODY.replace(
                        "Microsoft.Nothing/things", "Microsoft.Databricks/accessConnectors"
                    )
                },
                **here,
            },
        },
        "databricks_schema": {"lost": {"name": "raw", "catalog_name": "nobody", **here}},
        "databricks_grants": {"lost": {"catalog": "nobody", "grant": grant, **here}},
        "databricks_secret": {"lost": {"scope": "nobody", "key": "k", "string_value": "v", **here}},
        "databricks_secret_acl": {"lost": {"scope": "nobody", "principal": "p", "permission": "READ", **here}},
        "databricks_permissions": {"lost": {"job_id": "4711", "access_control": access, **here}},
        "databricks_job": {
            "policy": {
                "name": "j",
                "task": [
                    {
                        **task,
                        "new_cluster": {
                            "spark_version": "17.3.x-scala2.13",
                            "num_workers": 1,
                            "node_type_id": "Standard_D4ds_v5",
                            "policy_id": "nobody",
                        },
                    }
                ],
                **here,
            },
            "cluster": {"name": "k", "task": [{**task, "existing_cluster_id": "nobody-1"}], **here},
        },
        "databricks_pipeline": {"lost": {"name": "p", "catalog": "nobody-2", "serverless": True, **here}},
        "databricks_query": {
            "lost": {"display_name": "q", "warehouse_id": "nobody-3", "query_text": "SELECT 1", **here}
        },
        "databricks_vector_search_index": {
            "lost": {
                "name": "a.b.c",
                "endpoint_name": "nobody-4",
                "primary_key": "id",
                "index_type": "DIRECT_ACCESS",
                **here,
            }
        },
        "databricks_library": {"lost": {"cluster_id": "nobody-5", "pypi": {"package": "numpy"}, **here}},
        "databricks_workspace_binding": {"lost": {"securable_name": "nobody", "workspace_id": 4711, **here}},
        "databricks_mws_permission_assignment": {
            "level": {"workspace_id": 4711, "principal_id": 1, "permissions": ["USER"], **here},
            "lost": {
                "workspace_id": 4711,
                "principal_id": 1,
                "permissions": ["USER"],
                "provider": "databricks.account",
                **here,
            },
        },
        "databricks_cluster_policy": {
            "level": {"name": "p", "provider": "databricks.account"},
            "json": {"name": "q", "definition": "{", **here},
        },
    }
    accounts = {"alias": "account", "host": "https://accounts.azuredatabricks.net", "account_id": ACCOUNT}
    _refused(
        terraform,
        resources,
        {
            "catalog without root": "Metastore storage root URL does not exist",
            "catalog without location": "No parent external location was found for path 'abfss://x@y",
            "credential of location": "Storage Credential 'nobody' does not exist",
            "container of location": "The specified filesystem does not exist: abfss://nobody@",
            "connector": "cannot create storage credential: The access connector",
            "schema": "Catalog 'nobody' does not exist",
            "grants": "cannot create grants: Catalog 'nobody' does not exist",
            "secret": "cannot create secret: Scope nobody does not exist!",
            "acl": "cannot create secret acl: Scope nobody does not exist!",
            "permissions": "cannot create permissions: 4711 does not exist",
            "policy of job": "cannot create job: Policy with id nobody does not exist",
            "cluster of job": "cannot create job: Cluster nobody-1 does not exist",
            "pipeline": "cannot create pipeline: Catalog 'nobody-2' does not exist",
            "query": "SQL warehouse nobody-3 does not exist",
            "index": "Vector search endpoint nobody-4 does not exist",
            "library": "cannot create library: Cluster nobody-5 does not exist",
            "binding": "cannot create workspace binding: Catalog 'nobody' does not exist",
            "account level": "invalid Databricks Account configuration",
            "workspace level": "invalid Databricks Workspace configuration",
            "workspace of assignment": "cannot create mws permission assignment: workspace 4711 was not found",
            "policy": "Invalid policy definition: it is no JSON",
        },
        provider={"databricks": [{"host": HOST}, accounts]},
    )


def test_fails_to_delete_what_is_locked_or_used(terraform: Terraform, tmp_path: Path, initialized: Path) -> None:
    lock = {"name": "keep", "scope": ref("azurerm_resource_group.this"), "lock_level": "CanNotDelete"}
    terraform.write({**NETWORK, "azurerm_management_lock": {"this": lock}})
    terraform.apply()
    other = Terraform(tmp_path / "other", terraform.environment.home)
    other.use_init_of(initialized)
    address = {"name": "pip", "resource_group_name": "rg-ml", "location": "westeurope", "allocation_method": "Static"}
    other.write({"azurerm_public_ip": {"this": address}})
    other.apply()
    assert "ScopeLocked: The scope" in other.run("destroy", "-auto-approve", code=1)

    terraform.write(NETWORK)
    terraform.apply()
    gateway = {"name": "ng", **HERE}
    held = {
        "nat_gateway_id": ref("azurerm_nat_gateway.this"),
        "public_ip_address_id": other.state()["azurerm_public_ip.this"]["id"],
    }
    terraform.write(
        {
            **NETWORK,
            "azurerm_nat_gateway": {"this": gateway},
            "azurerm_nat_gateway_public_ip_association": {"this": held},
        }
    )
    terraform.apply()
    assert "PublicIPAddressCannotBeDeleted" in other.run("destroy", "-auto-approve", code=1)
    terraform.write(NETWORK)
    terraform.apply()
    other.destroy()
    terraform.destroy()
    assert other.cloud.objects() == []
