"""Chooses the sizes of a platform: the wished ones where they fit the limit, smaller ones where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from app.preflight import preflight
from app.sizing.choosers import Choosers
from app.sizing.cost import MonthlyCost
from app.sizing.decision import Choice, InfrastructureDecision
from app.sizing.limits import CostLimitExceeded, limit_of
from app.sizing.month import monthly_cost
from app.sizing.needs import Needs
from app.sizing.options import Wishes, sizes_for, wishes_for
from app.sizing.reductions import reductions_of
from app.sizing.why import choices_for, described, why_added, why_dedicated, why_smaller
from blueprints.composition import Composition, Options, conflicts, features_of, with_needs
from blueprints.description import BlueprintDescription
from blueprints.features.feature import Feature
from blueprints.platform import Sizes
from blueprints.request import Environment, InfrastructureRequest
from catalog.regions import DEFAULT_REGION, offered_region
from naming.errors import LakemasonError

__all__ = ["Choice", "DecisionMaker", "InfrastructureDecision", "decide"]


@dataclass(frozen=True)
class _Case:
    """One request with its blueprint, and what was found out about them."""

    blueprint: BlueprintDescription
    environment: Environment
    region: str
    limit_usd: float
    limit_of: str
    hours_a_month: float | None
    said: Mapping[str, Mapping[str, Any]]
    needs: Needs

    @cached_property
    def features(self) -> Mapping[str, Feature]:
        """What it has, with what that is told; the same whatever its sizes."""
        return features_of(self.blueprint, {name: self.said.get(name, {}) for name in self.needs.features})

    def site(self, sizes: Sizes) -> Composition:
        """The platform at some sizes."""
        return Composition(
            self.blueprint,
            self.environment,
            self.region,
            sizes,
            self.features,
            self.limit_usd,
            hours_a_month=self.hours_a_month,
        )


@dataclass(frozen=True)
class DecisionMaker:
    """Chooses sizes for a request, within what a month may cost. Usable alone, and each choice can be replaced.

    Clusters of your own size, and everything else as it was:

    >>> from app.sizing.choosers import Choosers
    >>> from app.sizing.wish import Wish
    >>> from blueprints.library import blueprint
    >>> maker = DecisionMaker(Choosers(max_workers=lambda needs: Wish((2, 1), "two do for us")))
    >>> request = InfrastructureRequest(team="vision", environment="dev", workload_type="ml")
    >>> decision = maker.decide(request, blueprint("databricks-ml-dev"))
    >>> decision.sizes.worker_type, decision.sizes.max_workers
    ('Standard_D4ds_v5', 2)
    >>> [choice.why for choice in decision.choices if choice.of == "max_workers"]
    ['1-2 workers, more and fewer with the load: two do for us.']

    Args:
        choosers: The functions that choose; ours if left out.
    """

    choosers: Choosers = field(default_factory=Choosers)

    def decide(
        self,
        request: InfrastructureRequest,
        blueprint: BlueprintDescription,
        *,
        options: Options | None = None,
        today: date | None = None,
    ) -> InfrastructureDecision:
        """Choose sizes for a request: the best that fit its limit at the expected use.

        Args:
            request: What is wished; its environment must be known.
            blueprint: What it is built from.
            options: What its features are told, by name; their defaults if left out.
            today: The day retirements and support are held against; the current one if left out.

        Raises:
            RegionError: The catalog has no prices for the region.
            VmTypeError: The region has none of the VM types that fit.
            CostLimitExceeded: The cheapest sizes cost more than the limit.
            RuleError: A setting of a limit is no amount.
            LakemasonError: Two of the wished features exclude each other.
        """
        today = today or date.today()
        wished = [feature for feature in request.features if feature in blueprint.features]
        added = with_needs(blueprint, wished)
        _refuse_conflicts((*blueprint.required_features, *added), blueprint)
        case = _case(request, blueprint, added, options or {}, today)
        wishes = wishes_for(case.needs, self.choosers)
        usual, usual_cost, sizes, cost = self._fitting(case, wishes, added)
        site = case.site(sizes)
        spot_share = self.choosers.spot_share(case.needs, sizes)
        choices = choices_for(
            case.needs, wishes, sizes, region_named=request.region is not None, spot_share=spot_share
        )  # fmt: skip
        smaller = () if sizes == usual else (why_smaller(usual, usual_cost.expected_usd, case.limit_usd),)
        why = (*(one.why for one in choices), *why_dedicated(sizes), *smaller, *why_added(added, wished))
        features = site.features
        return InfrastructureDecision(
            sizes=sizes,
            workload=request.workload_type or blueprint.workload_types[0],
            region=case.region,
            region_is_default=request.region is None,
            monthly_cost_usd=cost.expected_usd,
            cost=cost,
            hours_a_month=case.hours_a_month,
            spot_share=spot_share,
            limit_usd=case.limit_usd,
            limit_of=case.limit_of,
            features=added,
            to_fill_in=tuple(
                (f"features.{name}.{gap.option}", gap.write)
                for name, feature in features.items()
                for gap in feature.gaps(site)
            ),
            notes=tuple(note for feature in features.values() for note in feature.notes(site)),
            minutes=blueprint.estimated_time_minutes + sum(features[name].about.minutes for name in added),
            why=why,
            choices=tuple(choices),
            checks=preflight(site, today=today),
        )

    def _fitting(
        self, case: _Case, wishes: Wishes, added: tuple[str, ...]
    ) -> tuple[Sizes, MonthlyCost, Sizes, MonthlyCost]:
        """The wished sizes and the best that fit, each with its cost. Raises CostLimitExceeded."""
        priced = []
        for sizes in sizes_for(wishes):
            cost = monthly_cost(case.site(sizes))
            priced.append((sizes, cost))
            if cost.expected_usd <= case.limit_usd:
                return (*priced[0], sizes, cost)
        usual, usual_cost = priced[0]
        sizes, cost = min(priced, key=lambda option: option[1].expected_usd)
        raise CostLimitExceeded(
            limit_usd=case.limit_usd,
            limit_of=case.limit_of,
            cheapest=described(sizes),
            cheapest_usd=cost.expected_usd,
            usual=described(usual),
            usual_usd=usual_cost.expected_usd,
            reductions=reductions_of(
                case.site(sizes),
                usual,
                limit_usd=case.limit_usd,
                leaving_out=added,
                again=lambda features: self._cheapest(case, features),
            ),
        )

    def _cheapest(self, case: _Case, features: frozenset[str]) -> Composition:
        """The platform at its smallest, with other features."""
        other = replace(case, needs=replace(case.needs, features=features))
        *_, smallest = sizes_for(wishes_for(other.needs, self.choosers))
        return other.site(smallest)


def decide(
    request: InfrastructureRequest,
    blueprint: BlueprintDescription,
    *,
    options: Options | None = None,
    today: date | None = None,
) -> InfrastructureDecision:
    """Choose sizes for a request with our own choosers; see `DecisionMaker.decide`."""
    return DecisionMaker().decide(request, blueprint, options=options, today=today)


def _case(
    request: InfrastructureRequest,
    blueprint: BlueprintDescription,
    added: tuple[str, ...],
    said: Options,
    today: date,
) -> _Case:
    region = offered_region(request.region or DEFAULT_REGION).name
    limit_usd, whose = limit_of(request)
    assert request.environment is not None  # limit_of saw to that
    workload = request.workload_type or blueprint.workload_types[0]
    features = frozenset((*blueprint.required_features, *added))
    needs = Needs.of(request, blueprint, features, workload=workload, region=region, today=today)
    return _Case(
        blueprint=blueprint,
        environment=request.environment,
        region=region,
        limit_usd=limit_usd,
        limit_of=whose,
        hours_a_month=request.hours_a_month,
        said=said,
        needs=needs,
    )


def _refuse_conflicts(features: tuple[str, ...], blueprint: BlueprintDescription) -> None:
    for one, other in conflicts(features):
        if one in blueprint.required_features:
            fix = f"Wish for no {other}: {blueprint.name} always has {one}."
        else:
            fix = f"Wish for one of them: no {one}, or no {other}."
        raise LakemasonError(f"{one} and {other} exclude each other.", fix=fix)
