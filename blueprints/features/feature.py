"""What a feature is: its place among the others, its options, what it makes and what it uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from blueprints.request import ENVIRONMENTS, Environment
from blueprints.usage import Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

LayerName = Literal["azure", "databricks"]


@dataclass(frozen=True, kw_only=True)
class FeatureDescription:
    """What a feature says about itself, its options apart.

    Args:
        name: The word in a platform file.
        description: What it gives, in a few words.
        layers: Layers that it adds resources to; none where it only changes what other features make.
        needs: Features that must be there too: of each group, one. The first is taken where a plan may choose.
        excludes: Features that cannot be beside it.
        environments: Where it may be.
        sizes: Sizes of the platform file that it needs.
        replaces: Terraform types that adding it to a deployed platform replaces; deploy refuses that without
            `--allow-replace`.
        minutes: Minutes that it adds to a deployment.
    """

    name: str
    description: str
    layers: tuple[LayerName, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[str, ...] = ()
    environments: tuple[Environment, ...] = ENVIRONMENTS
    sizes: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    minutes: int = 0


@dataclass(frozen=True)
class Made:
    """Resources of one type that a feature makes, as the plan page lists them before synthesis.

    Args:
        layer: Where.
        type: Terraform type.
        components: What its name has beside the platform's values, such as `{"purpose": "host"}`; None: it has no
            name by the convention.
        count: How many, where they have no names to tell them apart.
        inside: Which thing its name must be the only one in, where the platform has several of that kind, such as
            two catalogs; left out: the one it has.
    """

    layer: LayerName
    type: str
    components: Mapping[str, str] | None = field(default_factory=dict)
    count: int = 1
    inside: str = ""


@dataclass(frozen=True)
class Gap:
    """An option that has no default and that nobody has said.

    Args:
        option: Its name.
        write: What to write there.
    """

    option: str
    write: str


class Feature(BaseModel):
    """Something a platform can have. A subclass each; its fields are its options in the platform file.

    Every option has a default, so that a plan can be made before all is known; what has to be said all the same
    is named by `gaps`. The constructs stand beside it, in the module `stacks`, as a Part of the same name.
    """

    # Most features are only named in a run: their validators are built when they are first needed.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    about: ClassVar[FeatureDescription]

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """Options that must be said before anything is built."""
        return ()

    def problems(self, site: Composition) -> Iterable[Gap]:
        """Options that do not go with the rest of the platform, each with what to write instead."""
        return ()

    def makes(self, site: Composition) -> Iterable[Made]:
        """What it makes, by layer."""
        return ()

    def usage(self, site: Composition) -> Iterable[Usage]:
        """What it uses in a month."""
        return ()

    def notes(self, site: Composition) -> Iterable[str]:
        """What is left to do by hand, or good to know, once it stands."""
        return ()
