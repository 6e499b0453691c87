"""What docs/matching.md shows is what the matcher does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.request_file import read_request_file
from blueprints.matching.weights import WEIGHTS
from tests.conftest import ROOT
from tests.test_docs import block

PAGE = (ROOT / "docs" / "matching.md").read_text()


def test_the_example_prints_what_the_page_shows() -> None:
    program = block(PAGE, "matcher:")
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (block(PAGE, "matcher output"), "")


def test_the_request_file_is_right(tmp_path: Path) -> None:
    path = tmp_path / "request.yaml"
    path.write_text(block(PAGE, "request"))
    assert read_request_file(path).features == ("autoscaling", "gpu")


def test_the_weights_are_those_of_the_page() -> None:
    for part in ("workload", "environment", "features"):
        assert f"| {part} | {getattr(WEIGHTS, part):.2f} |" in PAGE
    assert f"reaches {WEIGHTS.none_below}" in PAGE
    assert f"more than {WEIGHTS.exact_above}" in PAGE
