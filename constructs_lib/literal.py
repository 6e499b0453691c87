"""Text that people write, on its way into Terraform JSON."""

from __future__ import annotations

from constructs_lib.limits import plain
from naming.errors import RuleError


def literal(what: str, text: str, *, longest: int = 0, source: str = "") -> str:
    """The text as it is, where Terraform would not evaluate any of it.

    Args:
        what: The argument it came as.
        text: What a person wrote; not a reference to another resource.
        longest: Most characters; 0: no limit is known.
        source: Who sets that limit.

    Raises:
        RuleError: It is empty, too long, or holds `${` or `%{`, which Terraform evaluates in JSON strings.
    """
    if not text.strip():
        raise RuleError(what, allowed="some text", got=text)
    if longest and len(text) > longest:
        raise RuleError(what, allowed=f"1-{longest} characters", got=text, source=source)
    return plain(what, text)
