"""`feature_requests.json`: how an older tool kept feature requests; read from there, and written for anybody."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from app.feature_requests.feature_request import FeatureRequest
from naming.errors import LakemasonError


class ExchangeError(LakemasonError):
    """A file that cannot be imported. Holds every mistake found, one line each."""

    def __init__(self, source: str, mistakes: list[str]) -> None:
        super().__init__("\n".join(f"{source}: {mistake}" for mistake in mistakes), fix="Nothing was imported.")
        self.mistakes = mistakes


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Row(BaseModel):
    """A request as the older tool wrote it; what has no zone is in UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feature_name: str
    requested_by: str
    requested_at: Annotated[datetime, AfterValidator(_in_utc)]
    context: str | None = None
    blueprint_attempted: str | None = None

    def request(self) -> FeatureRequest:
        """The row in our words."""
        return FeatureRequest(
            feature=self.feature_name,
            requested_by=self.requested_by,
            requested_at=self.requested_at,
            sentence=self.context or "",
            blueprint=self.blueprint_attempted or None,
        )


_OUR_WORDS = {"feature": "feature_name", "sentence": "context", "blueprint": "blueprint_attempted"}


def read_exchange(text: str, *, source: str, now: datetime) -> list[FeatureRequest]:
    """Read the file `{feature: [{feature_name, requested_by, requested_at, context, blueprint_attempted}]}`.

    Args:
        text: Its content.
        source: Its name, for errors.
        now: Nothing was asked for later than this.

    Raises:
        ExchangeError: It has mistakes; all of them are said.
    """
    mistakes: list[str] = []
    try:
        content = json.loads(text, object_pairs_hook=lambda pairs: _unrepeated(pairs, mistakes))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ExchangeError(source, [f"it is no JSON: {error}"]) from None
    if not isinstance(content, dict):
        raise ExchangeError(source, ["allowed is an object, {feature: [requests]}"])
    found: list[FeatureRequest] = []
    for feature, rows in content.items():
        if not isinstance(rows, list):
            mistakes.append(f"{feature!r}: allowed is a list of requests; got {_short(rows)}")
            continue
        for number, row in enumerate(rows):
            where = f"{feature!r}[{number}]"
            request = _request(row, where, mistakes)
            if request is None:
                continue
            if request.feature != feature.strip():
                mistakes.append(f"{where}.feature_name: allowed is {feature!r}, as above; got {request.feature!r}")
            if request.requested_at > now:
                mistakes.append(f"{where}.requested_at: {request.requested_at.isoformat()} is in the future")
            found.append(request)
    if mistakes:
        raise ExchangeError(source, mistakes)
    return found


def write_exchange(requests: Iterable[FeatureRequest]) -> str:
    """Write requests as the file that `read_exchange` reads."""
    content: dict[str, list[dict[str, str | None]]] = {}
    for one in requests:
        row = {
            "feature_name": one.feature,
            "requested_by": one.requested_by,
            "requested_at": one.requested_at.isoformat(),
            "context": one.sentence,
            "blueprint_attempted": one.blueprint,
        }
        content.setdefault(one.feature, []).append(row)
    return json.dumps({name: content[name] for name in sorted(content)}, indent=2, ensure_ascii=False)


def _request(row: object, where: str, mistakes: list[str]) -> FeatureRequest | None:
    if not isinstance(row, dict):
        mistakes.append(f"{where}: allowed is an object with {', '.join(_Row.model_fields)}; got {_short(row)}")
        return None
    try:
        return _Row.model_validate(row).request()
    except ValidationError as error:
        for one in error.errors():
            field = ".".join(_OUR_WORDS.get(str(part), str(part)) for part in one["loc"])
            said = one["msg"].removeprefix("Value error, ")
            got = "" if one["type"] == "missing" else f"; got {_short(one['input'])}"
            mistakes.append(f"{where}{'.' if field else ''}{field}: {said}{got}")
        return None


def _unrepeated(pairs: list[tuple[str, object]], mistakes: list[str]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    mistakes += [f"{key!r} stands there twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    return dict(pairs)


def _short(value: object) -> str:
    text = value.isoformat() if isinstance(value, datetime) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
