"""Every file that is written into docs/."""

from __future__ import annotations

from pathlib import Path

from app.reference.drawing import draw
from app.reference.page import page
from app.reference.sample import sample_platform
from blueprints.library import BLUEPRINTS

DOCS = Path(__file__).parents[2] / "docs"


def files() -> dict[str, str]:
    """The text of each, by its path in docs/."""
    pictures = {
        f"blueprints/{one.name}.svg": draw(sample_platform(one.name), f"What {one.name} makes, and what needs what")
        for one in BLUEPRINTS
    }
    return {"blueprints.md": page(), **pictures}
