from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.provisioning.finding.stack import Stack


@pytest.fixture
def stack(tmp_path: Path, own_home: Path) -> Stack:
    """A stack without anything in it, and an empty cloud."""
    return Stack(tmp_path / "shop")
