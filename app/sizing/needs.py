"""What a request needs: all that the choice of sizes looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from blueprints.description import BlueprintDescription
from blueprints.platform import Sizes
from blueprints.request import InfrastructureRequest

HOT_SHARE = 0.1
"""Share of all its data that one run works through; ours: most runs read what is recent, and leave the rest be."""

_POOLED = frozenset(("instance_pool", "job_compute", "team_compute"))


@dataclass(frozen=True)
class Needs:
    """What sizes are chosen for.

    Args:
        features: Everything the platform has.
        workload: What it is for.
        region: Where it stands.
        today: The day that retirements and support are held against.
        data_gb: Data to work on, GB (10^9 bytes); None where nobody said.
        data_daily: Whether that is what comes in a day, and not all there is.
        users: People who will work with it; None where nobody said.
        largest: The most that the blueprint may be.
    """

    features: frozenset[str]
    workload: str
    region: str
    today: date
    data_gb: float | None = None
    data_daily: bool = False
    users: int | None = None
    largest: Sizes = field(default_factory=Sizes)

    @classmethod
    def of(
        cls,
        request: InfrastructureRequest,
        blueprint: BlueprintDescription,
        features: frozenset[str],
        *,
        workload: str,
        region: str,
        today: date,
    ) -> Needs:
        """The needs of a request.

        Args:
            request: What is wished.
            blueprint: What it is built from.
            features: Everything the platform has.
            workload: What it is for.
            region: Where it stands.
            today: The day that retirements and support are held against.
        """
        return cls(
            features=features,
            workload=workload,
            region=region,
            today=today,
            data_gb=request.data_volume_gb,
            data_daily=request.data_volume_daily,
            users=request.users,
            largest=blueprint.largest,
        )

    @property
    def run_gb(self) -> float | None:
        """GB that one run works through: what comes in a day, or a tenth of all there is; None where nobody said."""
        if self.data_gb is None:
            return None
        return self.data_gb if self.data_daily else self.data_gb * HOT_SHARE

    @property
    def data_said(self) -> str:
        """The data in words: `500 GB` or `500 GB a day`."""
        return f"{self.data_gb:,.10g} GB{' a day' if self.data_daily else ''}"

    @property
    def gpu(self) -> bool:
        """Whether its machines have graphics processors."""
        return "gpu" in self.features

    @property
    def cluster(self) -> bool:
        """Whether people share a cluster."""
        return "interactive_compute" in self.features

    @property
    def pool(self) -> bool:
        """Whether its machines are those of a pool, of jobs or of teams, and of no shared cluster."""
        return not self.cluster and bool(self.features & _POOLED)

    @property
    def people(self) -> bool:
        """Whether people wait at its machines, and not jobs at night."""
        return self.cluster or not self.features & {"instance_pool", "job_compute"}

    @property
    def warehouse(self) -> bool:
        """Whether it has a SQL warehouse of its sizes."""
        return "sql_warehouse" in self.features
