"""The command `lakemason names explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.names.options import Override, PatternsConfig, ValuesConfig, load_config, overrides_of
from app.commands.options import Json

if TYPE_CHECKING:
    from naming.explain import Explanation


def explain(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Such as azurerm_databricks_workspace.")],
    platform: Annotated[str | None, typer.Option(help="Name or path of a platform file.")] = None,
    team: Annotated[str | None, typer.Option(help="Who it is for.")] = None,
    workload: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    environment: Annotated[str | None, typer.Option(help="Where it runs.")] = None,
    region: Annotated[str | None, typer.Option(help="Azure or AWS region.")] = None,
    override: Override = None,
    json: Json = False,
    values_config: ValuesConfig = None,
    patterns_config: PatternsConfig = None,
) -> None:
    """Say why a name is what it is: each part, where it came from, what became of it, and the rule.

    Example: lakemason names explain azurerm_databricks_workspace --team ml-team --workload ml --environment prod
    """
    from dataclasses import asdict

    from app.commands.output import print_json
    from naming.kinds import kind_of
    from naming.namer import Namer

    wanted = kind_of(kind)
    config = load_config(values_config, patterns_config)
    overrides = overrides_of(override)
    if platform is None:
        namer = Namer(config, overrides=overrides)
    else:
        from app.project import Project
        from blueprints.checking import load_platforms
        from blueprints.names import namer_of

        project = Project.find()
        (read,) = load_platforms(project.platform_files([platform]), root=project.root, taking_down=True)
        namer = namer_of(read, config, overrides)
    explanation = namer.explain(wanted, team=team, workload=workload, environment=environment, region=region)
    if json:
        print_json(asdict(explanation))
    else:
        _print(explanation)
    if explanation.name is None:
        raise typer.Exit(1)


def _print(explanation: Explanation) -> None:
    from app.commands.output import print_table, print_values

    typer.echo(explanation.name or f"No name: {explanation.problem}")
    rows = [
        [p.text, f"{{{p.placeholder}}}", p.value, "; ".join(f"{s.did}: {s.result}" for s in p.steps), p.origin]
        for p in explanation.parts
        if p.placeholder
    ]
    if rows:
        typer.echo()
        print_table(["PART", "PLACEHOLDER", "VALUE", "WHAT WAS DONE", "FROM"], rows)
    typer.echo()
    lines: dict[str, object] = {"pattern": explanation.pattern, "rule": explanation.rule}
    lines |= {"unique in": explanation.unique_in, "source": explanation.source}
    if explanation.hashed:
        lines["hashed"] = "a digest stands for the middle: the whole name would be too long"
    if explanation.warning:
        lines["warning"] = explanation.warning
    print_values(lines, indent="")
