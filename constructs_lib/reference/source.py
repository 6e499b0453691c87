"""What the code says of its public classes: read from the source, so that nothing is loaded."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from constructs_lib.reference.docstring import entries, parts, sourced

PACKAGE = Path(__file__).parents[1]
NOT_WRITTEN = {"scope", "id"}
"""Arguments that every construct has; the index explains them."""
Sort = Literal["construct", "value", "words", "function"]


@dataclass(frozen=True)
class Argument:
    """One argument.

    Args:
        name: What it is called.
        type: Its annotation.
        default: As it is written; None: it must be given.
        text: What the docstring says, without its source.
        source: Who sets its limits.
    """

    name: str
    type: str
    default: str | None
    text: str
    source: str


@dataclass(frozen=True)
class Described:
    """A public class or function.

    Args:
        name: What it is called.
        module: Where it is imported from.
        sort: A construct, a value, words to choose from, or a function.
        summary: The docstring's first line.
        makes: Which resources a construct makes.
        body: The docstring's other paragraphs.
        arguments: Its arguments in their order.
        errors: When it raises RuleError.
        gives: Public attributes of a construct, for other constructs.
        methods: Signature and first line of what it can be asked, or of the ways to make one.
    """

    name: str
    module: str
    sort: Sort
    summary: str
    makes: str
    body: tuple[str, ...]
    arguments: tuple[Argument, ...]
    errors: str
    gives: tuple[str, ...]
    methods: tuple[tuple[str, str], ...]


def described(path: Path) -> list[Described]:
    """The public classes of a module, and functions whose arguments are for callers.

    Args:
        path: The module's file.

    Raises:
        ValueError: A docstring and its signature do not fit.
    """
    module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            bases = {ast.unparse(base) for base in node.bases}
            if bases & {"Protocol"}:
                continue
            sort: Sort = "construct" if "Construct" in bases else "words" if "StrEnum" in bases else "value"
            found.append(_class(node, module, sort))
    return found


def function(path: Path, name: str) -> Described:
    """One function of a module.

    Args:
        path: The module's file.
        name: The function.
    """
    module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    (node,) = [one for one in nodes if isinstance(one, ast.FunctionDef) and one.name == name]
    return _described(node, module, "function", _of_function(node))


def _class(node: ast.ClassDef, module: str, sort: Sort) -> Described:
    functions = [one for one in node.body if isinstance(one, ast.FunctionDef)]
    init = next((one for one in functions if one.name == "__init__"), None)
    if sort == "words":
        given = [
            (target.id, "", ast.unparse(one.value))
            for one in node.body
            if isinstance(one, ast.Assign) and isinstance(target := one.targets[0], ast.Name)
        ]
        return _described(node, module, sort, [], words=given)
    arguments = _of_function(init) if init else _of_fields(node)
    gives = _gives(init) if init and sort == "construct" else ()
    methods = tuple(_method(one) for one in functions if _is_for_callers(one, sort))
    return _described(node, module, sort, arguments, gives=gives, methods=methods)


def _described(
    node: ast.ClassDef | ast.FunctionDef,
    module: str,
    sort: Sort,
    arguments: list[tuple[str, str, str | None]],
    *,
    words: list[tuple[str, str, str]] | None = None,
    gives: tuple[str, ...] = (),
    methods: tuple[tuple[str, str], ...] = (),
) -> Described:
    paragraphs, sections = parts(node)
    texts = entries(sections.get("Args", []))
    names = [name for name, _, _ in arguments]
    if set(texts) != set(names) and words is None:
        raise ValueError(f"{module}.{node.name}: the docstring has {list(texts)}, the signature {names}")
    makes = [one for one in paragraphs[1:] if one.startswith("Makes: ")]
    if sort == "construct" and len(makes) != 1:
        raise ValueError(f"{module}.{node.name}: the docstring says {len(makes)} times what it makes")
    return Described(
        name=node.name,
        module=module,
        sort=sort,
        summary=paragraphs[0],
        makes="".join(makes).removeprefix("Makes: "),
        body=tuple(one for one in paragraphs[1:] if one not in makes),
        arguments=tuple(Argument(name, type, default, *sourced(texts[name])) for name, type, default in arguments)
        if words is None
        else tuple(Argument(name, type, default, "", "") for name, type, default in words),
        errors=entries(sections.get("Raises", [])).get("RuleError", ""),
        gives=gives,
        methods=methods,
    )


def _of_function(node: ast.FunctionDef) -> list[tuple[str, str, str | None]]:
    given = node.args
    plain = [one for one in given.args if one.arg not in {"self", *NOT_WRITTEN}]
    none: list[ast.expr | None] = [None] * (len(plain) - len(given.defaults))
    every = [
        *zip(plain, [*none, *given.defaults], strict=True),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    ]
    return [
        (one.arg, ast.unparse(one.annotation) if one.annotation else "", ast.unparse(default) if default else None)
        for one, default in every
    ]


def _of_fields(node: ast.ClassDef) -> list[tuple[str, str, str | None]]:
    return [
        (one.target.id, ast.unparse(one.annotation), ast.unparse(one.value) if one.value else None)
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    ]


def _gives(init: ast.FunctionDef) -> tuple[str, ...]:
    """Attributes that `__init__` sets for others."""
    names = [
        target.attr
        for node in ast.walk(init)
        for target in (
            [node.target] if isinstance(node, ast.AnnAssign) else node.targets if isinstance(node, ast.Assign) else []
        )
        if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self" and target.attr[0] != "_"
    ]
    return tuple(sorted(set(names)))


def _is_for_callers(node: ast.FunctionDef, sort: Sort) -> bool:
    decorators = {ast.unparse(one) for one in node.decorator_list}
    if node.name.startswith("_") or "property" in decorators:
        return False
    return "classmethod" in decorators or (sort == "construct" and node.name in _ASKED)


_ASKED = {"attribute", "grant", "reference", "url"}
"""Methods of constructs that callers use; the others are for the constructs beside them."""


def _method(node: ast.FunctionDef) -> tuple[str, str]:
    shown = [one for one in ast.unparse(node.args).split(", ") if one not in ("self", "cls")]
    return f"{node.name}({', '.join(shown)})", (ast.get_docstring(node) or "").partition("\n")[0]
