"""Kinds by wildcards."""

from __future__ import annotations

from naming.kinds import Kind
from naming.scope import ScopeFilter


def test_exclude_wins() -> None:
    scope = ScopeFilter(include=("databricks_*", "aws_s3_*"), exclude=("*_job",))
    assert Kind.S3_BUCKET in scope.kinds()
    assert Kind.CLUSTER in scope.kinds()
    assert Kind.JOB not in scope.kinds()
    assert Kind.WORKSPACE not in scope.kinds()


def test_everything_is_in_scope_by_default() -> None:
    assert ScopeFilter().kinds() == list(Kind)
    assert ScopeFilter().warnings() == []


def test_pattern_that_matches_nothing_is_a_warning_with_the_nearest_kind() -> None:
    assert ScopeFilter(include=("databrick_cluster*", "aws_*"), exclude=("?",)).warnings() == [
        "scope: 'databrick_cluster*' matches no kind; did you mean databricks_cluster?",
        "scope: '?' matches no kind",
    ]
