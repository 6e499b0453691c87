"""The names that platforms will have, by their blueprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from blueprints.library import blueprint
from blueprints.platform import Platform
from naming.config import NamingConfig
from naming.kinds import Kind
from naming.namer import Namer
from naming.preview import PlannedName, plan_names, refuse_collisions
from naming.scope import ScopeFilter


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


def kinds_of(platform: Platform) -> list[Kind]:
    """The kinds a platform's blueprint makes, its managed resource group included, in the platform's scope."""
    makes = [Kind(t) for types in blueprint(platform.blueprint).makes.values() for t in types if t in set(Kind)]
    if Kind.WORKSPACE in makes:
        makes.insert(makes.index(Kind.WORKSPACE) + 1, Kind.MANAGED_RESOURCE_GROUP)
    scope = ScopeFilter(platform.scope.include, platform.scope.exclude)
    return [kind for kind in makes if scope.covers(kind)]


def planned_names(platform: Platform, config: NamingConfig) -> list[PlannedName]:
    """Every name a platform will have."""
    return plan_names(namer_of(platform, config), kinds_of(platform))


def refuse_shared_names(platforms: Iterable[Platform], config: NamingConfig) -> None:
    """Raise LakemasonError where two of the platforms, or two things of one, would get one name.

    Args:
        platforms: Every platform of the project.
        config: The convention in force.
    """
    refuse_collisions(name for platform in platforms for name in planned_names(platform, config))
