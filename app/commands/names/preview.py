"""The command `lakemason names preview`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from app.commands.names.options import (
    Exclude,
    Format,
    Override,
    PatternsConfig,
    Scope,
    ValuesConfig,
    load_config,
    overrides_of,
    print_rows,
    warn,
)
from app.commands.options import Json, PlatformName

if TYPE_CHECKING:
    from app.project import Project
    from blueprints.platform import Platform


def preview(
    platform: PlatformName,
    scope: Scope = None,
    exclude: Exclude = None,
    override: Override = None,
    format: Format = "table",
    json: Json = False,
    values_config: ValuesConfig = None,
    patterns_config: PatternsConfig = None,
) -> None:
    """Print the names a platform's things will have; with --scope those of any kind.

    Example: lakemason names preview ml-team-ml-dev --scope 'databricks_*' --override project=oncology
    """
    from app.commands.output import print_json
    from app.project import Project
    from blueprints.names import namer_of, planned_names
    from naming.preview import collisions, plan_names
    from naming.scope import ScopeFilter

    project = Project.find()
    config = load_config(values_config, patterns_config)
    wanted, *others = _platforms(project, platform)
    namer = namer_of(wanted, config, overrides_of(override))
    filter = ScopeFilter(tuple(scope or ("*",)), (*wanted.scope.exclude, *(exclude or ())))
    warn(filter.warnings())
    made = planned_names(wanted, config, overrides_of(override))
    planned = plan_names(namer, filter.kinds()) if scope else [one for one in made if filter.covers(one.kind)]
    if json or format == "json":
        rows = [{"kind": p.kind, "name": p.name, "problem": p.problem, "warning": p.warning} for p in planned]
        print_json({"platform": wanted.name, "names": rows, "tags": namer.tags()})
    else:
        table = [[p.kind, p.name or "-", p.problem or p.warning] for p in planned]
        print_rows(["KIND", "NAME", "NOTE"], table, format)
    clashes = collisions([*made, *(name for other in others for name in planned_names(other, config))])
    clashes = [clash for clash in clashes if wanted.name in clash.owners]
    for clash in clashes:
        typer.echo(f"Error: {clash}", err=True)
    if clashes:
        raise typer.Exit(1)


def _platforms(project: Project, name: str) -> list[Platform]:
    """The platform, and every other one of the project that can be read."""
    from blueprints.checking import load_platforms
    from naming.documents import DocumentError

    (path,) = project.platform_files([name])
    found = load_platforms([path], root=project.root, taking_down=True)
    for other in project.platform_files():
        if other.resolve() != path.resolve():
            try:
                found += load_platforms([other], root=project.root, taking_down=True)
            except DocumentError:
                warn([f"{project.shown(other)} has mistakes; its names were not looked at"])
    return found
