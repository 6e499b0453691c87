"""The command `lakemason check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.options import Json, PlatformName

if TYPE_CHECKING:
    from constructs_lib.checks.check import Finding


def check(
    platform: PlatformName,
    format: Annotated[Literal["text", "json", "sarif"], typer.Option(help="How to show the findings.")] = "text",
    json: Json = False,
) -> None:
    """Hold a platform against the policy checks; exit 1 where one would stop it. Writes nothing.

    Example: lakemason check ml-team-ml-dev --format sarif
    """
    import tempfile
    from dataclasses import asdict
    from pathlib import Path

    from app.commands.output import print_json
    from app.platforms import wanted_platforms
    from app.policy import check_platform
    from app.project import Project

    project = Project.find()
    (wanted,) = wanted_platforms(project, [platform])

    from app.synthesis import build  # loads the bindings: half a second

    with tempfile.TemporaryDirectory(prefix="lakemason-check-") as scratch:
        build([wanted], out=Path(scratch), state=project.place().state_from_stack)
        findings = check_platform(wanted, Path(scratch) / "stacks")
    if json or format == "json":
        print_json([asdict(finding) for finding in findings])
    elif format == "sarif":
        from app.report.sarif import sarif

        print_json(sarif(findings, file=project.shown(project.platform_files([platform])[0])))
    else:
        _print_text(findings)
    if any(finding.stops for finding in findings):
        raise typer.Exit(1)


def _print_text(findings: list[Finding]) -> None:
    for finding in findings:
        taken_on = f"  (taken on: {finding.accepted})" if finding.accepted else ""
        typer.echo(f"{finding.severity}  {finding.code}{taken_on}")
        typer.echo(f"  {finding.stack}: {finding.address}")
        typer.echo(f"  {finding.problem[0].upper()}{finding.problem[1:]}. {finding.reason}")
        typer.echo(f"  {finding.fix} (source: {finding.source})\n")
    counted = [(severity, sum(f.severity == severity for f in findings)) for severity in ("error", "warning", "advice")]
    typer.echo(", ".join(f"{count} {severity}" for severity, count in counted if count) or "No finding.")
