"""Every file that is written into docs/."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from app.reference.drawing import draw
from app.reference.page import page
from app.reference.sample import sample_platform
from blueprints.library import BLUEPRINTS

DOCS = Path(__file__).parents[2] / "docs"


def files() -> dict[str, str]:
    """The text of each, by its path in docs/: by packaged prices and names, whoever writes them."""
    with _nobodys_folder():
        pictures = {
            f"blueprints/{one.name}.svg": draw(sample_platform(one.name), f"What {one.name} makes, and what needs what")
            for one in BLUEPRINTS
        }
        return {"blueprints.md": page(), **pictures}


@contextmanager
def _nobodys_folder() -> Iterator[None]:
    """Where no price and no naming convention of somebody's own counts: in no project, with no config folder."""
    before = os.environ.get("XDG_CONFIG_HOME")
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        os.environ["XDG_CONFIG_HOME"] = folder
        try:
            yield
        finally:
            del os.environ["XDG_CONFIG_HOME"]
            if before is not None:
                os.environ["XDG_CONFIG_HOME"] = before
