"""How many requests a second one process holds against the library: `python -m benchmarks.matching`."""

from __future__ import annotations

import time
from itertools import product

from blueprints.features.vocabulary import FEATURES
from blueprints.matching.matcher import match
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, InfrastructureRequest

PROMISED = 10_000


def matches_per_second(count: int = 20_000) -> float:
    """Matches a second, warm, over every environment and workload, with none to four wished features."""
    names = list(FEATURES)
    requests = [
        InfrastructureRequest(
            team="vision",
            environment=environment,
            workload_type=workload,
            features=tuple(names[(number * 7 + step * 5) % len(names)] for step in range(number % 5)),
        )
        for number, (environment, workload) in enumerate(product(ENVIRONMENTS, WORKLOAD_TYPES))
    ]
    for request in requests:
        match(request)
    started = time.perf_counter()
    for number in range(count):
        match(requests[number % len(requests)])
    return count / (time.perf_counter() - started)


if __name__ == "__main__":
    made = matches_per_second()
    print(f"{made:,.0f} matches a second; promised are {PROMISED:,}")
