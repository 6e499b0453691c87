"""What a request says, for people: each value, and the words it was read from where those do not speak for it."""

from __future__ import annotations

import re

from blueprints.request import InfrastructureRequest, Source

_SURE_ENOUGH = 0.6
"""From here on it goes without saying how sure a value is."""


def understood(request: InfrastructureRequest) -> list[tuple[str, str]]:
    """What a request says, as pairs of a word and a value."""
    return [(word, value) for word, _, value in _values(request)]


def understood_from(request: InfrastructureRequest) -> list[tuple[str, str]]:
    """The same, and where each value came from: `unity_catalog ("unity catolog", read as unity_catalog)`."""
    rows = []
    for word, field, value in _values(request):
        if field == "features":
            value = ", ".join(_with(name, request.source(f"features.{name}")) for name in request.features)
        else:
            value = _with(value, request.source(field))
        rows.append((word, value))
    return rows


def _values(request: InfrastructureRequest) -> list[tuple[str, str, str]]:
    limit, data, hours = request.cost_limit_usd, request.data_volume_gb, request.hours_a_month
    said = [
        ("team", "team", request.team),
        ("environment", "environment", request.environment),
        ("workload", "workload_type", request.workload_type),
        ("blueprint", "blueprint", request.blueprint),
        ("region", "region", request.region),
        ("features", "features", ", ".join(request.features)),
        ("data", "data_volume_gb", f"{data:,.6g} GB{' a day' if request.data_volume_daily else ''}" if data else None),
        ("users", "users", f"{request.users:,}" if request.users else None),
        ("hours", "hours_a_month", f"{hours:,.6g} a month" if hours else None),
        ("limit", "cost_limit_usd", f"USD {limit:,.0f} a month" if limit else None),
        ("deadline", "deadline", request.deadline),
        ("also said", "additional_requirements", ", ".join(request.additional_requirements)),
    ]
    return [(word, field, value) for word, field, value in said if value]


def _with(value: str, source: Source) -> str:
    """A value and, in brackets, what there is to know of where it came from."""
    told = []
    if source.origin in ("flag", "answer", "model"):
        told.append({"flag": "given", "answer": "answered", "model": "a model's reading"}[source.origin])
    elif source.words and (source.note or not _plain(value, source)):
        told.append(f'"{source.words}"')
    told += [source.note] if source.note else []
    told += [f"{source.sure:.0%} sure"] if source.sure < _SURE_ENOUGH else []
    return f"{value} ({', '.join(told)})" if told else value


def _plain(value: str, source: Source) -> bool:
    """Whether the words say the value as it stands: `West Europe` is westeurope, `ML` is ml-team."""
    words, same = (re.sub(r"[\W_]+", "", text.lower()) for text in (source.words, value))
    return bool(words) and (same.startswith(words) or words.startswith(same))
