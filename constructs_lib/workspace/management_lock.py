"""Keeps hands off what must stay."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.azure_thing import AzureThing
from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct, TerraformResource, TerraformStack
from constructs_lib.limits import one_of
from constructs_lib.literal import literal
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.kinds import Kind
from naming.namer import Namer

LEVELS = ("CanNotDelete", "ReadOnly")


class ManagementLock(Construct):
    """Azure refuses to delete a resource, whoever asks, until the lock is gone.

    Makes: 1 azurerm_management_lock.

    Args:
        names: Names and tags of the platform.
        of: What is locked; a resource group's lock holds for everything in it.
        level: `CanNotDelete`, or `ReadOnly`, under which a workspace and a storage account cannot be worked
            with. Left out: `CanNotDelete`. Any change replaces the lock.
        notes: Why, at most 512 characters. Left out: a line that names the platform's tool.
        holds: Constructs that are locked with it, so that Terraform removes the lock before any of them: it would
            start with all at once, and Azure refuse. Left out: with a resource group, everything that its layer has
            made so far, so make the lock last; else only `of`.
        purpose: Part of its name, where there are several. Left out: nothing is added.

    Raises:
        RuleError: No such level, or notes that are too long.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        of: AzureThing,
        level: str = "CanNotDelete",
        notes: str = "Locked by Lakemason: take the lock out of the platform file first.",
        holds: Sequence[Construct] | None = None,
        purpose: str | None = None,
    ) -> None:
        one_of("level", level, LEVELS, source="azurerm 4.55, management_lock")
        literal("notes", notes, longest=512, source="azurerm 4.55, management_lock notes")
        super().__init__(scope, id)
        if holds is None:
            holds = [TerraformStack.of(self)] if isinstance(of, ResourceGroup) else []
        azurerm.ManagementLock(
            self,
            "Resource",
            name=names.name(Kind.MANAGEMENT_LOCK, purpose=purpose),
            scope=of.arm_id,
            lock_level=level,
            notes=notes,
            depends_on=[made for held in holds for made in held.node.find_all() if isinstance(made, TerraformResource)]
            or None,
        )
