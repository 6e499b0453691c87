"""Takes docstrings of Google's form apart."""

from __future__ import annotations

import ast
import re


def parts(node: ast.ClassDef | ast.FunctionDef) -> tuple[list[str], dict[str, list[str]]]:
    """A docstring's paragraphs, each on one line, and its sections with their lines.

    Args:
        node: What has it.

    Raises:
        ValueError: It has none.
    """
    paragraphs, sections = parts_of(ast.get_docstring(node) or "")
    if not paragraphs:
        raise ValueError(f"{node.name} has no docstring")
    return paragraphs, sections


def parts_of(text: str) -> tuple[list[str], dict[str, list[str]]]:
    """A docstring's paragraphs, each on one line, and its sections with their lines.

    Args:
        text: The docstring, without its indentation.
    """
    paragraphs: list[str] = []
    sections: dict[str, list[str]] = {}
    lines: list[str] | None = None
    fresh = True
    for line in text.splitlines():
        if line in ("Args:", "Raises:", "Returns:"):
            lines = sections.setdefault(line.rstrip(":"), [])
        elif not line:
            fresh = True
        elif line.startswith(" ") and lines is not None:
            lines.append(line[4:])
        elif fresh:
            paragraphs.append(line)
            fresh = False
        else:
            paragraphs[-1] += f" {line}"
    return paragraphs, sections


def entries(lines: list[str]) -> dict[str, str]:
    """`name: text` entries, each on one line.

    Args:
        lines: A section's.
    """
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        if line.startswith(" "):
            found[name] += f" {line.strip()}"
        else:
            name, _, text = line.partition(": ")
            found[name] = text
    return found


def sourced(text: str) -> tuple[str, str]:
    """The text without the sentence that says where it is from, and that.

    Args:
        text: Of one argument.
    """
    found = re.search(r"\s*Source: (.+?)\.?(?=\s+[A-Z]|$)", text)
    return (text[: found.start()] + text[found.end() :], found[1]) if found else (text, "")
