"""The kinds of things that get a name, as Terraform resource types."""

from __future__ import annotations

import difflib
from enum import StrEnum

from naming.errors import LakemasonError


class Kind(StrEnum):
    """What a name is for. What has no Terraform type of its own has a name of ours (marked)."""

    RESOURCE_GROUP = "azurerm_resource_group"
    MANAGED_RESOURCE_GROUP = "azurerm_managed_resource_group"  # ours: an argument of the workspace
    WORKSPACE = "azurerm_databricks_workspace"
    ACCESS_CONNECTOR = "azurerm_databricks_access_connector"
    STORAGE_ACCOUNT = "azurerm_storage_account"
    STORAGE_CONTAINER = "azurerm_storage_container"
    KEY_VAULT = "azurerm_key_vault"
    KEY_VAULT_KEY = "azurerm_key_vault_key"
    VIRTUAL_NETWORK = "azurerm_virtual_network"
    VIRTUAL_NETWORK_PEERING = "azurerm_virtual_network_peering"
    SUBNET = "azurerm_subnet"
    NETWORK_SECURITY_GROUP = "azurerm_network_security_group"
    NETWORK_SECURITY_RULE = "azurerm_network_security_rule"
    ROUTE_TABLE = "azurerm_route_table"
    ROUTE = "azurerm_route"
    NAT_GATEWAY = "azurerm_nat_gateway"
    PUBLIC_IP = "azurerm_public_ip"
    PRIVATE_ENDPOINT = "azurerm_private_endpoint"
    PRIVATE_DNS_ZONE_LINK = "azurerm_private_dns_zone_virtual_network_link"
    USER_ASSIGNED_IDENTITY = "azurerm_user_assigned_identity"
    LOG_ANALYTICS_WORKSPACE = "azurerm_log_analytics_workspace"
    DIAGNOSTIC_SETTING = "azurerm_monitor_diagnostic_setting"
    ACTION_GROUP = "azurerm_monitor_action_group"
    BUDGET = "azurerm_consumption_budget_resource_group"
    EVENT_HUB_NAMESPACE = "azurerm_eventhub_namespace"
    EVENT_HUB = "azurerm_eventhub"
    EVENT_HUB_CONSUMER_GROUP = "azurerm_eventhub_consumer_group"
    MANAGEMENT_LOCK = "azurerm_management_lock"

    CLUSTER = "databricks_cluster"
    JOB = "databricks_job"
    NOTEBOOK_PATH = "databricks_notebook_path"  # ours: the path of a databricks_notebook
    WORKSPACE_FILE = "databricks_workspace_file"
    REPO = "databricks_repo"
    PIPELINE = "databricks_pipeline"
    SQL_WAREHOUSE = "databricks_sql_endpoint"
    CATALOG = "databricks_catalog"
    SCHEMA = "databricks_schema"
    TABLE = "databricks_sql_table"
    TABLE_REFERENCE = "databricks_table_reference"  # ours: catalog.schema.table
    VOLUME = "databricks_volume"
    SECRET_SCOPE = "databricks_secret_scope"
    INSTANCE_POOL = "databricks_instance_pool"
    CLUSTER_POLICY = "databricks_cluster_policy"
    SERVING_ENDPOINT = "databricks_model_serving"
    REGISTERED_MODEL = "databricks_registered_model"
    VECTOR_SEARCH_ENDPOINT = "databricks_vector_search_endpoint"
    VECTOR_SEARCH_INDEX = "databricks_vector_search_index"
    APP = "databricks_app"
    EXPERIMENT = "databricks_mlflow_experiment"
    QUALITY_MONITOR = "databricks_quality_monitor"
    STORAGE_CREDENTIAL = "databricks_storage_credential"
    SERVICE_CREDENTIAL = "databricks_credential"
    EXTERNAL_LOCATION = "databricks_external_location"
    GROUP = "databricks_group"
    SERVICE_PRINCIPAL = "databricks_service_principal"
    IP_ACCESS_LIST = "databricks_ip_access_list"
    ALERT = "databricks_alert_v2"
    NOTIFICATION_DESTINATION = "databricks_notification_destination"
    BUDGET_POLICY = "databricks_budget_policy"

    S3_BUCKET = "aws_s3_bucket"
    GLUE_DATABASE = "aws_glue_catalog_database"
    GLUE_TABLE = "aws_glue_catalog_table"
    GLUE_CRAWLER = "aws_glue_crawler"
    LAMBDA_FUNCTION = "aws_lambda_function"
    IAM_ROLE = "aws_iam_role"
    IAM_POLICY = "aws_iam_policy"
    KINESIS_STREAM = "aws_kinesis_stream"
    FIREHOSE = "aws_kinesis_firehose_delivery_stream"
    DYNAMODB_TABLE = "aws_dynamodb_table"
    SNS_TOPIC = "aws_sns_topic"
    SQS_QUEUE = "aws_sqs_queue"
    STATE_MACHINE = "aws_sfn_state_machine"


def kind_of(text: str) -> Kind:
    """The kind of that name. Raises LakemasonError naming the nearest there is."""
    try:
        return Kind(text)
    except ValueError:
        near = difflib.get_close_matches(text, list(Kind), n=1, cutoff=0.4)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise LakemasonError(
            f"There is no kind {text!r}.", fix=f"{hint}`lakemason names kinds` lists all {len(Kind)}."
        ) from None
