"""How requests are held against blueprints."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprints.features.vocabulary import FEATURES, SUPPORTED
from blueprints.library import BLUEPRINTS
from blueprints.matching import BlueprintMatch, match
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, Environment, InfrastructureRequest, WorkloadType


def held(
    environment: Environment | None, workload: WorkloadType | None, *features: str, unwanted: tuple[str, ...] = ()
) -> BlueprintMatch:
    return match(
        InfrastructureRequest(
            team="vision",
            environment=environment,
            workload_type=workload,
            features=features,
            unwanted_features=unwanted,
        )
    )


def name(found: BlueprintMatch) -> str | None:
    return found.blueprint.name if found.blueprint else None


@pytest.mark.parametrize(
    ("environment", "workload", "features", "expected"),
    [
        ("dev", "ml", (), ("databricks-ml-dev", "exact", 1.0)),
        ("staging", "data_science", ("gpu", "notebooks"), ("databricks-ml-dev", "exact", 1.0)),
        ("sandbox", "learning", (), ("databricks-basic", "exact", 1.0)),
        ("prod", "data_engineering", ("job_compute",), ("databricks-ml-prod", "exact", 1.0)),
        ("prod", "ml", ("unity_catalog",), ("databricks-ml-prod", "partial", 0.7)),
        ("dev", "ml", ("gpu", "photon"), ("databricks-ml-dev", "partial", 0.85)),
        ("dev", "bi", (), ("databricks-ml-dev", "close", 0.8)),
        ("prod", "streaming", (), ("databricks-ml-prod", "close", 0.8)),
        ("dev", "ml", ("job_compute",), ("databricks-ml-dev", "close", 0.7)),
        ("sandbox", "ml", ("gpu",), ("databricks-basic", "close", 0.4)),
        ("dev", None, (), ("databricks-basic", "close", 0.8)),
        ("dev", None, ("gpu",), ("databricks-ml-dev", "close", 0.8)),
        ("prod", "bi", (), (None, "none", 0.0)),
        ("staging", "learning", (), (None, "none", 0.0)),
        (None, "ml", (), (None, "none", 0.0)),
    ],
)
def test_chooses(
    environment: Environment | None,
    workload: WorkloadType | None,
    features: tuple[str, ...],
    expected: tuple[str | None, str, float],
) -> None:
    found = held(environment, workload, *features)
    assert (name(found), found.match_type, found.score) == expected


def test_says_why_ml_in_sandbox_is_only_close() -> None:
    because = " ".join(held("sandbox", "ml", "gpu").because)
    assert "databricks-basic is a bare workspace where ml can begin" in because
    assert "databricks-ml-dev is made for ml but is only allowed in dev and staging." in because
    assert "databricks-basic is the only blueprint allowed in sandbox." in because
    assert "It has no gpu; databricks-ml-dev (dev, staging) and databricks-ml-prod (prod) has it." in because


def test_says_why_nothing_fits_and_what_comes_nearest() -> None:
    found = held("prod", "bi", "sql_warehouse")
    assert found.because == (
        "No blueprint for bi is allowed in prod.",
        "databricks-ml-prod is allowed there, but is made for ml and data_engineering.",
    )
    assert found.alternatives[0] == ("databricks-ml-prod", 0.3)
    assert found.unsupported_features == ("sql_warehouse",)


def test_what_is_always_there_but_unwanted_makes_it_close() -> None:
    found = held("dev", "ml", unwanted=("interactive_compute", "gpu"))
    assert found.match_type == "close"
    assert "It always has interactive_compute, which was not wanted." in found.because


@given(
    st.sampled_from(ENVIRONMENTS),
    st.sampled_from([None, *WORKLOAD_TYPES]),
    st.lists(st.sampled_from(list(FEATURES)), unique=True, max_size=5),
)
@settings(max_examples=200, deadline=None)
def test_rules_hold_for_every_request(
    environment: Environment, workload: WorkloadType | None, features: list[str]
) -> None:
    found = held(environment, workload, *features)
    assert 0 <= found.score <= 1
    assert sorted(found.supported_features + found.unsupported_features) == sorted(features)
    assert found.because
    if found.blueprint is None:
        assert found.match_type == "none"
        assert len(found.alternatives) == len(BLUEPRINTS)
        return
    assert environment in found.blueprint.environments
    assert (found.match_type == "exact") == (workload in found.blueprint.workload_types and found.score == 1)
    if found.match_type == "partial":
        assert not set(found.unsupported_features) & SUPPORTED
