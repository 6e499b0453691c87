"""Drift as people and programs read it: lines, JSON, SARIF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.provisioning.drift import DriftedResource, LayerDrift, PlatformDrift
from naming.sarif import Rule, result, sarif_log

_RULES: dict[str, Rule] = {
    "changed": Rule("drift/changed", "What stands is not as it was deployed", "warning"),
    "removed": Rule("drift/removed", "What was deployed is gone", "error"),
}
_MARKS = {"changed": "~", "removed": "-"}
_FINGERPRINTS = ("lakemasonDrift/v1", "primaryLocationLineHash")
"""Under which names: GitHub reads only the second, and would take all of a rule in one file for one finding without it.
Source: docs.github.com, SARIF support for code scanning; github/codeql-action src/fingerprints.ts (2026)."""


@dataclass(frozen=True)
class DriftReport:
    """What was found of one platform, and where it is described.

    Args:
        platform: Its name.
        file: Its platform file, as the repository has it.
        flags: What the commands that help need beside its name, such as ` --rehearse`.
        found: What was found; None where it could not be looked at.
        error: Why not.
    """

    platform: str
    file: str
    flags: str = ""
    found: PlatformDrift | None = None
    error: str = ""

    def lines(self) -> Iterator[str]:
        """What people read."""
        if not self.found:
            yield f"{self.platform}: could not be looked at"
            return
        yield f"{self.platform}: {_summary(self.found)}"
        for layer in self.found.layers:
            if not layer.looked_at:
                yield f"  {layer.stack}: {_nothing(layer)}"
            for one in layer.resources:
                yield f"  {_MARKS[one.what]} {one.address}" + (f"  {one.name}" if one.name else "")
                yield from (f"      {line}" for line in _changes(one))
                yield f"      {self.fix(one)}"

    def data(self) -> dict[str, object]:
        """What programs read."""
        if not self.found:
            return {"platform": self.platform, "file": self.file, "error": self.error}
        return {
            "platform": self.platform,
            "file": self.file,
            "at": self.found.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "held_by": self.found.held_by,
            "drifted": bool(self.found.resources),
            "layers": [self._layer(layer) for layer in self.found.layers],
        }

    def results(self) -> Iterator[dict[str, object]]:
        """What code review tools read: one result for each resource, at the platform file."""
        for layer in self.found.layers if self.found else ():
            for one in layer.resources:
                name = f" {one.name!r}" if one.name else ""
                text = f"{layer.stack}: {one.address}{name} {'; '.join(_changes(one))}. {self.fix(one)}"
                which = f"{layer.stack}\n{one.address}\n{one.what}"
                fingerprint = hashlib.sha256(which.encode()).hexdigest()[:32]
                yield result(
                    _RULES[one.what], text, file=self.file, fingerprints=dict.fromkeys(_FINGERPRINTS, fingerprint)
                )

    def fix(self, one: DriftedResource) -> str:
        """What to do about a resource."""
        deploy = f"`lakemason deploy {self.platform}{self.flags}`"
        if one.what == "removed":
            return f"{deploy} makes it again; to do without it, take it out of {self.file}."
        if any(difference.managed for difference in one.differences):
            return f"{deploy} puts it back; to keep it, write it into {self.file}."
        return f"{deploy} may leave it as it is: {self.file} does not set it."

    def _layer(self, layer: LayerDrift) -> dict[str, object]:
        return {
            "stack": layer.stack,
            "layer": layer.layer,
            "looked_at": layer.looked_at,
            "serial": layer.serial,
            "resources": [self._resource(one) for one in layer.resources],
        }

    def _resource(self, one: DriftedResource) -> dict[str, object]:
        return {
            "address": one.address,
            "kind": one.kind,
            "name": one.name,
            "what": one.what,
            "differences": [
                {"argument": it.argument, "managed": it.managed}
                | ({"sensitive": True} if it.sensitive else {"was": it.was, "now": it.now})
                for it in one.differences
            ],
            "fix": self.fix(one),
        }


def drift_sarif(reports: Sequence[DriftReport]) -> dict[str, object]:
    """One SARIF run of the drift of platforms.

    Args:
        reports: What was found of each; one that could not be looked at makes the run an unsuccessful one.
    """
    return sarif_log(
        "lakemason drift",
        [rule.as_dict() for rule in _RULES.values()],
        [one for report in reports for one in report.results()],
        errors=[f"{report.platform}: {report.error}" for report in reports if report.error],
    )


def _summary(found: PlatformDrift) -> str:
    looked_at = sum(layer.looked_at for layer in found.layers)
    if not looked_at:
        return "nothing stands, so nothing can drift"
    if not found.resources:
        return f"no drift in {looked_at} resources"
    return f"{len(found.resources)} of {looked_at} resources drifted"


def _nothing(layer: LayerDrift) -> str:
    return "has no resources" if layer.serial else "was never deployed"


def _changes(one: DriftedResource) -> list[str]:
    return ["gone"] if one.what == "removed" else [str(difference) for difference in one.differences]
