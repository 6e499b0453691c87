"""A sample platform of each blueprint; what is written where there is no default stands in app/reference/sample.py."""

from __future__ import annotations

from app.reference.sample import sample_platform

__all__ = ["sample_platform"]
