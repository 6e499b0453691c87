"""The packaged naming files as data: reading their YAML takes longer than all the rest of planning.

`python -m naming.parsed` writes them; what does not stem from the YAML as it stands is not used.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from naming.documents import Document, Where, read_document
from naming.locate import PATTERNS_NAME, VALUES_NAME, Found, packaged


def read_packaged(found: Found) -> Document:
    """What `read_document` reads of a packaged file, without the YAML where it was parsed ahead."""
    kept = _parsed(found.path)
    if kept.is_file():
        content = json.loads(kept.read_text(encoding="utf-8"))
        if content["sha256"] == _digest(found.path):
            lines: dict[Where, int] = {tuple(where): line for line, *where in content["lines"]}
            return Document(found.shown, content["data"], lines)
    return read_document(found.path, source=found.shown)


def parsed_texts() -> dict[Path, str]:
    """What stands in the parsed file of each packaged file, by its path."""
    return {_parsed(found.path): _text(found) for found in (packaged(VALUES_NAME), packaged(PATTERNS_NAME))}


def _text(found: Found) -> str:
    document = read_document(found.path)
    lines = [[line, *where] for where, line in document.lines.items()]
    content = {"sha256": _digest(found.path), "data": document.data, "lines": lines}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _parsed(path: Path) -> Path:
    return path.with_suffix(".json")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    for path, text in parsed_texts().items():
        path.write_text(text, encoding="utf-8")
        print(path.name)
