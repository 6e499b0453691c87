"""Holds synthesized platforms against the policy checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from blueprints.platform import Platform
from constructs_lib.checks.check import Finding, Stack
from constructs_lib.checks.library import run_checks
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
    return run_checks(read, accepted=accepted)


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
