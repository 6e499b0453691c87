"""Findings as SARIF 2.1.0, which code review tools show beside the lines."""

from __future__ import annotations

from collections.abc import Iterable

from naming.lint import Finding

_RULES = {
    "breaks": ("naming/breaks-rule", "The name breaks a rule of its platform", "error"),
    "off pattern": ("naming/off-pattern", "The name does not follow the convention", "warning"),
}


def sarif(findings: Iterable[Finding]) -> dict[str, object]:
    """One SARIF run of everything that is not fine.

    Args:
        findings: What the lint found.
    """
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "lakemason names lint",
                        "rules": [{"id": id, "shortDescription": {"text": text}} for id, text, _ in _RULES.values()],
                    }
                },
                "results": [_result(finding) for finding in findings if finding.status in _RULES],
            }
        ],
    }


def _result(finding: Finding) -> dict[str, object]:
    id, _, level = _RULES[finding.status]
    existing = finding.existing
    text = f"{existing.address}: {existing.kind} {existing.name!r} {'; '.join(finding.messages)}"
    place = {"artifactLocation": {"uri": existing.file}, "region": {"startLine": existing.line}}
    return {"ruleId": id, "level": level, "message": {"text": text}, "locations": [{"physicalLocation": place}]}
