"""Chooses how progress is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from app.provisioning.progress.json_lines import JsonProgress
from app.provisioning.progress.plain import PlainProgress
from app.provisioning.progress.progress import Progress

Style = Literal["auto", "live", "plain", "json"]


@contextmanager
def show_progress(style: Style = "auto") -> Iterator[Progress]:
    """Progress on stderr; what is live on the screen is gone afterwards, however it ends.

    Args:
        style: How: live, in plain lines, as JSON lines, or as suits where stderr goes.
    """
    if style == "auto":
        style = "live" if _on_terminal() else "plain"
    if style == "json":
        yield JsonProgress()
    elif style == "plain":
        yield PlainProgress()
    else:
        from app.provisioning.progress.live import LiveProgress  # rich: a tenth of a second

        with LiveProgress() as live:
            yield live


def _on_terminal() -> bool:
    """Whether stderr is a terminal that can move its cursor."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
