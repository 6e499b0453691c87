"""Synthesizes the platform with everything switched on: `python -m benchmarks.everything FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.everything.platform import build

if __name__ == "__main__":
    build(Path(sys.argv[1]))
