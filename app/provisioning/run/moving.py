"""Moves a platform from one configuration to another, in the order that takes nothing away too early."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from app.provisioning.events import Change
from app.provisioning.ledger.records import LAYERS, Configuration, Direction
from app.provisioning.preview import needs_preview
from app.provisioning.run.layers import Layers
from app.provisioning.run.order import union, with_providers
from app.provisioning.terraform import LayerPlan
from naming.errors import LakemasonError

WORKSPACE = "azurerm_databricks_workspace"
STAYS = "stays, as it belongs to no workspace"

Confirm = Callable[[LayerPlan], None]
"""Refuses, by raising, a plan that was made after the first question and does what was not shown."""


class Move:
    """A way from what stands to a target.

    Args:
        layers: Terraform over the layers.
        target: What is to stand.
        source: What stands, as far as it is known.
        teardown: JSON that a layer is taken down with where the target has none: it says which providers.
        direction: Towards the run's target, or back.
    """

    def __init__(
        self,
        layers: Layers,
        target: Configuration,
        source: Configuration,
        *,
        teardown: Configuration,
        direction: Direction = "forward",
    ) -> None:
        self.layers = layers
        self.target = target
        self.source = source
        self.teardown = teardown
        for layer in LAYERS:
            self.target = self.target.with_layer(layer, with_providers(target.of(layer), source.of(layer)))
            self.teardown = self.teardown.with_layer(layer, with_providers(teardown.of(layer), source.of(layer)))
        self.direction = direction
        self.tidy = ExitStack()
        self.azure: LayerPlan
        self.databricks: LayerPlan

    def __enter__(self) -> Move:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove saved plans: they may hold secrets."""
        self.tidy.close()

    @property
    def plans(self) -> list[LayerPlan]:
        """What would change, in the order in which it is shown."""
        both = [self.azure, self.databricks]
        return both if self.target.azure is not None else both[::-1]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to do."""
        return self.azure.has_changes or self.databricks.has_changes

    def look(self) -> None:
        """Plan both layers, as far as the second can be known before the first has changed."""
        if self.target.databricks is not None:
            self.layers.prepare_ahead(self.tidy, self.target.databricks)
        self.azure = self._plan("azure")
        if self.target.databricks is None:
            self.databricks = self._plan_end()
        else:
            self.databricks = self._look_ahead(self.target.databricks)

    def go(self, confirm: Confirm) -> None:
        """Do it.

        Args:
            confirm: Asked about plans that could only be made on the way.
        """
        if self.target.azure is None:
            self._take_down()
        else:
            self._build(self.target.azure, confirm)

    def _build(self, wanted: str, confirm: Confirm) -> None:
        layers = self.layers
        going = {change.address for change in self.azure.changes if change.action == "delete"}
        takes_away = bool(going)
        both = union(wanted, self.source.azure, going) if takes_away and self.source.azure else wanted
        if takes_away and layers.addresses("databricks"):
            self.azure.discard()
            plan = layers.plan(self.tidy, "azure", both)
            confirm(plan)
            layers.apply(plan, "azure", both, doing="expand", direction=self.direction, check=confirm)
        else:
            layers.apply(self.azure, "azure", wanted, direction=self.direction, check=confirm)
            takes_away = False
        self._second(confirm)
        if takes_away:
            last = layers.plan(self.tidy, "azure", wanted)
            confirm(last)
            layers.apply(last, "azure", wanted, doing="contract", direction=self.direction, check=confirm)

    def _second(self, confirm: Confirm) -> None:
        wanted, layers = self.target.databricks, self.layers
        if wanted is None:
            self._end_second()
            return
        if self.azure.has_changes or self.databricks.preview:  # what was seen rests on what is not so any more
            self.databricks.discard()
            self.databricks = layers.plan(self.tidy, "databricks", wanted)
            confirm(self.databricks)
        layers.apply(self.databricks, "databricks", wanted, direction=self.direction, check=confirm)

    def _take_down(self) -> None:
        self._end_second()
        if self.azure.has_changes:
            config = self._made_from("azure")
            self.layers.apply(self.azure, "azure", config, doing="destroy", direction=self.direction)

    def _end_second(self) -> None:
        if not self.databricks.has_changes:
            return
        config = self._made_from("databricks")
        if self.databricks.file is None:
            forgotten = self.databricks.changes
            self.layers.forget("databricks", config, forgotten, direction=self.direction)
            self.layers.left += [f"{it.address} {detail}" for it in forgotten for detail in it.details]
        else:
            self.layers.apply(self.databricks, "databricks", config, doing="destroy", direction=self.direction)

    def _plan(self, layer: str) -> LayerPlan:
        wanted = self.target.of(layer)
        if wanted is not None:
            return self.layers.plan(self.tidy, layer, wanted)
        stands = self.layers.addresses(layer)
        if not stands and (not self.layers.mark(layer).lineage or self.teardown.of(layer) is None):
            return LayerPlan(self.layers.stacks[layer], (), file=None, has_changes=False)
        return self.layers.plan(self.tidy, layer, self._made_from(layer), destroy=True)

    def _made_from(self, layer: str) -> str:
        """JSON that says which providers a layer is taken down with."""
        found = self.teardown.of(layer)
        if found is None:
            raise LakemasonError(
                f"Nothing is known of what {self.layers.stacks[layer]} was made from, so it cannot be taken down.",
                fix="`lakemason synth` writes it to cdktf.out; `lakemason adopt-state` takes it from there.",
            )
        return found

    def _plan_end(self) -> LayerPlan:
        """The second layer's end; where the workspace is gone, and all in it with it, nobody answers there any more."""
        stack, standing = self.layers.stacks["databricks"], self.layers.state("databricks").resources
        if not standing:
            return LayerPlan(stack, (), file=None, has_changes=False)
        if any(change.kind == WORKSPACE and change.action == "delete" for change in self.azure.changes) or (
            self.target.azure is not None and not _workspace_goes(self.azure)
        ):
            return self.layers.plan(self.tidy, "databricks", self._made_from("databricks"), destroy=True)
        return LayerPlan(stack, self._forgotten(), file=None, has_changes=True)

    def _forgotten(self) -> tuple[Change, ...]:
        """What is taken out of the second layer's state, each that is not gone with where a person finds it."""
        from app.provisioning.finding.outliving import outliving  # its tables are for the rare case

        session, stack = self.layers.session, self.layers.stacks["databricks"]
        stays = outliving(session.place.state_file(stack))

        def details(address: str) -> tuple[str, ...]:
            return (f"{STAYS}: see {stays[address]}",) if address in stays else ()

        standing = self.layers.state("databricks").resources
        return tuple(Change(it.address, it.kind, "forget", details(it.address)) for it in standing)

    def _look_ahead(self, wanted: str) -> LayerPlan:
        """The second layer's plan as far as it can be known before the first is applied."""
        layers = self.layers
        void = _workspace_goes(self.azure) or not layers.addresses("azure")
        layers.terraform("databricks", wanted)  # its JSON in place, and what it needs fetched
        if void or needs_preview(layers.session.place, layers.stacks["azure"], layers.stacks["databricks"]):
            return layers.preview(void=void)
        return layers.plan(self.tidy, "databricks", wanted)


def _workspace_goes(plan: LayerPlan) -> bool:
    """Whether the workspace is not there yet, or not any more, or another one takes its place."""
    return any(change.kind == WORKSPACE and change.action in ("create", "replace") for change in plan.changes)
