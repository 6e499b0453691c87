"""Whether a person sits at a stream."""

from __future__ import annotations

from typing import TextIO


def interactive(*streams: TextIO | None) -> bool:
    """Tell whether all of these are a terminal; one that was closed before the start (None) is not."""
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)
