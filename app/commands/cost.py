"""The command `lakemason cost`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.options import Json

if TYPE_CHECKING:
    from app.sizing.cost_reading import Priced
    from app.sizing.cost_report import CostReport
    from app.sizing.from_terraform.assumptions import Assumptions

Format = Literal["text", "json", "markdown"]


def cost(
    platform: Annotated[
        str | None, typer.Argument(metavar="PLATFORM", help="What a platform file is planned to cost.")
    ] = None,
    synth: Annotated[Path | None, typer.Option(help="Synthesized stacks: cdktf.out, or a cdk.tf.json.")] = None,
    plan: Annotated[
        list[Path] | None, typer.Option(help="What `terraform show -json` says of a plan; repeat it for more.")
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(help="What it was before: what --json wrote, a plan or a stack.")
    ] = None,
    usage: Annotated[Path | None, typer.Option(help="What you know better of use; see docs/costs.md.")] = None,
    region: Annotated[str | None, typer.Option(help="Where things stand whose files do not say it.")] = None,
    format: Annotated[Format, typer.Option(help="How to show it.")] = "text",
    json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="For a comment on a pull request.")] = False,
) -> None:
    """Show what a platform, synthesized stacks or a Terraform plan cost a month, ours or anybody's.

    What has no price here is listed with its address and why.

    Example: lakemason cost --plan plan.json --compare before.json
    """
    from app.sizing.cost_reading import priced_before
    from app.sizing.from_terraform.assumptions import NOTHING_TOLD, read_assumptions
    from app.sizing.from_terraform.library import check_assumptions
    from catalog.regions import offered_region

    where = offered_region(region).name if region else None
    told = read_assumptions(usage) if usage else NOTHING_TOLD
    _refuse_what_does_not_go_together(platform, synth, plan, usage, region)
    now = _priced(platform, synth, plan or [], told, where)
    before = priced_before(compare, told, region=where) if compare else None
    landscapes = [one.landscape for one in (now, before) if one is not None and one.landscape is not None]
    check_assumptions(told, *landscapes)
    _warn_of_age(now.report)
    as_format: Format = "json" if json else "markdown" if markdown else format
    if before is None:
        _show_report(now.report, as_format)
    else:
        _show_difference(before.report, now.report, as_format)


def _refuse_what_does_not_go_together(
    platform: str | None, synth: Path | None, plan: list[Path] | None, usage: Path | None, region: str | None
) -> None:
    from naming.errors import UsageError

    if synth is not None and plan:
        raise UsageError("--synth or --plan, not both.")
    if plan and platform is not None:
        raise UsageError("A plan is of what it is of: leave the platform out, or name it with --synth.")
    if synth is None and not plan:
        if platform is None:
            raise UsageError("Of what? Name a platform, or say --synth cdktf.out, or --plan plan.json.")
        if usage is not None or region is not None:
            raise UsageError("--usage and --region go with --synth and --plan: a platform file says both itself.")


def _priced(
    platform: str | None, synth: Path | None, plans: list[Path], told: Assumptions, region: str | None
) -> Priced:
    from app.sizing.cost_reading import Priced, priced_plans, priced_stacks

    if synth is not None:
        return priced_stacks(synth, told, platform=platform, region=region)
    if plans:
        return priced_plans(plans, told, region=region)
    from app.platforms import wanted_platforms
    from app.project import Project
    from app.sizing.cost_report import planned_report
    from blueprints.composition import compose

    (found,) = wanted_platforms(Project.find(), [platform or ""])
    return Priced(planned_report(compose(found).usage, region=found.region, of=found.name), None)


def _show_difference(before: CostReport, now: CostReport, as_format: Format) -> None:
    from app.sizing.cost_difference import difference

    found = difference(before, now)
    if as_format == "json":
        from app.commands.output import print_json

        print_json({"difference": found.model_dump(mode="json"), "after": now.model_dump(mode="json")})
    elif as_format == "markdown":
        from app.report.cost_markdown import difference_markdown

        _echo(difference_markdown(found))
    else:
        from app.report.cost_text import difference_lines

        _echo(difference_lines(found))


def _show_report(found: CostReport, as_format: Format) -> None:
    if as_format == "json":
        typer.echo(found.model_dump_json(indent=2))
    elif as_format == "markdown":
        from app.report.cost_markdown import report_markdown

        _echo(report_markdown(found))
    else:
        from app.commands.interactive import interactive
        from app.report.cost_text import BAR, PLAIN_BAR, report_lines

        _echo(report_lines(found, bar=BAR if interactive(sys.stdout) else PLAIN_BAR))


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line.rstrip())


def _warn_of_age(found: CostReport) -> None:
    from datetime import date

    from app.sizing.cost import age_notes

    for note in age_notes(found.prices_of, date.today()):
        typer.echo(f"Warning: {note}", err=True)
