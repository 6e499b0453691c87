"""Says what is wrong with a file in its author's words, with lines: pydantic's errors, translated."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from naming.documents import Document, Where

_A_NAME = re.compile(r"\w{1,40}")


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong with a file.

    Args:
        where: In which value, by its path of keys and indexes.
        text: What is wrong with it.
    """

    where: Where
    text: str


def in_order(mistakes: Iterable[Mistake], document: Document) -> list[str]:
    """Mistakes as people read them, in the order of the lines, each once."""
    found = sorted((document.line(one.where), document.mistake(one.where, one.text)) for one in mistakes)
    return list(dict.fromkeys(text for _, text in found))


def mistakes_of(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Mistake]:
    """Every mistake in a document's shape.

    Args:
        error: What pydantic found.
        document: The file that was validated.
        model: The shape it was held against; for what is allowed where a key is unknown.
    """
    found = []
    for details in error.errors(include_url=False):
        where = _path_in(document, details["loc"])
        found.append(Mistake(where, text_of(details, where, model)))
    return found


def _path_in(document: Document, loc: Where) -> Where:
    """The error's path as far as the file has it (pydantic adds names of types), plus a missing key."""
    where: Where = ()
    for part in loc:
        if (*where, part) not in document.lines:
            return (*where, part) if part == loc[-1] and part != "[key]" else where
        where = (*where, part)
    return where


def path_of(said: object, loc: Where) -> Where:
    """The error's path as far as some data has it, plus a missing key: pydantic adds names of types.

    Args:
        said: The data that was validated.
        loc: The path as pydantic has it.
    """
    where: Where = ()
    for part in loc:
        if isinstance(said, dict) and part in said:
            said = said[part]
        elif isinstance(said, list | tuple) and isinstance(part, int) and part < len(said):
            said = said[part]
        else:
            return (*where, part) if part == loc[-1] and part != "[key]" else where
        where = (*where, part)
    return where


def near(name: str, known: Iterable[str]) -> str:
    """What was probably meant, or all there are: the end of a sentence about a word that is unknown."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are: {', '.join(known)}"


def text_of(details: ErrorDetails, where: Where, model: type[BaseModel]) -> str:
    """What pydantic found wrong, in the words of whoever wrote the file.

    Args:
        details: One error.
        where: The value's path, inside what `model` describes.
        model: The shape; for what is allowed where a key is unknown.
    """
    kind = details["type"]
    if kind == "missing":
        return "is required"
    if kind == "extra_forbidden":
        allowed = _keys_at(model, where[:-1])
        close = difflib.get_close_matches(str(where[-1]), allowed, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        return f"unknown key; {hint}allowed here: {', '.join(allowed) or 'none'}"
    got = details["input"]
    if kind in ("dict_type", "model_type", "mapping_type"):
        if isinstance(got, list):
            return f"must be a mapping, such as `{_first_name(got)}: {{}}`; got a list"
        empty = f"; write `{where[-1]}: {{}}` for none" if got is None else ""
        return f"must be a mapping, `key: value`{empty}; got {'nothing' if got is None else repr(got)}"
    message = details["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return message if isinstance(got, dict | BaseModel) else f"{message}; got {got!r}"


def _first_name(said: list[object]) -> str:
    """What a list names first: a word, or the key of a mapping."""
    names = (one if isinstance(one, str) else next(iter(one), "") for one in said if isinstance(one, str | dict))
    return next((name for name in names if isinstance(name, str) and _A_NAME.fullmatch(name)), "key")


def _keys_at(model: type[BaseModel], where: Where) -> list[str]:
    current: type[BaseModel] = model
    for part in where:
        field = current.model_fields.get(str(part))
        if field is None:
            continue  # an index of a list
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
        current = next((t for t in inner if isinstance(t, type) and issubclass(t, BaseModel)), current)
    return list(current.model_fields)
