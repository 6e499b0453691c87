"""Takes secrets out of what Terraform and the providers say, before anybody keeps or shows it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

REDACTED = "(redacted)"
_REFERENCE = re.compile(r"\{\{secrets/[\w.-]+/[\w.-]+\}\}")
"""What Databricks puts a secret in the place of, when a cluster starts.
Source: learn.microsoft.com/azure/databricks/security/secrets, Spark configuration and environment variables (2026)."""

_FILE = Path(__file__).with_name("secrets.toml")


@dataclass(frozen=True, kw_only=True)
class SecretRow:
    """What one kind of secret looks like.

    Args:
        name: What it is.
        hint: Words in lower case, one of which stands in every text that holds it: most texts have none.
        match: Patterns, each with a group `secret`; what fits without that group is no secret.
        source: Who says that it looks so: pages, issues, code, with year.
    """

    name: str
    hint: tuple[str, ...]
    match: tuple[re.Pattern[str], ...]
    source: str


@cache
def secret_rows() -> tuple[SecretRow, ...]:
    """Every kind of secret that is known."""
    with _FILE.open("rb") as file:
        rows = tomllib.load(file)["row"]
    return tuple(
        SecretRow(
            name=row["name"], hint=tuple(row["hint"]), source=row["source"],
            match=tuple(re.compile(pattern) for pattern in row["match"]),
        )
        for row in rows
    )  # fmt: skip


def redacted(text: str) -> str:
    """A text without its secrets: `(redacted)` stands in their place.

    Args:
        text: What somebody else wrote.
    """
    lowered = text.lower()
    for row in secret_rows():
        if any(word in lowered for word in row.hint):
            for pattern in row.match:
                text = pattern.sub(_without, text)
    return text


def redacted_data(data: Any, name: str = "") -> Any:
    """The same for everything in a JSON value; names of fields stay as they are, and may say that a text is secret.

    So may the name in a pair of `name` or `key` and `value`. A reference to a secret scope is no secret.

    Args:
        data: The value.
        name: The field it is in; none if left out.
    """
    if isinstance(data, str):
        secret = data and name and _names_secret(name) and not _REFERENCE.fullmatch(data)
        return REDACTED if secret else redacted(data)
    if isinstance(data, dict):
        paired = next((data[it] for it in ("name", "key") if isinstance(data.get(it), str)), "")
        return {field: redacted_data(value, paired if field == "value" else field) for field, value in data.items()}
    return [redacted_data(value, name) for value in data] if isinstance(data, list) else data


@lru_cache(maxsize=1024)
def _names_secret(name: str) -> bool:
    return redacted(f'"{name}": "?"').endswith(f'"{REDACTED}"')


def _without(hit: re.Match[str]) -> str:
    whole, start = hit.group(), hit.start()
    if hit["secret"] is None:
        return whole
    return whole[: hit.start("secret") - start] + REDACTED + whole[hit.end("secret") - start :]
