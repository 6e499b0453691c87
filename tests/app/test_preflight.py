"""What is looked at before anything is built: retirements, what a region has, cores against usual quotas."""

from __future__ import annotations

from datetime import date

import pytest

from app.preflight import PreflightCheck, cores_by_family, preflight
from app.sizing.decide import decide
from blueprints.composition import Composition, features_of
from blueprints.description import BlueprintDescription
from blueprints.library import blueprint
from blueprints.platform import Sizes
from blueprints.request import InfrastructureRequest
from catalog.quotas import USUAL_CORES, quota_family
from catalog.vm_types import vm_types

ML_DEV, ML_PROD, SQL = (
    blueprint(f"databricks-{name}") for name in ("ml-dev", "ml-prod", "sql-analytics")
)  # fmt: skip


def cluster(
    vm_type: str = "Standard_D4ds_v5", runtime: str = "17.3.x-scala2.13", workers: int = 4
) -> Composition:  # fmt: skip
    sizes = Sizes(runtime=runtime, driver_type=vm_type, worker_type=vm_type, min_workers=1, max_workers=workers)
    return site(ML_DEV, sizes)


def site(one: BlueprintDescription, sizes: Sizes, *features: str, region: str = "westeurope") -> Composition:
    return Composition(one, one.environments[0], region, sizes, features_of(one, {name: {} for name in features}))


def found(site: Composition, of: str, today: date = date(2026, 11, 21)) -> list[tuple[str, str]]:
    return [(check.level, check.text) for check in preflight(site, today=today) if check.of == of]


def test_what_is_current_is_said_to_be() -> None:
    assert preflight(cluster(), today=date(2026, 11, 21)) == (
        PreflightCheck(of="vm_types", level="ok", text="no retirement is announced for Standard_D4ds_v5."),
        PreflightCheck(of="runtime", level="ok", text="17.3 is supported until 2028-10-22."),
        PreflightCheck(
            of="region",
            level="ok",
            text="West Europe offers all of it that has a price; Azure may be sold out for a while.",
        ),
        PreflightCheck(
            of="quota",
            level="ok",
            text="20 cores of standardDDSv5Family; a pay-as-you-go subscription has 20 in a region.",
        ),
    )


@pytest.mark.parametrize(
    ("today", "level", "text"),
    [
        (date(2027, 11, 2), "ok", "works until 2028-05-01"),
        (date(2027, 11, 3), "warning", "Standard_DS3_v2 retires on 2028-05-01: take Standard_D4ds_v5."),
        (date(2028, 4, 30), "warning", "retires on 2028-05-01"),
        (date(2028, 5, 1), "problem", "Standard_DS3_v2 was retired on 2028-05-01: take Standard_D4ds_v5."),
    ],
)
def test_a_type_is_warned_of_180_days_before_its_end(today: date, level: str, text: str) -> None:
    ((got, said),) = found(cluster("Standard_DS3_v2"), "vm_types", today)
    assert got == level
    assert text in said


@pytest.mark.parametrize(
    ("today", "level"),
    [(date(2028, 4, 24), "ok"), (date(2028, 4, 25), "warning"), (date(2028, 10, 22), "warning"),
     (date(2028, 10, 23), "problem")],
)  # fmt: skip
def test_a_runtime_is_warned_of_180_days_before_its_end(today: date, level: str) -> None:
    ((got, _),) = found(cluster(), "runtime", today)
    assert got == level


def test_a_runtime_that_no_table_knows_is_said_so() -> None:
    ((level, text),) = found(cluster(runtime="99.1.x-scala2.13"), "runtime")
    assert (level, text) == (
        "warning",
        "99.1.x-scala2.13 is in no table here: nobody knows until when it is supported.",
    )
    assert found(cluster(runtime="19.x-scala2.13"), "runtime") == [("ok", "no end of support is announced for 19.")]


def test_a_region_without_a_type_is_a_problem() -> None:
    h100 = Sizes(runtime="17.3.x-gpu-ml-scala2.13", worker_type="Standard_NC40ads_H100_v5", max_workers=2)
    assert found(site(ML_PROD, h100, "gpu", region="francecentral"), "region") == [
        ("problem", "France Central does not offer Standard_NC40ads_H100_v5: take another region, or do without.")
    ]
    assert found(site(ML_PROD, h100, "gpu"), "region")[0][0] == "ok"


@pytest.mark.parametrize("serverless", [True, False])
def test_a_region_where_databricks_sells_nothing_is_a_problem(serverless: bool) -> None:
    features = ("serverless_sql",) if serverless else ()
    (first, *_) = found(site(SQL, Sizes(warehouse_size="Small"), *features, region="atlantis"), "region")
    assert first[0] == "problem"
    whats = [
        text for _, text in found(site(SQL, Sizes(warehouse_size="Small"), *features, region="atlantis"), "region")
    ]
    assert any("SQL warehouse, Small" in text for text in whats)


def test_cores_over_the_usual_quota_are_warned_of_by_family() -> None:
    (level, text), *_ = found(cluster(workers=5), "quota")
    assert level == "warning"
    assert text.startswith("24 cores of standardDDSv5Family, of which a pay-as-you-go subscription has 20 in a region;")
    assert text.endswith("look with: az vm list-usage --location westeurope -o table")


def test_gpus_have_no_quota_until_it_is_asked_for() -> None:
    ((level, text),) = found(cluster("Standard_NC4as_T4_v3", workers=1), "quota")
    assert level == "warning"
    assert "8 cores of standardNCASv3_T4Family, of which a new subscription has none" in text


def test_cores_of_several_families_are_added_up() -> None:
    both = Sizes(
        runtime="17.3.x-scala2.13",
        driver_type="Standard_D4ds_v5",
        worker_type="Standard_E4ds_v5",
        min_workers=1,
        max_workers=4,
    )
    assert cores_by_family(site(ML_DEV, both).usage) == {"standardDDSv5Family": 4, "standardEDSv5Family": 16}
    warehouse = site(SQL, Sizes(warehouse_size="2X-Small"))
    assert cores_by_family(warehouse.usage) == {"standardEDSv4Family": 16}
    assert cores_by_family(site(SQL, Sizes(warehouse_size="2X-Small"), "serverless_sql").usage) == {}
    several = found(site(ML_DEV, Sizes(**(both.model_dump() | {"max_workers": 5}))), "quota")
    assert [level for level, _ in several] == ["ok", "ok", "warning"]
    assert several[-1][1].startswith("24 cores in all")


def test_every_type_of_the_catalog_has_a_family() -> None:
    assert {name for name in vm_types() if not quota_family(name).endswith("Family")} == set()
    assert {quota_family(name) for name, one in vm_types().items() if one.gpus} <= USUAL_CORES.keys()
    assert quota_family("Standard_F8s_v2") == "Standard_Fs_v2"


def test_a_decision_has_its_checks() -> None:
    request = InfrastructureRequest(team="vision", environment="dev", workload_type="ml")
    decision = decide(request, ML_DEV, today=date(2026, 11, 21))
    assert decision.checks == preflight(cluster(runtime="17.3.x-cpu-ml-scala2.13"), today=date(2026, 11, 21))
