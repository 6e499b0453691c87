"""The rules against the limits that providers and documentation give, at their edges."""

from __future__ import annotations

import re

import pytest

from naming.kinds import Kind
from naming.rules import RULES, rule_of

K = Kind
LENGTHS = [
    # kind, shortest, longest, a character that may stand anywhere
    (K.RESOURCE_GROUP, 1, 90, "a"),
    (K.MANAGED_RESOURCE_GROUP, 1, 90, "a"),
    (K.WORKSPACE, 3, 64, "a"),
    (K.ACCESS_CONNECTOR, 1, 64, "a"),
    (K.STORAGE_ACCOUNT, 3, 24, "a"),
    (K.STORAGE_CONTAINER, 3, 63, "a"),
    (K.KEY_VAULT, 3, 24, "a"),
    (K.KEY_VAULT_KEY, 1, 127, "a"),
    (K.VIRTUAL_NETWORK, 2, 64, "a"),
    (K.VIRTUAL_NETWORK_PEERING, 1, 80, "a"),
    (K.SUBNET, 1, 80, "a"),
    (K.NETWORK_SECURITY_GROUP, 1, 80, "a"),
    (K.NETWORK_SECURITY_RULE, 1, 80, "a"),
    (K.PRIVATE_ENDPOINT, 2, 64, "a"),
    (K.PRIVATE_DNS_ZONE_LINK, 1, 80, "a"),
    (K.NAT_GATEWAY, 1, 80, "a"),
    (K.PUBLIC_IP, 1, 80, "a"),
    (K.ROUTE_TABLE, 1, 80, "a"),
    (K.ROUTE, 1, 80, "a"),
    (K.USER_ASSIGNED_IDENTITY, 3, 128, "a"),
    (K.LOG_ANALYTICS_WORKSPACE, 4, 63, "a"),
    (K.EVENT_HUB_NAMESPACE, 6, 50, "a"),
    (K.EVENT_HUB, 1, 50, "a"),
    (K.EVENT_HUB_CONSUMER_GROUP, 1, 50, "a"),
    (K.BUDGET, 1, 63, "a"),
    (K.ACTION_GROUP, 1, 260, "a"),
    (K.DIAGNOSTIC_SETTING, 1, 260, "a"),
    (K.MANAGEMENT_LOCK, 1, 90, "a"),
    (K.CATALOG, 1, 255, "a"),
    (K.SCHEMA, 1, 255, "a"),
    (K.TABLE, 1, 255, "a"),
    (K.VOLUME, 1, 255, "a"),
    (K.REGISTERED_MODEL, 1, 255, "a"),
    (K.STORAGE_CREDENTIAL, 1, 255, "a"),
    (K.SERVICE_CREDENTIAL, 1, 255, "a"),
    (K.EXTERNAL_LOCATION, 1, 255, "a"),
    (K.JOB, 1, 4096, "a"),
    (K.INSTANCE_POOL, 1, 99, "a"),
    (K.CLUSTER_POLICY, 1, 100, "a"),
    (K.SQL_WAREHOUSE, 1, 99, "a"),
    (K.SECRET_SCOPE, 1, 128, "a"),
    (K.SERVING_ENDPOINT, 1, 63, "a"),
    (K.VECTOR_SEARCH_ENDPOINT, 1, 49, "a"),
    (K.VECTOR_SEARCH_INDEX, 1, 255, "a"),
    (K.APP, 1, 30, "a"),
    (K.IP_ACCESS_LIST, 1, 100, "a"),
    (K.ALERT, 1, 255, "a"),
    (K.NOTIFICATION_DESTINATION, 1, 100, "a"),
    (K.BUDGET_POLICY, 1, 100, "a"),
    (K.S3_BUCKET, 3, 63, "a"),
    (K.GLUE_DATABASE, 1, 255, "a"),
    (K.GLUE_TABLE, 1, 255, "a"),
    (K.GLUE_CRAWLER, 1, 255, "a"),
    (K.LAMBDA_FUNCTION, 1, 64, "a"),
    (K.IAM_ROLE, 1, 64, "a"),
    (K.IAM_POLICY, 1, 128, "a"),
    (K.KINESIS_STREAM, 1, 128, "a"),
    (K.FIREHOSE, 1, 64, "a"),
    (K.DYNAMODB_TABLE, 3, 255, "a"),
    (K.SNS_TOPIC, 1, 256, "a"),
    (K.SQS_QUEUE, 1, 80, "a"),
    (K.STATE_MACHINE, 1, 80, "a"),
]


@pytest.mark.parametrize(("kind", "shortest", "longest", "letter"), LENGTHS)
def test_lengths_hold_at_their_edges(kind: Kind, shortest: int, longest: int, letter: str) -> None:
    rule = rule_of(kind)
    assert rule.allows(letter * shortest)
    assert rule.allows(letter * longest)
    assert not rule.allows(letter * (longest + 1))
    assert not rule.allows(letter * (shortest - 1))
    assert rule.mistakes(letter * longest) == []
    (mistake,) = rule.mistakes(letter * (longest + 1))
    assert f"has {longest + 1} " in mistake


CHARACTERS = [
    (K.RESOURCE_GROUP, ["a.b", "(a)", "_a-", "-a"], ["a.", "a b", "a/b", "ä", "a#"]),
    (K.WORKSPACE, ["-a-", "_a_", "A_1"], ["a.b", "a b", "a(b"]),
    (K.ACCESS_CONNECTOR, ["-", "_"], ["a.b"]),
    (K.STORAGE_ACCOUNT, ["abc", "123"], ["Abc", "a-b", "a_b"]),
    (K.STORAGE_CONTAINER, ["1-a", "abc"], ["a--b", "-ab", "ab-", "Abc", "a_b"]),
    (K.KEY_VAULT, ["a-1", "Abc"], ["1ab", "ab-", "a--b", "a_b", "-ab"]),
    (K.KEY_VAULT_KEY, ["-", "a-1"], ["a_b", "a.b"]),
    (K.VIRTUAL_NETWORK, ["a_", "1.a", "a-b"], ["_a", "a-", "a.", ".a", "a b"]),
    (K.VIRTUAL_NETWORK_PEERING, ["a_", "1.a"], ["_a", "a-", "a.", "a b", "a/b"]),
    (K.SUBNET, ["a", "a_"], ["-a", "a-"]),
    (K.ROUTE, ["a_", "1.a"], ["_a", "a-", "a.", "a b", "a/b"]),
    (K.PRIVATE_ENDPOINT, ["a_", "aa"], ["a-", "_a"]),
    (K.USER_ASSIGNED_IDENTITY, ["a--", "1_-"], ["-ab", "_ab", "a.b"]),
    (K.LOG_ANALYTICS_WORKSPACE, ["a--b", "1234"], ["-abc", "abc-", "a_bc"]),
    (K.EVENT_HUB_NAMESPACE, ["abcde1", "a----b"], ["1abcde", "abcde-", "abc_de"]),
    (K.EVENT_HUB, ["a", "a._-b"], ["-a", "a.", "a b"]),
    (K.EVENT_HUB_CONSUMER_GROUP, ["a", "a._-b"], ["-a", "a.", "a b", "$Default"]),
    (K.BUDGET, ["-", "_a"], ["a.b", "a b"]),
    (K.ACTION_GROUP, ["a b", "(a)"], ["a.", "a ", "a/b", "a?", "a|b"]),
    (K.DIAGNOSTIC_SETTING, ["a b", "a|b"], ["a.", "a*b", "a&b"]),
    (K.MANAGEMENT_LOCK, ["a-b", "_"], ["a.b", "a(b)"]),
    (K.CATALOG, ["a-b", "büro", "A_1"], ["a.b", "a b", "a/b", "a\x00", "a\x7f", "a\n"]),
    (K.TABLE_REFERENCE, ["a.b.c"], ["a.b", "a.b.c.d", "a..c", ".b.c", "a b.c.d", "a.b." + "c" * 256]),
    (K.NOTEBOOK_PATH, ["/a", "/Shared/a b/c.py"], ["a", "/", "/a/../b", "/a//b", "/./a", "/..", "/a/"]),
    (K.WORKSPACE_FILE, ["/a/b.py", "/Shared/Load_1.sql"], ["a.py", "/", "/../a.py", "/a//b.py", "/a/" + "b" * 256]),
    (K.QUALITY_MONITOR, ["/a/quality-b"], ["a", "/a/../b", "/a/"]),
    (K.REPO, ["/Repos/a/b"], ["Repos/a", "/Repos/../a"]),
    (K.EXPERIMENT, ["/Shared/a"], ["a", "/a/.."]),
    (K.JOB, ["nightly load", "Büro"], ["a\n", " a", "a ", "a\t"]),
    (K.SECRET_SCOPE, ["a.b_c-d"], ["a@b", "a/b", "a b"]),
    (K.SERVING_ENDPOINT, ["a-b_c"], ["a.b", "a b"]),
    (K.VECTOR_SEARCH_ENDPOINT, ["a-b_c.d", "1a"], ["A", "-a", "a-", "_a", "a.", "a b"]),
    (K.VECTOR_SEARCH_INDEX, ["_a", "A_1"], ["a-b", "a.b", "a b", "ä"]),
    (K.APP, ["a-1", "a--b"], ["A", "1a", "-a", "a-", "a_b", "a.b"]),
    (K.IP_ACCESS_LIST, ["head office", "Büro"], ["a\n", " a", "a "]),
    (K.ALERT, ["too few orders", "Büro"], ["a/b", "a\n", " a", "a ", "/"]),
    (K.NOTIFICATION_DESTINATION, ["on call", "Büro"], ["a\n", " a", "a "]),
    (K.BUDGET_POLICY, ["Büro 1"], ["€", "a\n", " a", "a ", "a\u00a0", "a\x80b", "databricks:default-policy"]),
    (
        K.S3_BUCKET,
        ["a.b", "1-a"],
        ["a..b", "-ab", "ab-", "Abc", "1.2.3.4", "xn--ab", "ab-s3alias", "a_b", "sthree-a", "ab--x-s3"],
    ),
    (K.GLUE_DATABASE, ["a_1"], ["a-b", "A"]),
    (K.GLUE_CRAWLER, ["My crawler!"], ["a\nb"]),
    (K.LAMBDA_FUNCTION, ["A-_1"], ["a.b", "a b"]),
    (K.IAM_ROLE, ["a+=,.@-b"], ["a b", "a/b"]),
    (K.DYNAMODB_TABLE, ["a.b"], ["a b"]),
    (K.SNS_TOPIC, ["a", "a.fifo"], ["a.b", "a.fifo.fifo", "a.fifos"]),
    (K.SQS_QUEUE, ["a.fifo", "A_-"], ["a.b", "x" * 76 + ".fifo"]),
    (K.STATE_MACHINE, ["a_-b"], ["a b", "a.b", "a{b"]),
]


@pytest.mark.parametrize(("kind", "good", "bad"), CHARACTERS)
def test_characters_hold_also_first_and_last(kind: Kind, good: list[str], bad: list[str]) -> None:
    rule = rule_of(kind)
    for name in good:
        assert rule.allows(name), name
        assert rule.mistakes(name) == []
    for name in bad:
        assert not rule.allows(name), name
        assert rule.mistakes(name), name


def test_job_counts_bytes() -> None:
    rule = rule_of(Kind.JOB)
    assert rule.allows("ä" * 2048)
    assert rule.mistakes("ä" * 2049) == ["has 4098 bytes; allowed is 1-4096 bytes"]


def test_mistakes_name_the_edge_that_is_wrong() -> None:
    assert rule_of(Kind.KEY_VAULT).mistakes("1ab")[0].startswith("starts with '1'; allowed is letters")
    assert rule_of(Kind.KEY_VAULT).mistakes("ab-")[0].startswith("ends in '-'; allowed is letters")
    assert rule_of(Kind.KEY_VAULT).mistakes("a--b") == ["holds '--', which is not allowed"]
    assert rule_of(Kind.S3_BUCKET).mistakes("xn--ab") == ["starts with 'xn--', which is not allowed"]
    assert rule_of(Kind.S3_BUCKET).mistakes("ab-s3alias") == ["ends in '-s3alias', which is not allowed"]
    assert rule_of(Kind.S3_BUCKET).mistakes("1.2.3.4")[0].startswith("has a form that is not allowed")
    assert rule_of(Kind.TABLE_REFERENCE).mistakes("aa.bb") == ["has 2 parts; it must have 3, joined by '.'"]


def test_every_kind_has_a_rule_with_source_and_date() -> None:
    assert set(RULES) == set(Kind)
    for kind, rule in RULES.items():
        assert rule.source, kind
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", rule.as_of), kind
        assert 1 <= rule.shortest <= rule.longest, kind


def test_workspace_warns_above_30() -> None:
    assert rule_of(Kind.WORKSPACE).warn_above == 30


def test_rule_in_one_line_says_everything() -> None:
    bucket = rule_of(Kind.S3_BUCKET).allowed
    assert bucket.startswith("3-63 characters, lower-case letters, digits, . and -, starting and ending with")
    assert "not '..', not starting with 'xn--'" in bucket
    assert "not ending in '-s3alias'" in bucket
    assert rule_of(Kind.TABLE_REFERENCE).allowed.endswith("3 parts joined by '.', each part at most 255")
