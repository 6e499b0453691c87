"""The one family of errors that people see: what, where, what is allowed, what came, what to do."""

from __future__ import annotations


class LakemasonError(Exception):
    """Something a person can put right. Shown without a traceback; exit code 1.

    Args:
        message: What is wrong, in the words the person used.
        fix: What to do about it; left out where the message says it.
    """

    exit_code = 1

    def __init__(self, message: str, *, fix: str = "") -> None:
        super().__init__(f"{message}\n{fix}" if fix else message)
        self.message = message
        self.fix = fix


class UsageError(LakemasonError):
    """The command was called in a way it does not take; exit code 2."""

    exit_code = 2


class RuleError(LakemasonError):
    """A value that breaks a rule.

    Args:
        what: The argument or key, as the person wrote it.
        allowed: The rule, with units.
        got: What came.
        fix: What to do about it.
        source: Who sets the limit.
    """

    def __init__(self, what: str, *, allowed: str, got: object, fix: str = "", source: str = "") -> None:
        cited = f" (source: {source})" if source else ""
        super().__init__(f"{what}: allowed is {allowed}{cited}; got {got!r}", fix=fix)
        self.what = what
        self.allowed = allowed
        self.got = got
        self.source = source
