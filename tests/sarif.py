"""What SARIF 2.1.0 requires of what this program writes.

Source: OASIS SARIF 2.1.0, sections 3.13 (sarifLog), 3.14 (run), 3.19 (toolComponent), 3.20 (invocation), 3.27 (result),
3.28 (location), 3.30 (region), 3.49 (reportingDescriptor), 3.58 (notification).
"""

from __future__ import annotations

from typing import Any

LEVELS = {"none", "note", "warning", "error"}


def checked_run(log: dict[str, Any]) -> dict[str, Any]:
    """The one run of a log, held against what the format requires."""
    assert log.keys() <= {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(rules) == len(set(rules))
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        for location in result["locations"]:
            place = location["physicalLocation"]
            assert place["artifactLocation"]["uri"]
            assert not place["artifactLocation"]["uri"].startswith("/"), "as the repository has it"
            assert place["region"]["startLine"] >= 1
        assert all(isinstance(value, str) for value in result.get("partialFingerprints", {}).values())
    for invocation in run.get("invocations", []):
        assert isinstance(invocation["executionSuccessful"], bool)
        assert all(note["message"]["text"] for note in invocation["toolExecutionNotifications"])
    return dict(run)
