"""Standard tags, and the limits of tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from naming.config import NamingConfig
from naming.errors import RuleError

_AZURE = "learn.microsoft.com azure-resource-manager/management/tag-resources"
_DATABRICKS = "databricks-sdk-go 0.93, compute custom_tags"
MAX_KEY, MAX_VALUE, MAX_TAGS = 512, 256, 50
MAX_CUSTOM_TAGS = 45
"""Databricks' limit of tags on clusters and pools; stricter than Azure's, and the tags are the same."""

FORBIDDEN = "<>%&\\?/"
RESERVED_PREFIXES = ("microsoft", "azure", "windows")
REPLACEABLE = frozenset({"cost_centre"})
"""Standard tags that a platform's own tags may replace; the others say what is true."""

PLACEHOLDER_VALUE = "unassigned"


def standard_tags(config: NamingConfig, values: Mapping[str, str]) -> dict[str, str]:
    """The tags the convention puts on everything; those without a value stay out."""
    return {key: values[key] for key in config.standard_tags if key in values}


def checked_tags(standard: Mapping[str, str], extra: Mapping[str, str], required: Iterable[str]) -> dict[str, str]:
    """Standard and extra tags together. Raises RuleError where a tag breaks a limit."""
    for _, error in tag_errors(standard, extra, required):
        raise error
    return {**standard, **extra}


def tag_errors(
    standard: Mapping[str, str], extra: Mapping[str, str], required: Iterable[str]
) -> Iterator[tuple[str, RuleError]]:
    """Everything that is wrong with standard and extra tags together: the tag, or "" for all of them, and the error."""
    tags = {**standard, **extra}
    for key, value in extra.items():
        if key in standard and key not in REPLACEABLE and value != standard[key]:
            yield (
                key,
                RuleError(
                    f"tag {key}",
                    allowed=f"{standard[key]!r}, as names have it",
                    got=value,
                    fix=f"Take the tag {key} out.",
                ),
            )
    for key in required:
        if tags.get(key, PLACEHOLDER_VALUE) == PLACEHOLDER_VALUE:
            yield (
                key,
                RuleError(
                    f"tag {key}",
                    allowed="a value; the naming values require it",
                    got=tags.get(key),
                    fix=f"Add {key} under tags: in the platform file.",
                ),
            )
    yield from _limit_errors(tags)


def check_tags(tags: Mapping[str, str]) -> None:
    """Raise RuleError where tags break the stricter of Azure's and Databricks' limits."""
    for _, error in _limit_errors(tags):
        raise error


def _limit_errors(tags: Mapping[str, str]) -> Iterator[tuple[str, RuleError]]:
    most = min(MAX_TAGS, MAX_CUSTOM_TAGS)
    if len(tags) > most:
        yield "", RuleError("tags", allowed=f"at most {most} a resource", got=len(tags), source=_DATABRICKS)
    seen: dict[str, str] = {}
    for key, value in tags.items():
        try:
            _check_key(key)
            _check_case(key, seen)
            _check_value(key, value)
        except RuleError as error:
            yield key, error
        seen.setdefault(key.lower(), key)


def _check_case(key: str, seen: Mapping[str, str]) -> None:
    if key.lower() in seen:
        raise RuleError(
            f"tag {key}", allowed="each key once, whatever its case", got=[seen[key.lower()], key], source=_AZURE
        )


def _check_value(key: str, value: str) -> None:
    if len(value) > MAX_VALUE:
        raise RuleError(
            f"tag {key}",
            allowed=f"a value of at most {MAX_VALUE} characters",
            got=value,
            fix=f"Shorten it by {len(value) - MAX_VALUE}.",
            source=_AZURE,
        )
    if "${" in value or "%{" in value:
        raise RuleError(f"tag {key}", allowed="text without ${ or %{: Terraform would evaluate it", got=value)


def _check_key(key: str) -> None:
    if not 1 <= len(key) <= MAX_KEY:
        raise RuleError("tag key", allowed=f"1-{MAX_KEY} characters", got=key, source=_AZURE)
    bad = [c for c in key if c in FORBIDDEN or not c.isprintable()]
    if bad or "${" in key:
        raise RuleError("tag key", allowed=f"characters other than {' '.join(FORBIDDEN)}", got=key, source=_AZURE)
    if key.lower().startswith(RESERVED_PREFIXES):
        raise RuleError(
            "tag key", allowed=f"a key not starting with {', '.join(RESERVED_PREFIXES)}", got=key, source=_AZURE
        )
