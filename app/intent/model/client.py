"""Asks a model, and gets its answer as text. Loads the openai client; only a model parser imports this."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import openai

from app.intent.model.answer import BadAnswer, answer_schema
from app.intent.model.prompt import TOOL, messages
from app.intent.model.settings import ModelSettings
from naming.errors import LakemasonError

SECONDS = 30.0
"""How long one try may take."""
RETRIES = 3
"""Tries after the first, for 408, 409, 429 and 5xx and lost connections, with backoff and jitter; the client's own."""
TOKENS = 1_000
"""The most that an answer may have; one has about 150."""
_COGNITIVE_SERVICES = "https://cognitiveservices.azure.com/.default"
"""Scope of Azure OpenAI's tokens. Source: Azure OpenAI docs, Microsoft Entra ID authentication."""


class ModelError(LakemasonError):
    """A model that could not be asked."""


def ask(settings: ModelSettings, sentence: str, *, seconds: float = SECONDS, retries: int = RETRIES) -> str:
    """A model's answer to a sentence, as it came.

    By the JSON schema where the server can do that, else by calling a function of that shape; with temperature 0
    where the model takes one.

    Args:
        settings: Which model, and where.
        sentence: What someone wrote; data.
        seconds: How long one try may take.
        retries: Tries after the first.

    Raises:
        ModelError: It cannot be reached, does not let us in, or refuses.
        BadAnswer: It was cut off, or said nothing.
    """
    client = _client(settings, seconds, retries)
    extra: dict[str, Any] = {"temperature": 0, "max_completion_tokens": TOKENS, **_by_schema()}
    with client:
        # Each of these is taken away at most once: a server that knows none of them still gets its question.
        for _ in range(len(_WITHOUT) + 1):
            try:
                reply = client.chat.completions.create(
                    model=settings.model, messages=cast(Any, messages(sentence)), **extra
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                simpler = _simpler(extra, str(error))
                if simpler is None:
                    raise _said(settings, error) from None
                extra = simpler
                continue
            except (openai.OpenAIError, ValueError) as error:  # the client lets a broken body through as it is
                raise _said(settings, error) from None
            try:
                return _text(reply)
            except (AttributeError, TypeError, LookupError):
                raise BadAnswer(["it has another shape than the API's"]) from None
    raise ModelError(f"{settings.model} refuses the question in every form.")


def _client(settings: ModelSettings, seconds: float, retries: int) -> openai.OpenAI:
    if settings.kind == "azure":
        assert settings.url
        provider = None if settings.key else _entra_token()
        return openai.AzureOpenAI(
            azure_endpoint=settings.url,
            azure_deployment=settings.model,
            api_version=settings.api_version,
            api_key=settings.key,
            azure_ad_token_provider=provider,
            timeout=seconds,
            max_retries=retries,
        )
    return openai.OpenAI(base_url=settings.url, api_key=settings.key or "none", timeout=seconds, max_retries=retries)


def _entra_token() -> Callable[[], str]:
    """Who signs in without a key: a service principal or workload identity of the environment, else the Azure CLI."""
    from azure.core.exceptions import ClientAuthenticationError
    from azure.identity import AzureCliCredential, ChainedTokenCredential, EnvironmentCredential

    credential = ChainedTokenCredential(EnvironmentCredential(), AzureCliCredential())

    def token() -> str:
        try:
            return credential.get_token(_COGNITIVE_SERVICES).token
        except ClientAuthenticationError as error:
            first = str(error).strip().splitlines()[0]
            raise ModelError(
                f"No token of Entra ID for Azure OpenAI: {first}", fix="Run az login, or set AZURE_OPENAI_KEY."
            ) from None

    return token


def _by_schema() -> dict[str, Any]:
    shape = {"name": TOOL, "strict": True, "schema": answer_schema()}
    return {"response_format": {"type": "json_schema", "json_schema": shape}}


def _by_function() -> dict[str, Any]:
    function = {"name": TOOL, "description": "Fill in the form.", "parameters": answer_schema()}
    return {
        "tools": [{"type": "function", "function": function}],
        "tool_choice": {"type": "function", "function": {"name": TOOL}},
    }


_WITHOUT = ("response_format", "temperature", "max_completion_tokens")
"""What servers and models are known not to take; each says so with a 400 that names it."""


def _simpler(extra: dict[str, Any], complaint: str) -> dict[str, Any] | None:
    """The same question without what the server complains about; None where it complains about something else."""
    low = complaint.lower()
    if "temperature" in extra and "temperature" in low:
        return {name: value for name, value in extra.items() if name != "temperature"}
    if "max_completion_tokens" in extra and "max_completion_tokens" in low:
        rest = {name: value for name, value in extra.items() if name != "max_completion_tokens"}
        return {**rest, "max_tokens": TOKENS}
    if "response_format" in extra and any(word in low for word in ("response_format", "json_schema", "schema")):
        rest = {name: value for name, value in extra.items() if name != "response_format"}
        return {**rest, **_by_function()}
    return None


def _text(reply: Any) -> str:
    choices = getattr(reply, "choices", None)
    if not choices:
        raise BadAnswer(["it is empty"])
    choice = choices[0]
    message = choice.message
    if getattr(message, "refusal", None):
        raise ModelError(f"The model refuses: {' '.join(str(message.refusal).split())[:200]}")
    if choice.finish_reason == "content_filter":
        raise ModelError("The server's content filter stopped the answer.", fix="Say it in other words.")
    if choice.finish_reason == "length":
        raise BadAnswer([f"it was cut off after {TOKENS} tokens"])
    for call in getattr(message, "tool_calls", None) or ():
        if call.function.name == TOOL:
            return str(call.function.arguments)
    if not message.content:
        raise BadAnswer(["it is empty"])
    return str(message.content)


def _said(settings: ModelSettings, error: Exception) -> ModelError:
    where = settings.url or "OpenAI"
    if isinstance(error, openai.APITimeoutError):
        return ModelError(f"{where} does not answer in time.", fix="Try again, or use --fallback rules.")
    if isinstance(error, openai.APIConnectionError):
        return ModelError(f"{where} cannot be reached.", fix="Look at the address, or use --fallback rules.")
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return ModelError(f"{where} does not let us in.", fix="Look at the key, or use --parser rules.")
    if isinstance(error, openai.NotFoundError):
        return ModelError(f"{where} has no model {settings.model!r}.", fix="Look at its name and the address.")
    if isinstance(error, openai.RateLimitError):
        return ModelError(f"{where} has had enough of us for now.", fix="Try later, or use --fallback rules.")
    if isinstance(error, openai.APIStatusError):
        return ModelError(f"{where} answers {error.status_code}.", fix="Try again, or use --fallback rules.")
    return ModelError(f"{where} answers what is no answer.", fix="Try again, or use --fallback rules.")
