"""What the providers and their cloud refuse, as Terraform shows it."""

from __future__ import annotations

from pathlib import Path

from tests.rehearsal.driver import Terraform
from tests.rehearsal.platforms import HOST, Resources, cluster, group, pool, workspace

CONFIGURED = {"databricks": {"host": HOST}}


def _workspaces(**each: dict[str, object]) -> Resources:
    """Several workspaces in one group; each with a difference."""
    base = workspace()["azurerm_databricks_workspace"]["this"]
    made = {key: {**base, "name": key, "managed_resource_group_name": f"{key}-m", **it} for key, it in each.items()}
    return {**group(), "azurerm_databricks_workspace": made}


def test_fails_validation_of_names_and_values(terraform: Terraform) -> None:
    resources = _workspaces(short={"name": "ab"}, dotted={"name": "a.b.c"}, sku={"sku": "enterprise"})
    resources["azurerm_resource_group"]["long"] = {"name": "g" * 91, "location": "westeurope"}
    resources["azurerm_resource_group"]["dot"] = {"name": "ends.", "location": "westeurope"}
    resources["azurerm_storage_account"] = {
        "st": {
            "name": "Not-Legal",
            "resource_group_name": "rg-ml",
            "location": "westeurope",
            "account_tier": "Standard",
            "account_replication_type": "LRS",
        }
    }
    terraform.write(resources)
    said = terraform.run("validate", code=1)
    assert '"name" must be between 3 and 64 characters in length' in said
    assert '"name" can contain only alphanumeric characters, underscores, and hyphens' in said
    assert 'expected sku to be one of ["standard" "premium" "trial"], got enterprise' in said
    assert '"name" must be between 1 and 90 characters in length' in said
    assert "may not end with a period" in said
    assert 'name ("Not-Legal") can only consist of lowercase letters and numbers' in said


def test_fails_for_event_hubs_beyond_their_limits(terraform: Terraform) -> None:
    named = {"resource_group_name": "rg-ml", "location": "westeurope", "sku": "Standard"}
    hub = {"namespace_id": "/subscriptions/1", "partition_count": 1}
    terraform.write(
        {
            "azurerm_eventhub_namespace": {"wide": {"name": "evhns-wide", **named, "maximum_throughput_units": 41}},
            "azurerm_eventhub": {
                "long": {"name": "long", **hub, "message_retention": 91},
                "many": {"name": "many", **hub, "partition_count": 1025},
            },
            "azurerm_eventhub_consumer_group": {
                "odd": {
                    "name": "$Default",
                    "resource_group_name": "rg-ml",
                    "namespace_name": "evhns-wide",
                    "eventhub_name": "long",
                }
            },
        }
    )
    said = terraform.run("validate", code=1)
    assert "expected maximum_throughput_units to be in the range (0 - 40), got 41" in said
    assert "EventHub Retention Count has to be between 1 and 7 or between 1 and 90" in said
    assert "EventHub Partition Count has to be between 1 and 1024, got 1025" in said
    assert '"name" must be up to 50 letters, numbers, periods, hyphens and underscores' in said


def test_fails_at_apply_for_event_hubs_that_contradict_themselves(terraform: Terraform) -> None:
    named = {
        "resource_group_name": "rg-ml",
        "location": "westeurope",
        "sku": "Standard",
        "depends_on": ["azurerm_resource_group.this"],
    }
    rules = {
        "default_action": "Allow",
        "public_network_access_enabled": True,
        "trusted_service_access_enabled": False,
        "ip_rule": [],
        "virtual_network_rule": [],
    }
    terraform.write(
        {
            **group(),
            "azurerm_eventhub_namespace": {
                "still": {"name": "evhns-still", **named, "maximum_throughput_units": 4},
                "open": {
                    "name": "evhns-open", **named, "public_network_access_enabled": False, "network_rulesets": [rules]
                },
                "grows": {"name": "evhns-grows", **named, "auto_inflate_enabled": True, "maximum_throughput_units": 0},
            },
        }
    )  # fmt: skip
    said = terraform.apply(code=1)
    assert "Cannot set MaximumThroughputUnits property if AutoInflate is not enabled" in said
    assert "public network access of namespace should be the same as of the network rulesets" in said
    assert "Auto inflate MaximumThroughputUnits '0' is out of range" in said


def test_fails_planning_of_what_the_tier_or_the_network_forbids(terraform: Terraform) -> None:
    terraform.write(
        _workspaces(
            closed={"public_network_access_enabled": False},
            encrypted={"sku": "trial", "infrastructure_encryption_enabled": True},
            compliant={"sku": "trial", "enhanced_security_compliance": {"automatic_cluster_update_enabled": True}},
            walled={"default_storage_firewall_enabled": True},
        )
    )
    said = terraform.run("plan", code=1)
    assert "use `NoAzureDatabricksRules` or `NoAzureServiceRules`" in said
    assert "`infrastructure_encryption_enabled` is only available with a `premium` workspace" in said
    assert "`enhanced_security_compliance` is only available with a `premium` workspace" in said
    assert "`default_storage_firewall_enabled` and `access_connector_id` must be set together" in said


def test_fails_at_apply_for_what_only_azure_refuses(terraform: Terraform) -> None:
    resources = _workspaces(
        old={"sku": "standard"},
        lost={"resource_group_name": "rg-nobody"},
        injected={"custom_parameters": {"virtual_network_id": "/subscriptions/x/vnet", "public_subnet_name": "p"}},
    )
    terraform.write(resources)
    said = terraform.apply(code=1)
    assert "workspaces of the standard tier can no longer be created" in said
    assert "ResourceGroupNotFound: Resource group 'rg-nobody' could not be found" in said
    assert "`public_subnet_network_security_group_association_id` must be set" in said
    assert [it.type for it in terraform.cloud.objects()] == ["azurerm_resource_group"]


def test_fails_to_take_a_name_that_is_taken(terraform: Terraform, tmp_path: Path, initialized: Path) -> None:
    terraform.write(workspace())
    terraform.apply()
    other = Terraform(tmp_path / "other", terraform.environment.home)
    other.use_init_of(initialized)
    again = {
        **workspace("DBW-ML")["azurerm_databricks_workspace"]["this"],
        "resource_group_name": "rg-ml",
        "location": "x",
    }
    rival = {**again, "name": "dbw-rival", "managed_resource_group_name": "dbw-ml-managed"}
    other.write({"azurerm_databricks_workspace": {"again": again, "rival": rival}})
    said = other.apply(code=1)
    assert "already exists - to be managed via Terraform this resource needs to be imported into the State" in said
    assert "the managed resource group 'dbw-ml-managed' already exists" in said


def test_fails_to_delete_a_group_with_something_in_it(terraform: Terraform, tmp_path: Path, initialized: Path) -> None:
    terraform.write(group())
    terraform.apply()
    other = Terraform(tmp_path / "other", terraform.environment.home)
    other.use_init_of(initialized)
    inside = {"name": "id-ml", "resource_group_name": "rg-ml", "location": "westeurope"}
    other.write({"azurerm_user_assigned_identity": {"this": inside}})
    other.apply()

    said = terraform.run("destroy", "-auto-approve", code=1)
    assert "the Resource Group still contains Resources" in said
    assert "userAssignedIdentities/id-ml" in said

    switch = {"resource_group": {"prevent_deletion_if_contains_resources": False}}
    terraform.write(group(), provider={"azurerm": {"features": [switch]}})
    terraform.destroy()
    assert terraform.cloud.objects() == []


def test_fails_without_a_subscription_or_features(terraform: Terraform) -> None:
    terraform.write(group(), provider={"azurerm": {}})
    assert "Insufficient features blocks" in terraform.run("plan", code=1)
    terraform.write(group())
    del terraform.environment.set["ARM_SUBSCRIPTION_ID"]
    assert "`subscription_id` is a required provider property" in terraform.run("plan", code=1)


def test_fails_for_a_host_that_is_no_workspace(terraform: Terraform) -> None:
    terraform.write(pool(), provider={"databricks": {"host": "https://adb-1.2.azuredatabricks.net"}})
    assert "cannot reach workspace adb-1.2.azuredatabricks.net" in terraform.apply(code=1)


def test_fails_to_read_data_while_the_host_is_unknown(terraform: Terraform) -> None:
    terraform.write({**workspace(), **pool()}, provider=CONFIGURED, data={"databricks_current_user": {"me": {}}})
    assert "default auth: cannot configure default credentials" in terraform.run("plan", code=1)


def test_fails_for_clusters_that_the_workspace_refuses(terraform: Terraform) -> None:
    base = cluster()["databricks_cluster"]["this"]
    free = {name: value for name, value in base.items() if name not in ("instance_pool_id", "autoscale")}
    wrong = {
        "pool": {**base, "instance_pool_id": "nobody"},
        "policy": {**base, "policy_id": "nobody"},
        "idle": {**base, "autotermination_minutes": 5},
        "mode": {**base, "data_security_mode": "SHARED"},
        "sizes": {**base, "num_workers": 3},
        "bare": free,
        "aws": {**free, "node_type_id": "i3.xlarge"},
        "spot": {**base, "azure_attributes": {"availability": "SPOT"}},
    }
    terraform.write({**workspace(), **pool(), "databricks_cluster": wrong}, provider=CONFIGURED)
    said = terraform.apply(code=1)
    assert "Can't find an instance pool with id: nobody" in said
    assert "Policy with id nobody does not exist" in said
    assert "0 or between 10 and 10000 minutes, got 5" in said
    assert "data_security_mode SHARED is not a known mode" in said
    assert "num_workers and autoscale cannot both be set" in said
    assert "node_type_id is required" in said
    assert "Node type i3.xlarge is not supported" in said
    assert "azure_attributes.availability SPOT is none of" in said


def test_fails_for_names_that_a_workspace_has_already(terraform: Terraform) -> None:
    terraform.write({**workspace(), **pool()}, provider=CONFIGURED)
    terraform.apply()
    pools = {**pool()["databricks_instance_pool"], "again": pool()["databricks_instance_pool"]["this"]}
    schema = {"databricks_schema": {"orphan": {"name": "raw", "catalog_name": "nobody"}}}
    terraform.write({**workspace(), "databricks_instance_pool": pools, **schema}, provider=CONFIGURED)
    said = terraform.apply(code=1)
    assert "Instance pool with name pool-ml already exists" in said
    assert "Catalog 'nobody' does not exist" in said
