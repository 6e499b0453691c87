"""Reads what is to be priced: stacks, plans, and what an earlier look wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from app.sizing.cost_report import FORMAT, CostReport, report
from app.sizing.from_terraform.assumptions import Assumptions
from app.sizing.from_terraform.library import used_by
from app.sizing.from_terraform.reading import (
    STACK_FILE,
    TerraformJsonError,
    read_json,
    read_synthesized,
    resources_of,
)
from app.sizing.from_terraform.resource import Landscape


@dataclass(frozen=True)
class Priced:
    """What was read and priced.

    Args:
        report: What it costs.
        landscape: Its resources; None of a report that was read as it is.
    """

    report: CostReport
    landscape: Landscape | None


def priced_stacks(path: Path, assumptions: Assumptions, *, platform: str | None, region: str | None) -> Priced:
    """Price synthesized stacks.

    Args:
        path: `cdktf.out`, or one cdk.tf.json.
        assumptions: What a person knows better of use.
        platform: Only this platform's; all if left out.
        region: Where things stand that do not say it.

    Raises:
        TerraformJsonError: There is no stack, or it cannot be read.
    """
    return _priced(Landscape(read_synthesized(path, platform), region=region), assumptions, platform or path.name)


def priced_plans(paths: Sequence[Path], assumptions: Assumptions, *, region: str | None) -> Priced:
    """Price plans, or states, of Terraform, together.

    Args:
        paths: What `terraform show -json` wrote.
        assumptions: What a person knows better of use.
        region: Where things stand that do not say it.

    Raises:
        TerraformJsonError: One of them is no such file.
    """
    resources = [
        one
        for path in paths
        for one in resources_of(read_json(path), stack=path.stem if len(paths) > 1 else "", source=path)
    ]
    return _priced(Landscape(resources, region=region), assumptions, ", ".join(path.name for path in paths))


def priced_before(path: Path, assumptions: Assumptions, *, region: str | None) -> Priced:
    """What something cost before: a report as it was written, or a plan or stacks at today's prices.

    Args:
        path: The report, the plan, the stack or the folder of stacks.
        assumptions: What a person knows better of use; a report has its own in it.
        region: Where things stand that do not say it.

    Raises:
        TerraformJsonError: It is none of these.
    """
    if path.is_dir() or path.name == STACK_FILE:
        return priced_stacks(path, assumptions, platform=None, region=region)
    document = read_json(path)
    if document.get("format") != FORMAT:
        return priced_plans([path], assumptions, region=region)
    try:
        return Priced(CostReport.model_validate(document), None)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in wrong["loc"])
        raise TerraformJsonError(
            f"{path}: {where}: {wrong['msg']}", fix="`lakemason cost --json` writes such a file."
        ) from None


def _priced(landscape: Landscape, assumptions: Assumptions, of: str) -> Priced:
    return Priced(report(used_by(landscape, assumptions), of=of), landscape)
