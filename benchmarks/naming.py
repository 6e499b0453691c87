"""How many names a second one process makes: `python -m benchmarks.naming`."""

from __future__ import annotations

import time

from naming.config import NamingConfig
from naming.kinds import Kind
from naming.namer import Namer

PROMISED = 50_000
KINDS = (Kind.WORKSPACE, Kind.RESOURCE_GROUP, Kind.CLUSTER, Kind.STORAGE_ACCOUNT, Kind.CATALOG)


def names_per_second(count: int = 100_000) -> float:
    """Names a second, warm, over five kinds and a hundred teams."""
    names = Namer(NamingConfig.packaged(), platform={"environment": "dev", "region": "westeurope", "workload": "ml"})
    teams = [f"team-{number}" for number in range(100)]
    for team in teams:
        names.name(Kind.WORKSPACE, team=team)
    started = time.perf_counter()
    for number in range(count):
        names.name(KINDS[number % len(KINDS)], team=teams[number % len(teams)])
    return count / (time.perf_counter() - started)


if __name__ == "__main__":
    made = names_per_second()
    print(f"{made:,.0f} names a second; promised are {PROMISED:,}")
