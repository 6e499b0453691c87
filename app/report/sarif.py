"""Policy findings as SARIF 2.1.0, which code review tools show beside the platform file."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.checks.check import Finding, Severity
from constructs_lib.checks.library import CHECKS
from naming.sarif import Level, Rule, result, sarif_log

_LEVELS: dict[Severity, Level] = {"error": "error", "warning": "warning", "advice": "note"}


def sarif(findings: Sequence[Finding], *, file: str) -> dict[str, object]:
    """One SARIF run of findings.

    Args:
        findings: What the checks found.
        file: The platform file, as the repository has it.
    """
    rules = {check.code: _rule(check.code, check.reason, check.fix, check.source) for check in CHECKS}
    for one in findings:
        rules.setdefault(one.code, _rule(one.code, one.reason, one.fix, one.source))
    results = [_result(finding, file) for finding in findings]
    return sarif_log("lakemason check", [rule.as_dict() for rule in rules.values()], results)


def _rule(code: str, reason: str, fix: str, source: str) -> Rule:
    return Rule(code, reason, "error", help=f"{fix} ({source})")


def _result(finding: Finding, file: str) -> dict[str, object]:
    rule = Rule(finding.code, finding.reason, _LEVELS[finding.severity])
    text = f"{finding.stack}: {finding.address} {finding.problem}. {finding.fix}"
    shown = result(rule, text, file=file)
    if finding.accepted:
        shown["suppressions"] = [{"kind": "inSource", "justification": finding.accepted}]
    return shown
