"""The constructs of the features of who may come in."""

from __future__ import annotations

from blueprints.features.data.stacks import UnityCatalog
from blueprints.features.identity import description
from blueprints.features.part import Part
from blueprints.layers import DatabricksLayer
from blueprints.waiting import wait
from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.entitlements import Entitlements
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment


class Groups(Part[description.Groups]):
    """An assignment and entitlements for each group."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """Who comes in, and what for."""
        catalog = layer.part(UnityCatalog)
        groups = Construct(layer, "Groups")
        self._waiting: list[Construct] = []
        self.let_in: list[WorkspaceAssignment] = []
        for key, told in self.feature.account_groups.items():
            group = Principal.group(told.name or key)
            let_in = WorkspaceAssignment(
                groups, key, member=group, admin=told.admin, metastore=catalog.metastore if catalog else None
            )
            self.let_in.append(let_in)
            Entitlements(
                groups,
                f"{key}-entitlements",
                member=group,
                workspace_access=told.access == "workspace",
                sql_access=told.access in ("workspace", "sql"),
                consume_only=told.access == "consume",
                after=let_in,
            )

    def settle(self, layer: DatabricksLayer) -> None:
        """What names a group waits until it is in the workspace, which does not know it before."""
        for one in layer.node.find_all():
            if isinstance(one, databricks.Permissions | databricks.SecretAcl) and one not in self._waiting:
                self._waiting.append(one)
                wait(one, self.let_in)
