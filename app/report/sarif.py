"""Policy findings as SARIF 2.1.0, which code review tools show beside the platform file."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.checks.check import Finding, Severity
from constructs_lib.checks.library import CHECKS

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note"}


def sarif(findings: Sequence[Finding], *, file: str) -> dict[str, object]:
    """One SARIF run of findings.

    Args:
        findings: What the checks found.
        file: The platform file, as the repository has it.
    """
    rules = [
        {
            "id": check.code,
            "shortDescription": {"text": check.reason},
            "help": {"text": f"{check.fix} ({check.source})"},
        }
        for check in CHECKS
    ]
    known = {check.code for check in CHECKS}
    others = {finding.code: finding for finding in findings if finding.code not in known}
    rules += [
        {"id": code, "shortDescription": {"text": one.reason}, "help": {"text": f"{one.fix} ({one.source})"}}
        for code, one in others.items()
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "lakemason check", "rules": rules}},
                "results": [_result(finding, file) for finding in findings],
            }
        ],
    }


def _result(finding: Finding, file: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.stack}: {finding.address} {finding.problem}. {finding.fix}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": file}, "region": {"startLine": 1}}}],
    }
    if finding.accepted:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.accepted}]
    return result
