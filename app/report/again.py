"""The arguments that lead to the same plan again."""

from __future__ import annotations

import shlex
from pathlib import Path

from app.intent.rules import parse
from app.request_file import read_request_file
from blueprints.request import InfrastructureRequest


def again(request: InfrastructureRequest, *, name: str = "", file: Path | None = None) -> str:
    """What to write after `lakemason plan`: the sentence or the file, and what was given beside it.

    Args:
        request: What was planned.
        name: The platform's name; left out where it is the usual one.
        file: The request file that it was read from; None where it was a sentence.
    """
    usual = (request.team, (request.workload_type or "").replace("_", "-"), request.environment)
    read = read_request_file(file) if file else parse(request.sentence)
    given = {
        "team": request.team if request.team != read.team else None,
        "environment": request.environment if request.environment != read.environment else None,
        "workload": request.workload_type if request.workload_type != read.workload_type else None,
        "region": request.region if request.region != read.region else None,
        "blueprint": request.blueprint if request.blueprint != read.blueprint else None,
    }
    words = [f"-f {shlex.quote(str(file))}"] if file else [_quoted(request.sentence)] if request.sentence else []
    words += [f"--{flag} {value}" for flag, value in given.items() if value]
    if name and request.workload_type and name != "-".join(str(part) for part in usual):
        words.append(f"--name {name}")
    return " ".join(words)


def _quoted(sentence: str) -> str:
    return shlex.quote(sentence) if sentence.isprintable() and len(sentence) <= 120 else '"..."'
