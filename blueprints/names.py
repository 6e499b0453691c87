"""The names that platforms will have, by their blueprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from blueprints.composition import compose
from blueprints.library import blueprint
from blueprints.platform import Platform
from naming.config import NamingConfig
from naming.kinds import Kind
from naming.namer import Namer
from naming.preview import PlannedName, plan_name, refuse_collisions
from naming.scope import ScopeFilter
from naming.terraform_names import kinds_of_type


def namer_of(platform: Platform, config: NamingConfig, overrides: Mapping[str, str] | None = None) -> Namer:
    """Who names a platform's things.

    Args:
        platform: The platform.
        config: The convention in force.
        overrides: Values from the command line.
    """
    return Namer.for_platform(
        team=platform.team,
        workload=platform.workload,
        environment=platform.environment,
        region=platform.region,
        platform=platform.name,
        extra_tags=platform.tags,
        blueprint=blueprint(platform.blueprint).naming,
        overrides=overrides,
        config=config,
    )


class NamedThing(NamedTuple):
    """Something that the convention names.

    Args:
        kind: What it is.
        components: What its name has beside the platform's values.
        inside: Which thing it stands in, where the platform has several.
    """

    kind: Kind
    components: Mapping[str, str]
    inside: str = ""


def named_things(platform: Platform) -> list[NamedThing]:
    """Everything in a platform's scope that the convention names."""
    scope = ScopeFilter(platform.scope.include, platform.scope.exclude)
    found = [
        NamedThing(kind, made.components, made.inside)
        for made in compose(platform).makes
        if made.components is not None
        for kind in kinds_of_type(made.type)
    ]
    return [one for one in found if scope.covers(one.kind)]


def kinds_of(platform: Platform) -> list[Kind]:
    """The kinds of a platform's named things, each once."""
    return list(dict.fromkeys(one.kind for one in named_things(platform)))


def planned_names(
    platform: Platform, config: NamingConfig, overrides: Mapping[str, str] | None = None
) -> list[PlannedName]:
    """Every name a platform will have.

    Args:
        platform: The platform.
        config: The convention in force.
        overrides: Values from the command line.
    """
    namer = namer_of(platform, config, overrides)
    return [plan_name(namer, one.kind, inside=one.inside, **one.components) for one in named_things(platform)]


def refuse_shared_names(platforms: Iterable[Platform], config: NamingConfig) -> None:
    """Raise LakemasonError where two of the platforms, or two things of one, would get one name.

    Args:
        platforms: Every platform of the project.
        config: The convention in force.
    """
    refuse_collisions(name for platform in platforms for name in planned_names(platform, config))
