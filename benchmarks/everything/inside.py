"""The Databricks layer: everything inside the workspace."""

from __future__ import annotations

from benchmarks.everything.answers import Answers
from benchmarks.everything.azure import OFFICE, Azure
from benchmarks.everything.data import Data
from benchmarks.everything.machines import Machines
from benchmarks.everything.people import People
from benchmarks.everything.work import Work
from blueprints.layers import DatabricksLayer
from blueprints.platform import Platform
from constructs_lib.bindings.engine import Construct
from constructs_lib.security.secret_scope import SecretScope
from constructs_lib.workspace.ip_access_lists import IpAccessLists
from constructs_lib.workspace.maintenance_window import MaintenanceWindow
from constructs_lib.workspace.workspace_settings import WorkspaceSettings


class Databricks(DatabricksLayer):
    """Everything of the databricks provider."""

    def __init__(self, scope: Construct, id: str, platform: Platform, azure: Azure) -> None:
        super().__init__(scope, id, platform, azure)
        names, sizes = self.names, platform.sizes
        people = People(self, "People", names=names, workspace=azure.workspace)
        machines = Machines(self, "Machines", names=names, sizes=sizes, people=people)
        data = Data(
            self, "Data", names=names, workspace=azure.workspace, connector=azure.connector, lake=azure.lake,
            people=people,
        )  # fmt: skip
        work = Work(self, "Work", names=names, sizes=sizes, people=people, machines=machines, data=data)
        Answers(self, "Answers", names=names, people=people, machines=machines, data=data, work=work)
        SecretScope(self, "Secrets", names=names, vault=azure.vault, acls={people.engineers: "READ"})
        settings = WorkspaceSettings(
            self,
            "Settings",
            workspace=azure.workspace,
            restrict_admins=True,
            default_catalog=data.catalog,
            embedding_domains=["intranet.example.com"],
            maintenance=MaintenanceWindow(day="SUNDAY", hour=3),
        )
        IpAccessLists(
            self, "IpLists", names=names, settings=settings, allowed=[f"{OFFICE}/32", "198.51.100.0/24"],
            blocked=["198.51.100.66"],
        )  # fmt: skip
        self.outputs(warehouse_id=machines.warehouse.warehouse_id, catalog_name=data.catalog.catalog_name)
