"""Writes docs/constructs: `python -m constructs_lib.reference`."""

from __future__ import annotations

import sys

from constructs_lib.reference.entities import PAGES
from constructs_lib.reference.files import files

for name, text in files().items():
    (PAGES / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{name}\n")
