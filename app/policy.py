"""Holds synthesized platforms against the policy checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from app.sizing.limits import environment_limit, money
from app.sizing.month import monthly_cost
from blueprints.composition import compose
from blueprints.platform import Platform
from catalog.prices import PriceError
from catalog.vm_types import VmTypeError
from constructs_lib.checks.check import SEVERITIES, Finding, Severity, Stack
from constructs_lib.checks.library import COST_LIMIT, run_checks
from naming.errors import LakemasonError


class PolicyError(LakemasonError):
    """Findings that stop synthesis.

    Args:
        findings: All of them; those that stop are said.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        stopping = [finding for finding in findings if finding.stops]
        lines = [f"{f.stack}: {f.code}: {f.address} {f.problem}. {f.reason} {f.fix}" for f in stopping]
        super().__init__(
            "\n".join(["Policy checks stop this:", *lines]),
            fix="Mend it, or take it on in the platform file: accept: [{code, reason, until}].",
        )
        self.findings = findings


def check_platform(platform: Platform, stacks: Path, *, today: date | None = None) -> list[Finding]:
    """Every finding over a platform's two stacks, the worst first.

    Args:
        platform: The platform.
        stacks: Folder with its synthesized stacks.
        today: The day that retirements and acceptances are held against; the current one if left out.
    """
    today = today or date.today()
    accepted = {one.code: f"{one.reason} (until {one.until})" for one in platform.accept if today <= one.until}
    read = (
        Stack(name, json.loads((stacks / name / "cdk.tf.json").read_text()), platform.environment, today)
        for name in platform.stacks
    )
    findings = [*run_checks(read, accepted=accepted), *_above_its_limit(platform, accepted.get(COST_LIMIT, ""))]
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def _above_its_limit(platform: Platform, accepted: str) -> Iterator[Finding]:
    """A finding where a platform is expected to cost more than it may, or cannot be priced at all."""
    limit_usd, whose = platform.cost_limit_usd, "its cost_limit_usd"
    if limit_usd is None:
        limit_usd, whose = environment_limit(platform.environment)

    def finding(severity: Severity, problem: str, fix: str) -> Finding:
        return Finding(
            code=COST_LIMIT,
            severity=severity,
            stack=platform.name,
            address="the platform",
            problem=problem,
            reason="Nobody agreed to pay more.",
            fix=fix,
            source="the platform file and the catalog's prices",
            accepted=accepted,
        )

    try:
        usd = monthly_cost(compose(platform)).expected_usd
    except (PriceError, VmTypeError) as error:
        yield finding("advice", f"cannot be held against its limit: {str(error).rstrip('.')}", "Look its price up.")
        return
    if usd > limit_usd:
        yield finding(
            "error",
            f"is expected to cost {money(usd)} a month, above {money(limit_usd)} ({whose})",
            "Make its sizes smaller or leave a feature out, or raise cost_limit_usd in the platform file.",
        )


def enforce(platforms: Iterable[Platform], stacks: Path) -> list[Finding]:
    """Check platforms; raise PolicyError where a finding stops.

    Args:
        platforms: The platforms.
        stacks: Folder with their synthesized stacks.

    Returns:
        The findings that do not stop.
    """
    findings = [finding for platform in platforms for finding in check_platform(platform, stacks)]
    if any(finding.stops for finding in findings):
        raise PolicyError(findings)
    return findings
