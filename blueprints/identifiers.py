"""Ids that people write into a platform file."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.limits import UUID


def _object_id(text: str) -> str:
    if not re.fullmatch(UUID, text):
        raise ValueError("must be an object id such as 11111111-2222-3333-4444-555555555555")
    return text.lower()


def _uuid(text: str) -> str:
    if not re.fullmatch(UUID, text):
        raise ValueError("must be a UUID")
    return text


ObjectId = Annotated[str, AfterValidator(_object_id)]
"""Of somebody in a tenant; in lower case."""

Uuid = Annotated[str, AfterValidator(_uuid)]
"""Any other; as it was written."""
