"""Every check there is, and how they are run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from constructs_lib.checks.access import ACCESS
from constructs_lib.checks.check import SEVERITIES, Check, Finding, Stack
from constructs_lib.checks.compute import COMPUTE
from constructs_lib.checks.network import NETWORK
from constructs_lib.checks.tags import TAGS

CHECKS: tuple[Check, ...] = (*NETWORK, *COMPUTE, *ACCESS, *TAGS)

COST_LIMIT = "cost-limit"
"""Code of the finding of a platform above its limit; app.policy finds it, as prices are needed for that."""

CODES: tuple[str, ...] = (*(check.code for check in CHECKS), COST_LIMIT)
"""What a platform file's `accept` may name."""


def run_checks(stacks: Iterable[Stack], *, accepted: Mapping[str, str] | None = None) -> list[Finding]:
    """Every finding over some stacks, the worst first.

    Args:
        stacks: The stacks of one platform.
        accepted: Why findings are taken on, by code; none if left out.
    """
    taken_on = accepted or {}
    found = [
        Finding(
            code=check.code,
            severity=check.severity[stack.environment],
            stack=stack.name,
            address=address,
            problem=problem,
            reason=check.reason,
            fix=check.fix,
            source=check.source,
            accepted=taken_on.get(check.code, ""),
        )
        for stack in stacks
        for check in CHECKS
        for address, problem in check.find(stack)
    ]
    return sorted(found, key=lambda f: (SEVERITIES.index(f.severity), f.code, f.stack, f.address, f.problem))
