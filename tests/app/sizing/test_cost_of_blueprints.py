"""What is synthesized of each blueprint costs what was planned for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.reference.sample import sample_platform
from app.sizing.cost import MonthlyCost
from app.sizing.cost_report import CostReport, report
from app.sizing.from_terraform.library import used_by
from app.sizing.from_terraform.reading import read_synthesized
from app.sizing.from_terraform.resource import Landscape
from app.sizing.month import monthly_cost
from app.synthesis import build
from blueprints.composition import compose
from blueprints.features.compute.hours import JOB_HOURS
from blueprints.library import BLUEPRINTS
from blueprints.platform import Platform

ROUNDING_USD = 0.05
"""What is planned in one sum stands in several resources, each rounded to the cent."""

MORE: dict[str, tuple[str, ...]] = {
    "databricks-ml-dev": ("instance_pool", "photon", "sql_warehouse", "serverless_sql"),
    "databricks-data-engineering": ("private_endpoints", "event_hub", "diagnostics", "job_compute", "photon"),
    "databricks-sql-analytics": ("interactive_compute", "autoscaling", "spot", "vector_search"),
    "databricks-streaming": ("gpu", "mlflow_model_serving"),
    "databricks-secure": ("compliance_profile", "team_compute"),
}
"""Blueprints with features that cost something; each is synthesized without them, too."""

PHOTON_USD = JOB_HOURS * (2.5 - 1) * 0.3
"""What Photon adds to a D4ds_v5 for jobs. A pool that nothing takes from yet does not say that it will run Photon."""


def samples() -> list[Platform]:
    made = [sample_platform(one.name) for one in BLUEPRINTS]
    for name, features in MORE.items():
        pattern = next(one for one in BLUEPRINTS if one.name == name)
        made.append(sample_platform(name, [one for one in features if one in pattern.features]))
    return [one.model_copy(update={"name": f"s{number}-{one.environment}"}) for number, one in enumerate(made)]


SAMPLES = samples()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cost")
    build(SAMPLES, out=folder, state="state")
    return folder


@pytest.mark.parametrize("platform", SAMPLES, ids=lambda one: f"{one.blueprint}-{'-'.join(one.features)}")
def test_what_is_synthesized_costs_what_was_planned(platform: Platform, out: Path) -> None:
    planned: MonthlyCost = monthly_cost(compose(platform))
    found: CostReport = report(used_by(Landscape(read_synthesized(out, platform.name))), of=platform.name)
    machines = (1, 2, 4) if {"instance_pool", "photon"} <= set(platform.features) else (0, 0, 0)
    assert (found.low_usd, found.expected_usd, found.high_usd) == pytest.approx(
        [
            usd - count * PHOTON_USD
            for usd, count in zip((planned.low_usd, planned.expected_usd, planned.high_usd), machines, strict=True)
        ],
        abs=ROUNDING_USD,
    )
    assert {one.region for one in found.resources} <= {platform.region}
    # What neither can price is the same, but for zones, which the plan page says are not counted.
    unpriced = {one.why.partition(":")[0] for one in found.not_priced if "DNS zones" not in one.why}
    assert unpriced <= set(planned.not_covered)
