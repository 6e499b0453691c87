"""Findings as SARIF 2.1.0, which code review tools show beside the lines.

Source: OASIS Static Analysis Results Interchange Format, version 2.1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from naming.lint import Finding

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Rule:
    """A rule that results are told apart by.

    Args:
        id: Its name.
        text: What it means when it is found.
        level: How bad that is.
        help: What to do about it; left out where each result says it.
    """

    id: str
    text: str
    level: Level
    help: str = ""

    def as_dict(self) -> dict[str, object]:
        """The rule in a tool's list."""
        shown: dict[str, object] = {"id": self.id, "shortDescription": {"text": self.text}}
        return {**shown, "help": {"text": self.help}} if self.help else shown


_RULES = {
    "breaks": Rule("naming/breaks-rule", "The name breaks a rule of its platform", "error"),
    "off pattern": Rule("naming/off-pattern", "The name does not follow the convention", "warning"),
}


def sarif(findings: Iterable[Finding]) -> dict[str, object]:
    """One SARIF run of everything that is not fine.

    Args:
        findings: What the lint found.
    """
    results = [_result(finding) for finding in findings if finding.status in _RULES]
    return sarif_log("lakemason names lint", [rule.as_dict() for rule in _RULES.values()], results)


def sarif_log(
    tool: str,
    rules: Sequence[Mapping[str, object]],
    results: Sequence[Mapping[str, object]],
    *,
    errors: Sequence[str] = (),
) -> dict[str, object]:
    """A SARIF file of one run.

    Args:
        tool: The command that looked.
        rules: Every rule that results name.
        results: What was found.
        errors: What kept the tool from looking at everything.
    """
    run: dict[str, object] = {"tool": {"driver": {"name": tool, "rules": list(rules)}}, "results": list(results)}
    if errors:
        notes = [{"level": "error", "message": {"text": text}} for text in errors]
        run["invocations"] = [{"executionSuccessful": False, "toolExecutionNotifications": notes}]
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def result(
    rule: Rule, text: str, *, file: str, line: int = 1, fingerprints: Mapping[str, str] | None = None
) -> dict[str, object]:
    """One result.

    Args:
        rule: What was found.
        text: What of it, where, and what to do.
        file: The file to show it beside, as the repository has it.
        line: Its line.
        fingerprints: What it is told by from one run to the next; left to whoever reads it if left out.
    """
    place = {"artifactLocation": {"uri": file}, "region": {"startLine": line}}
    found: dict[str, object] = {
        "ruleId": rule.id,
        "level": rule.level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    return {**found, "partialFingerprints": dict(fingerprints)} if fingerprints else found


def _result(finding: Finding) -> dict[str, object]:
    existing = finding.existing
    text = f"{existing.address}: {existing.kind} {existing.name!r} {'; '.join(finding.messages)}"
    return result(_RULES[finding.status], text, file=existing.file, line=existing.line)
