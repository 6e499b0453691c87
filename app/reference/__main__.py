"""Writes docs/blueprints.md and its pictures: `python -m app.reference`."""

from __future__ import annotations

import sys

from app.reference.files import DOCS, files

written = files()
(DOCS / "blueprints").mkdir(exist_ok=True)
for path in (DOCS / "blueprints").glob("*.svg"):
    if f"blueprints/{path.name}" not in written:
        path.unlink()
for name, text in written.items():
    (DOCS / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{name}\n")
