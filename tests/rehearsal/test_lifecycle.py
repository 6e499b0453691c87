"""What happens to objects between their first plan and their end, with real Terraform."""

from __future__ import annotations

import json
from pathlib import Path

from rehearsal.show import render
from tests.rehearsal.driver import Terraform
from tests.rehearsal.platforms import HOST, cluster, group, lake, pool, workspace


def test_a_platform_comes_and_goes(terraform: Terraform) -> None:
    terraform.write({**workspace(), **pool(), **cluster()}, provider={"databricks": {"host": HOST}})

    assert "Plan: 4 to add, 0 to change, 0 to destroy" in terraform.apply()
    terraform.unchanged()

    state = terraform.state()
    made = state["azurerm_databricks_workspace.this"]
    assert made["id"] == (
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ml"
        "/providers/Microsoft.Databricks/workspaces/dbw-ml"
    )
    assert made["location"] == "westeurope"
    assert made["workspace_url"].startswith(f"adb-{made['workspace_id']}.")
    assert made["custom_parameters"][0]["no_public_ip"] is True
    assert state["databricks_cluster.this"]["node_type_id"] == "Standard_D4ds_v5"
    assert state["databricks_cluster.this"]["azure_attributes"][0]["spot_bid_max_price"] == 0.1
    assert render(terraform.cloud).splitlines() == [
        "subscription 00000000-0000-0000-0000-000000000001",
        "└── azurerm_resource_group rg-ml",
        "    └── azurerm_databricks_workspace dbw-ml",
        "        ├── azurerm_resource_group dbw-ml-managed",
        "        ├── databricks_instance_pool pool-ml",
        "        └── databricks_cluster ml",
    ]
    shown = json.loads(terraform.run("show", "-json").partition(" ")[0] or "{}")
    assert shown["format_version"] == "1.0"

    assert "Destroy complete! Resources: 4 destroyed." in terraform.destroy()
    assert terraform.cloud.objects() == []
    assert [step.outcome for step in terraform.cloud.trace()] == ["ok"] * len(terraform.cloud.trace())


def test_changes_in_place_keep_the_object_and_others_replace_it(terraform: Terraform) -> None:
    terraform.write({**workspace(), **pool(), **cluster()}, provider={"databricks": {"host": HOST}})
    terraform.apply()
    before = terraform.state()

    terraform.write(
        {**workspace(tags={"cost": "4711"}), **pool(max_capacity=8), **cluster(autotermination_minutes=60)},
        provider={"databricks": {"host": HOST}},
    )
    assert "Plan: 0 to add, 3 to change, 0 to destroy" in terraform.apply()
    assert terraform.state()["databricks_cluster.this"]["id"] == before["databricks_cluster.this"]["id"]

    terraform.write(
        {**workspace(), **pool(node_type_id="Standard_D8ds_v5"), **cluster()}, provider={"databricks": {"host": HOST}}
    )
    said = terraform.apply()
    assert "databricks_instance_pool.this must be replaced" in said
    assert "# forces replacement" in said
    after = terraform.state()
    assert after["databricks_instance_pool.this"]["id"] != before["databricks_instance_pool.this"]["id"]
    assert after["databricks_cluster.this"]["node_type_id"] == "Standard_D8ds_v5"


def test_a_workspace_has_identities_once_it_has_keys(terraform: Terraform) -> None:
    terraform.write(workspace())
    terraform.apply()
    assert terraform.state()["azurerm_databricks_workspace.this"]["storage_account_identity"] == []

    keyed = workspace(customer_managed_key_enabled=True)
    here = "azurerm_databricks_workspace.this"
    identity = "storage_account_identity[0].principal_id"
    terraform.write(keyed, output={"who": {"value": f"${{{here}.{identity}}}", "sensitive": True}})
    assert "the collection has no elements" in terraform.run("plan", code=1)

    terraform.write(
        keyed,
        data={"azurerm_databricks_workspace": {"this": {"name": f"${{{here}.name}}", "depends_on": [here],
              "resource_group_name": f"${{{here}.resource_group_name}}"}}},
        output={"who": {"value": f"${{data.{here}.{identity}}}", "sensitive": True}},
    )  # fmt: skip
    assert "will be updated in-place" in terraform.apply()
    terraform.unchanged()
    (found,) = terraform.state()[here]["storage_account_identity"]
    assert found["type"] == "SystemAssigned"
    assert terraform.state()[here]["managed_disk_identity"] == []


def test_event_hubs_are_replaced_from_and_to_premium(terraform: Terraform) -> None:
    def write(sku: str) -> None:
        here = {"resource_group_name": "rg-ml", "location": "westeurope"}
        namespace = {"name": "evhns-ml", "sku": sku, **here, "depends_on": ["azurerm_resource_group.this"]}
        terraform.write({**group(), "azurerm_eventhub_namespace": {"this": namespace}})

    write("Standard")
    terraform.apply()
    write("Basic")
    assert "will be updated in-place" in terraform.apply()
    for sku in ("Premium", "Standard"):
        write(sku)
        assert "azurerm_eventhub_namespace.this must be replaced" in terraform.apply()


def test_a_workspace_is_replaced_on_the_way_to_trial_only(terraform: Terraform) -> None:
    terraform.write(workspace(sku="trial"))
    terraform.apply()
    first = terraform.state()["azurerm_databricks_workspace.this"]

    terraform.write(workspace(sku="premium"))
    assert "will be updated in-place" in terraform.apply()

    terraform.write(workspace(sku="trial"))
    assert "must be replaced" in terraform.apply()
    # Another workspace of the same name has another number.
    assert terraform.state()["azurerm_databricks_workspace.this"]["workspace_id"] != first["workspace_id"]


def test_network_arguments_of_a_workspace_replace_it(terraform: Terraform) -> None:
    terraform.write(workspace(custom_parameters={"no_public_ip": True, "storage_account_name": "dbstorage1"}))
    terraform.apply()
    terraform.unchanged()

    terraform.write(workspace(custom_parameters={"no_public_ip": True, "storage_account_name": "dbstorage2"}))
    assert "must be replaced" in terraform.run("plan")


def test_what_vanished_is_planned_again(terraform: Terraform) -> None:
    terraform.write({**workspace(), **pool()}, provider={"databricks": {"host": HOST}})
    terraform.apply()
    with terraform.cloud.transaction():
        gone = next(it for it in terraform.cloud.objects() if it.type == "databricks_instance_pool")
        terraform.cloud.remove(gone.number)

    assert "Plan: 1 to add, 0 to change, 0 to destroy" in terraform.run("plan", "-detailed-exitcode", code=2)


def test_databricks_objects_go_with_their_workspace(terraform: Terraform, tmp_path: Path, initialized: Path) -> None:
    terraform.write(workspace())
    terraform.apply()
    inside = Terraform(tmp_path / "inside", terraform.environment.home)
    inside.use_init_of(initialized)
    url = terraform.state()["azurerm_databricks_workspace.this"]["workspace_url"]
    inside.write(pool(), provider={"databricks": {"host": f"https://{url}"}})
    inside.apply()

    terraform.destroy()
    assert inside.cloud.objects() == []
    assert f"cannot reach workspace {url}" in inside.run("plan", code=1)


def test_an_object_is_imported(terraform: Terraform, tmp_path: Path, initialized: Path) -> None:
    terraform.write(workspace())
    terraform.apply()
    id_ = terraform.state()["azurerm_databricks_workspace.this"]["id"]

    other = Terraform(tmp_path / "other", terraform.environment.home)
    other.use_init_of(initialized)
    other.write(workspace())
    other.run("import", "azurerm_resource_group.this", id_.partition("/providers")[0])
    other.run("import", "azurerm_databricks_workspace.this", id_)
    other.unchanged()
    assert other.state()["azurerm_databricks_workspace.this"] == terraform.state()["azurerm_databricks_workspace.this"]


def test_fails_to_import_what_is_not_there(terraform: Terraform) -> None:
    terraform.write(group())
    said = terraform.run("import", "azurerm_resource_group.this", "/subscriptions/x/resourceGroups/nobody", code=1)
    assert "Cannot import non-existent remote object" in said


def test_data_sources_find_what_is_there(terraform: Terraform) -> None:
    terraform.write({**workspace(), **pool(), **cluster()}, provider={"databricks": {"host": HOST}})
    terraform.apply()
    terraform.write(
        {**workspace(), **pool(), **cluster()},
        provider={"databricks": {"host": HOST}},
        data={
            "azurerm_client_config": {"me": {}},
            "azurerm_databricks_workspace": {"it": {"name": "dbw-ml", "resource_group_name": "rg-ml"}},
            "azurerm_resource_group": {"it": {"name": "RG-ML"}},
            "databricks_current_user": {"me": {}},
            "databricks_cluster": {"it": {"cluster_name": "ml"}},
            "databricks_instance_pool": {"it": {"name": "pool-ml"}},
            "databricks_spark_version": {"lts": {"long_term_support": True, "ml": True, "gpu": True}},
            "databricks_node_type": {"big": {"min_cores": 6}},
        },
        output={
            "out": {
                "value": {
                    "subscription": "${data.azurerm_client_config.me.subscription_id}",
                    "sku": "${data.azurerm_databricks_workspace.it.sku}",
                    "location": "${data.azurerm_resource_group.it.location}",
                    "user": "${data.databricks_current_user.me.user_name}",
                    "version": "${data.databricks_cluster.it.cluster_info[0].spark_version}",
                    "node": "${data.databricks_instance_pool.it.pool_info[0].node_type_id}",
                    "runtime": "${data.databricks_spark_version.lts.id}",
                    "type": "${data.databricks_node_type.big.id}",
                }
            }
        },
    )
    terraform.apply()
    outputs = json.loads((terraform.folder / "terraform.tfstate").read_text())["outputs"]
    assert outputs["out"]["value"] == {
        "subscription": "00000000-0000-0000-0000-000000000001",
        "sku": "premium",
        "location": "westeurope",
        "user": "rehearsal@example.com",
        "version": "17.3.x-scala2.13",
        "node": "Standard_D4ds_v5",
        "runtime": "17.3.x-gpu-ml-scala2.13",
        "type": "Standard_D8ds_v5",
    }


def test_unity_catalog_keeps_names_in_lower_case(terraform: Terraform) -> None:
    catalog = {
        **lake("sales"),
        "databricks_catalog": {"this": {"name": "Sales", "storage_root": "${databricks_external_location.sales.url}"}},
        "databricks_schema": {"this": {"name": "Raw", "catalog_name": "${databricks_catalog.this.id}"}},
        "databricks_group": {"team": {"display_name": "Analysts"}},
    }
    terraform.write({**workspace(), **catalog}, provider={"databricks": {"host": HOST}})
    terraform.apply()
    assert terraform.state()["databricks_catalog.this"]["name"] == "sales"
    assert terraform.state()["databricks_schema.this"]["id"] == "sales.raw"
    terraform.unchanged()


def test_two_terraforms_work_on_one_cloud(terraform: Terraform, tmp_path: Path, initialized: Path) -> None:
    other = Terraform(tmp_path / "other", terraform.environment.home)
    other.use_init_of(initialized)
    for stack, name in ((terraform, "one"), (other, "two")):
        groups = {f"g{i}": {"name": f"rg-{name}-{i}", "location": "westeurope"} for i in range(12)}
        stack.write({"azurerm_resource_group": groups})
    running = [stack.start("apply", "-auto-approve") for stack in (terraform, other)]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert len(terraform.cloud.objects()) == 24
