"""Every type of resource that has a price here, and those that cost nothing themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.sizing.from_terraform import azure, compute, serving, work
from app.sizing.from_terraform.assumptions import NOTHING_TOLD, Assumptions
from app.sizing.from_terraform.machines import CLUSTER_KEYS
from app.sizing.from_terraform.reader import Case, NotPriced, Reader
from app.sizing.from_terraform.resource import Landscape, Resource
from blueprints.usage import Usage

READERS: Mapping[str, Reader] = {
    "databricks_cluster": Reader(compute.cluster, CLUSTER_KEYS),
    "databricks_cluster_policy": Reader(compute.policy, ("hours", "machines")),
    "databricks_instance_pool": Reader(compute.pool, ("hours", "machines")),
    "databricks_sql_endpoint": Reader(compute.warehouse, ("hours", "clusters")),
    "databricks_job": Reader(work.job, ("runs", "hours_each", "workers", "node_type", "driver_type", "dbus_an_hour")),
    "databricks_pipeline": Reader(work.pipeline, (*CLUSTER_KEYS, "dbus_an_hour")),
    "databricks_model_serving": Reader(serving.model_endpoint, ("hours", "requests_at_once")),
    "databricks_vector_search_endpoint": Reader(serving.vector_endpoint, ("units",)),
    "azurerm_databricks_workspace": Reader(azure.workspace),
    "azurerm_nat_gateway": Reader(azure.nat_gateway, ("sent_gb",)),
    "azurerm_public_ip": Reader(azure.public_ip),
    "azurerm_private_endpoint": Reader(azure.private_endpoint, ("private_gb",)),
    "azurerm_storage_account": Reader(azure.storage_account, ("stored_gb",)),
    "azurerm_log_analytics_workspace": Reader(azure.log_workspace, ("logs_gb",)),
    "azurerm_eventhub_namespace": Reader(azure.event_hubs, ("units", "million_events")),
    "azurerm_key_vault": Reader(azure.key_vault, ("operations_10k",)),
    "azurerm_key_vault_key": Reader(azure.vault_key, ("operations_10k",)),
}

_FREE_AZURE = """
    resource_group resource_provider_registration management_lock role_assignment role_definition
    user_assigned_identity federated_identity_credential databricks_access_connector
    databricks_workspace_customer_managed_key databricks_workspace_root_dbfs_customer_managed_key
    databricks_virtual_network_peering consumption_budget_resource_group consumption_budget_subscription
    virtual_network subnet network_security_group network_security_rule route_table route
    subnet_network_security_group_association subnet_route_table_association subnet_nat_gateway_association
    subnet_service_endpoint_storage_policy nat_gateway_public_ip_association
    nat_gateway_public_ip_prefix_association ip_group
    storage_container storage_data_lake_gen2_filesystem storage_data_lake_gen2_path storage_management_policy
    storage_account_network_rules storage_account_customer_managed_key
    private_dns_zone_virtual_network_link private_dns_a_record private_dns_cname_record private_dns_txt_record
    key_vault_secret key_vault_access_policy monitor_diagnostic_setting monitor_action_group
    eventhub eventhub_consumer_group eventhub_authorization_rule eventhub_namespace_authorization_rule
    eventhub_namespace_customer_managed_key eventhub_namespace_schema_group
"""
_FREE_DATABRICKS = """
    access_control_rule_set account_federation_policy aibi_dashboard_embedding_access_policy_setting
    aibi_dashboard_embedding_approved_domains_setting alert alert_v2 artifact_allowlist
    automatic_cluster_update_workspace_setting budget budget_policy catalog catalog_workspace_binding
    compliance_security_profile_workspace_setting connection credential dashboard default_namespace_setting directory
    disable_legacy_access_setting disable_legacy_dbfs_setting disable_legacy_features_setting
    enhanced_security_monitoring_workspace_setting entitlements external_location file git_credential
    global_init_script grant grants group group_instance_profile group_member group_role ip_access_list library
    metastore metastore_assignment metastore_data_access mlflow_experiment mlflow_model mount mws_ncc_binding
    mws_network_connectivity_config mws_permission_assignment notebook notification_destination obo_token
    permission_assignment permissions query recipient registered_model repo restrict_workspace_admins_setting schema
    secret secret_acl secret_scope service_principal service_principal_federation_policy service_principal_role
    service_principal_secret share sql_alert sql_dashboard sql_global_config sql_permissions sql_query sql_table
    sql_visualization sql_widget storage_credential system_schema table token user user_role vector_search_index
    volume workspace_binding workspace_conf workspace_file
"""
FREE = frozenset(
    {
        *(f"azurerm_{name}" for name in _FREE_AZURE.split()),
        *(f"databricks_{name}" for name in _FREE_DATABRICKS.split()),
        *("null_resource", "terraform_data", "time_sleep", "time_rotating", "random_id", "random_string"),
    }
)
"""Types that cost nothing themselves: what they hold, start or let in is counted where it runs or lies."""

_WHY: Mapping[str, str] = {
    "azurerm_private_dns_zone": "the catalog has no price of DNS zones",
    "azurerm_virtual_network_peering": "data that passes a peering is billed, and the catalog has no price of it",
    "azurerm_firewall": "the catalog has no price of firewalls",
    "databricks_app": "apps are billed by the DBUs that they take, which the catalog has no figure of",
    "databricks_quality_monitor": "monitors run on serverless machines, billed by the DBUs that they take",
    "databricks_mws_ncc_private_endpoint_rule": "the catalog has no price of Databricks' own private endpoints",
}


@dataclass(frozen=True)
class Used:
    """What a resource uses in a month.

    Args:
        address: Its address.
        type: Its type.
        region: Where; None where nobody says.
        usage: What has a price, as far as the catalog goes.
        not_priced: What has none, and why.
        free: Whether it costs nothing itself.
    """

    address: str
    type: str
    region: str | None
    usage: tuple[Usage, ...] = ()
    not_priced: tuple[str, ...] = ()
    free: bool = False


def check_assumptions(assumptions: Assumptions, *landscapes: Landscape) -> None:
    """Refuse what a usage file tells of no resource, or of nothing that varies.

    Args:
        assumptions: The file.
        landscapes: What is priced with it.

    Raises:
        DocumentError: With every mistake, each with its line.
    """
    named = [(one.shown(resource), resource.type) for one in landscapes for resource in one.resources]
    assumptions.check(named, {type: reader.keys for type, reader in READERS.items()})


def used_by(landscape: Landscape, assumptions: Assumptions = NOTHING_TOLD) -> list[Used]:
    """What every resource uses in a month, in the order of their addresses.

    Args:
        landscape: The resources.
        assumptions: What a person knows better.
    """
    named = [(landscape.shown(one), one) for one in landscape.resources]
    return sorted((_used(address, one, landscape, assumptions) for address, one in named), key=lambda one: one.address)


def _used(address: str, resource: Resource, landscape: Landscape, assumptions: Assumptions) -> Used:
    kind, region = resource.type, landscape.region_of(resource)
    if kind in FREE:
        return Used(address, kind, region, free=True)
    reader = READERS.get(kind)
    if reader is None:
        return Used(address, kind, region, not_priced=(_WHY.get(kind, f"the catalog has no price of {kind}"),))
    if not resource.counted:
        return Used(address, kind, region, not_priced=("how many there are is known only when it is applied",))
    found = list(reader.read(Case(resource, landscape, assumptions.of(address, kind))))
    usage = tuple(one for one in found if not isinstance(one, NotPriced))
    if usage and region is None:
        return Used(address, kind, None, not_priced=("its region is not in the file; --region says it",))
    return Used(
        address,
        kind,
        region,
        usage=usage,
        not_priced=tuple(dict.fromkeys(one.why for one in found if isinstance(one, NotPriced))),
        free=not found,
    )
