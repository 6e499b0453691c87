"""What the features for many teams are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from blueprints.features.compute.hours import INTERACTIVE_HOURS, used_hours
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.plain_text import SaidText
from blueprints.platform import Sizes, Slug, VmType
from blueprints.usage import Amount, MachineHours, Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

TAG = "used_by"
"""Tag of a team's machines, by which its budget counts; `team` is who owns the platform. Tags of pools reach the
machines and their DBUs on Azure's bill. Source: learn.microsoft.com azure/databricks usage-detail-tags."""


def _no_admins(name: str) -> str:
    if name == "admins":
        raise ValueError("must be a group of the account; admins may use everything anyway")
    return name


def _once(teams: tuple[Team, ...]) -> tuple[Team, ...]:
    names = [team.name for team in teams]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValueError(f"must name each team once; {twice!r} stands there twice")
    return teams


Address = Annotated[SaidText, Field(pattern=r"^[^@\s${]+@[^@\s${]+\.[^@\s${]+$")]
Group = Annotated[SaidText, AfterValidator(_no_admins)]


class Team(BaseModel):
    """One of the teams that share a workspace.

    Args:
        name: What sets it apart, lower-case letters, digits and hyphens; part of the names of its things.
        group: Its group in the account, which may then use its machines; left out: only admins may.
        max_workers: Most workers that it may have at a time, 1 or more, and a driver beside them; a worker less for
            each further cluster. Left out: the platform's size of that name.
        worker_types: VM types that its machines may have; it has so many of each. Left out: the platform's
            `worker_type`.
        max_clusters_per_user: Clusters that one of its people may have, 1 or more.
        spot: Its machines are spare ones that Azure may take away; changing it replaces its pools.
        budget_usd: What its machines may cost a month, in the currency of the subscription's bill; Azure then tells
            when they come near it, and stops nothing. Left out: nobody is told.
        emails: Who is told; the subscription's owners are in any case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Slug
    group: Group | None = None
    max_workers: int | None = Field(default=None, strict=True, ge=1, le=1000)
    worker_types: tuple[VmType, ...] = ()
    max_clusters_per_user: int = Field(default=2, strict=True, ge=1, le=1000)
    spot: bool = False
    budget_usd: float | None = Field(default=None, strict=True, gt=0)
    emails: tuple[Address, ...] = ()

    def types(self, sizes: Sizes) -> tuple[str, ...]:
        """VM types that its machines may have, each once."""
        return tuple(dict.fromkeys(self.worker_types)) or (sizes.text("worker_type"),)

    def workers(self, sizes: Sizes) -> int:
        """Most workers that it may have at a time."""
        return self.max_workers or sizes.number("max_workers")

    def pool(self, vm_type: str) -> str:
        """What sets its pool of a VM type apart from other pools."""
        return f"{self.name}-{vm_type.removeprefix('Standard_')}"


class TeamCompute(Feature):
    """Machines for each of many teams: a policy and pools of its own, for its group, with a budget.

    A team's things stand under its name: adding a team or taking one out touches no other team's.
    Budgets are Azure's, over the team's tag: they know an amount and whom to tell; Databricks' budget policies are
    tags for serverless work, which these policies do not allow, and need rights on the account.
    Source: databricks provider docs, budget_policy; azurerm docs, consumption_budget_subscription, `filter.tag`.

    Args:
        teams: The teams.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="team_compute",
        description="machines and a budget for each of several teams",
        layers=("azure", "databricks"),
        sizes=("runtime", "worker_type", "max_workers"),
        minutes=2,
    )

    teams: Annotated[tuple[Team, ...], AfterValidator(_once)] = ()

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """The teams."""
        if not self.teams:
            yield Gap("teams", "list the teams, each such as {name: risk, group: risk-analysts}")

    def makes(self, site: Composition) -> Iterable[Made]:
        """For each team a policy and a pool of each VM type; permissions and a budget where they are said."""
        for team in self.teams:
            types = team.types(site.sizes)
            if team.budget_usd:
                yield Made("azure", "azurerm_consumption_budget_subscription", {"purpose": team.name})
            yield Made("databricks", "databricks_cluster_policy", {"purpose": team.name})
            for vm_type in types:
                yield Made("databricks", "databricks_instance_pool", {"purpose": team.pool(vm_type)})
            if team.group:
                yield Made("databricks", "databricks_permissions", None, count=1 + len(types))

    def usage(self, site: Composition) -> Iterable[Usage]:
        """Half of each team's machines in working hours."""
        meter = "ALL_PURPOSE_COMPUTE_(PHOTON)" if "photon" in site else "ALL_PURPOSE_COMPUTE"
        hours, assumed = used_hours(site, INTERACTIVE_HOURS, f"{INTERACTIVE_HOURS} h a month, 8 h on 21 days")
        # Sizes are chosen before the teams are named: with none, they would be chosen for nobody.
        for team in self.teams or (Team(name="one-team"),):
            for vm_type in team.types(site.sizes):
                most = team.workers(site.sizes) + 1
                yield MachineHours(
                    f"team {team.name}, up to {most} x {vm_type}"
                    if self.teams
                    else f"a team, up to {most} x {vm_type}",
                    vm_type,
                    Amount(2, max(2.0, most / 2), most),
                    hours,
                    meter,
                    f"Each team works {assumed}, on half of its machines; low is a driver and a worker, high is all.",
                )

    def notes(self, site: Composition) -> Iterable[str]:
        """Teams that nobody is let in for, and what the groups need."""
        if not self.teams:
            yield "Cost counts one team until features.team_compute.teams names them."
        for team in self.teams:
            if team.group is None:
                yield f"Only admins may use the machines of {team.name} until features.team_compute names its group."
        if any(team.budget_usd for team in self.teams):
            yield "Whoever deploys budgets needs Cost Management Contributor on the subscription."
        if any(team.group for team in self.teams):
            yield "The teams' groups must be in the account and assigned to the workspace."
