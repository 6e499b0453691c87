"""Which model is asked, and where: from the environment, never from a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from naming.errors import UsageError

Kind = Literal["openai", "azure"]

DEFAULT_MODEL = "gpt-4.1-mini"
"""Small, quick, takes a JSON schema and temperature 0. Source: platform.openai.com/docs/models, structured outputs."""
API_VERSION = "2024-10-21"
"""The newest general one with structured outputs. Source: Azure OpenAI docs, API version lifecycle."""
MODEL_VARIABLE = "LAKEMASON_MODEL"


@dataclass(frozen=True)
class ModelSettings:
    """Where a model is asked.

    Args:
        kind: OpenAI and what speaks like it, or Azure OpenAI.
        model: The model's name; at Azure the deployment's.
        url: Base address; None: OpenAI's own.
        key: The key; None: at Azure a token of Entra ID, elsewhere none is sent.
        api_version: Azure's; unused elsewhere.
    """

    kind: Kind
    model: str
    url: str | None = None
    key: str | None = None
    api_version: str = API_VERSION

    def __repr__(self) -> str:
        """Without the key."""
        return f"ModelSettings({self.kind}, {self.model}, {self.url})"


def configured(environment: Mapping[str, str] | None = None) -> Kind | None:
    """The kind of model that the environment has settings for; Azure's first, as they are the more particular."""
    found = os.environ if environment is None else environment
    if found.get("AZURE_OPENAI_ENDPOINT"):
        return "azure"
    return "openai" if found.get("OPENAI_API_KEY") or found.get("OPENAI_BASE_URL") else None


def settings_of(kind: Kind, environment: Mapping[str, str] | None = None) -> ModelSettings:
    """The settings of a kind of model.

    Args:
        kind: What to ask.
        environment: Variables; this process's if left out.

    Raises:
        UsageError: A variable is missing or is no address.
    """
    found = os.environ if environment is None else environment
    if kind == "azure":
        return ModelSettings(
            kind,
            _needed(found, "AZURE_OPENAI_DEPLOYMENT", "the name of your deployment"),
            _address(
                found, "AZURE_OPENAI_ENDPOINT", _needed(found, "AZURE_OPENAI_ENDPOINT", "https://….openai.azure.com")
            ),
            found.get("AZURE_OPENAI_KEY") or found.get("AZURE_OPENAI_API_KEY") or None,
            found.get("AZURE_OPENAI_API_VERSION") or API_VERSION,
        )
    url, key = found.get("OPENAI_BASE_URL"), found.get("OPENAI_API_KEY")
    if not (url or key):
        raise UsageError(
            "No model is configured: OPENAI_API_KEY is not set.",
            fix="Set it, or OPENAI_BASE_URL for a server of your own, or use --parser rules.",
        )
    model = found.get(MODEL_VARIABLE) or DEFAULT_MODEL
    return ModelSettings(kind, model, _address(found, "OPENAI_BASE_URL", url) if url else None, key or None)


def _needed(found: Mapping[str, str], name: str, what: str) -> str:
    value = found.get(name)
    if not value:
        raise UsageError(f"{name} is not set; allowed is {what}.", fix="Set it, or use --parser rules.")
    return value


def _address(found: Mapping[str, str], name: str, url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise UsageError(f"{name}: allowed is an address such as https://example.com/v1, without a sign-in or query.")
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme == "http" and not local and found.get("OPENAI_API_KEY"):
        raise UsageError(f"{name}: http sends the key in the clear to {parts.hostname}.", fix="Use https.")
    return url.rstrip("/")
