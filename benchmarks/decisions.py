"""How long a decision takes in one process: `python -m benchmarks.decisions`."""

from __future__ import annotations

import time
from itertools import product

from app.sizing.decide import decide
from app.sizing.limits import CostLimitExceeded
from blueprints.description import BlueprintDescription
from blueprints.library import BLUEPRINTS
from blueprints.request import InfrastructureRequest

PROMISED_MS = 5.0


def ms_a_decision(rounds: int = 5) -> float:
    """Milliseconds a decision, warm, over every blueprint and environment; with data or none, GPUs or none.

    Those that nothing fits count too: they try every size, and what each reduction saves.
    """
    cases = [
        (
            InfrastructureRequest(
                team="vision",
                environment=environment,
                features=("gpu",) if gpu and "gpu" in one.features else (),
                data_volume_gb=data,
                cost_limit_usd=limit,
            ),
            one,
        )
        for one in BLUEPRINTS
        for environment, data, gpu, limit in product(one.environments, (None, 5000), (False, True), (None, 250))
    ]
    for request, one in cases:
        _decided(request, one)
    started = time.perf_counter()
    for _ in range(rounds):
        for request, one in cases:
            _decided(request, one)
    return (time.perf_counter() - started) * 1000 / (rounds * len(cases))


def _decided(request: InfrastructureRequest, one: BlueprintDescription) -> None:
    try:
        decide(request, one)
    except CostLimitExceeded:
        return


if __name__ == "__main__":
    print(f"{ms_a_decision():.1f} ms a decision; promised are {PROMISED_MS:g} ms")
