"""The command `lakemason names lint`."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.names.options import Exclude, PatternsConfig, Scope, ValuesConfig, load_config, warn
from app.commands.options import Json

if TYPE_CHECKING:
    from naming.lint import Finding


def lint(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="cdktf.out, plan.json, terraform.tfstate …")],
    scope: Scope = None,
    exclude: Exclude = None,
    all: Annotated[bool, typer.Option("--all", help="Also names that are fine.")] = False,
    format: Annotated[Literal["text", "json", "sarif"], typer.Option(help="How to print it.")] = "text",
    json: Json = False,
    values_config: ValuesConfig = None,
    patterns_config: PatternsConfig = None,
) -> None:
    """Hold every name in Terraform files against the rules and the convention; exit 1 where one breaks a rule.

    Example: lakemason names lint cdktf.out
    """
    from app.commands.output import print_json
    from naming.lint import lint as findings_of
    from naming.sarif import sarif
    from naming.scope import ScopeFilter
    from naming.terraform_names import read_names

    config = load_config(values_config, patterns_config)
    filter = ScopeFilter(tuple(scope or ("*",)), tuple(exclude or ()))
    warn(filter.warnings())
    names = [name for path in paths for name in read_names(path) if filter.covers(name.kind)]
    findings = findings_of(config, names)
    counts = Counter(finding.status for finding in findings)
    shown = [finding for finding in findings if all or finding.status != "fine"]
    if format == "sarif":
        print_json(sarif(findings))
    elif json or format == "json":
        print_json([_row(finding) for finding in shown])
    else:
        for finding in shown:
            typer.echo(_line(finding))
    summary = ", ".join(f"{counts[status]} {status}" for status in ("breaks", "off pattern", "fine"))
    typer.echo(f"{len(findings)} names: {summary}.", err=True)
    if counts["breaks"]:
        raise typer.Exit(1)


def _row(finding: Finding) -> dict[str, object]:
    existing = asdict(finding.existing)
    del existing["inside"]
    return {"status": finding.status, **existing, "messages": list(finding.messages)}


def _line(finding: Finding) -> str:
    existing = finding.existing
    where = f"{existing.file}:{existing.line}: {existing.address}"
    return f"{where}: {finding.status}: {existing.name!r} {'; '.join(finding.messages)}".rstrip()
