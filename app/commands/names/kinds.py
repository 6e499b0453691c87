"""The command `lakemason names kinds`."""

from __future__ import annotations

from app.commands.names.options import Exclude, Format, Scope, print_rows, warn
from app.commands.options import Json


def kinds(scope: Scope = None, exclude: Exclude = None, format: Format = "table", json: Json = False) -> None:
    """List what there is: each kind's rule and its source.

    Example: lakemason names kinds --scope 'azurerm_*'
    """
    from app.commands.output import print_json
    from naming.rules import rule_of
    from naming.scope import ScopeFilter

    filter = ScopeFilter(tuple(scope or ("*",)), tuple(exclude or ()))
    warn(filter.warnings())
    rules = [(kind, rule_of(kind)) for kind in filter.kinds()]
    if json or format == "json":
        print_json(
            [
                {"kind": kind, "shortest": r.shortest, "longest": r.longest, "allowed": r.allowed,
                 "unique_in": r.unique_in, "case_sensitive": r.case_sensitive, "source": r.source,
                 "as_of": r.as_of, "note": r.note}
                for kind, r in rules
            ]
        )  # fmt: skip
        return
    if format == "csv":
        rows = [[kind, r.unique_in, r.allowed, f"{r.source}, {r.as_of}", r.note] for kind, r in rules]
        print_rows(["KIND", "UNIQUE IN", "ALLOWED", "SOURCE", "NOTE"], rows, format)
        return
    # What is long stands last, where a terminal wraps it.
    said = [f"{r.allowed}{f'; {r.note}' if r.note else ''} ({r.source}, {r.as_of})" for _, r in rules]
    short = [[kind, r.unique_in, text] for (kind, r), text in zip(rules, said, strict=True)]
    print_rows(["KIND", "UNIQUE IN", "ALLOWED"], short, format)
