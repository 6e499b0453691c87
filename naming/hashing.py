"""Short, deterministic digests that make names unique."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

ALGORITHMS = ("md5", "sha256")
SHORTEST, LONGEST = 4, 64
MD5_LONGEST = 32


@dataclass(frozen=True)
class Hashing:
    """How a digest is made.

    Args:
        algorithm: `md5` (at most 32 characters) or `sha256`.
        length: Hexadecimal characters kept, 4-64.
        prefix: Text before the digest.
        separator: What joins it to the rest where it stands for the middle of a name that is too long.
    """

    algorithm: str = "sha256"
    length: int = 8
    prefix: str = ""
    separator: str = "-"

    def digest(self, values: Mapping[str, str]) -> str:
        """Digest of values: the same on every machine, whatever their order."""
        data = json.dumps(sorted(values.items()), ensure_ascii=True).encode()
        made = hashlib.md5(data, usedforsecurity=False) if self.algorithm == "md5" else hashlib.sha256(data)
        return self.prefix + made.hexdigest()[: self.length]
