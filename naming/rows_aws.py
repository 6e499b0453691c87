# ruff: noqa: E501  (a row is a line)
"""What AWS allows its names to be, one row a kind."""

from __future__ import annotations

from naming.kinds import Kind
from naming.rule import Characters, Rule

API = "AWS API models, botocore 1.44.5"
S3 = "docs.aws.amazon.com bucketnamingrules"
DAY = "2026-11-21"

_BUCKET = Characters(
    "lower-case letters, digits, . and -, starting and ending with a letter or digit, not like an IP address",
    "a-z0-9.-",
    first="a-z0-9",
    last="a-z0-9",
)
_ATHENA = Characters("lower-case letters, digits and _", "a-z0-9_")
_TEXT = Characters("any text on one line", r"^\x00-\x1f\x7f")
_WORD = Characters("letters, digits, - and _", "A-Za-z0-9_-")
_FIFO = Characters("letters, digits, - and _, and .fifo at the end", "A-Za-z0-9_-")
_DOTTED = Characters("letters, digits, _ . and -", "A-Za-z0-9_.-")
_IAM = Characters("letters, digits and + = , . @ _ -", "A-Za-z0-9+=,.@_-")

_GLUE = "Glue takes nearly any character, Athena only these"

AWS: dict[Kind, Rule] = {
    Kind.S3_BUCKET: Rule(3, 63, _BUCKET, unique_in="world", forbidden=("..",), prefixes=("xn--", "sthree-", "amzn-s3-demo-"), suffixes=("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"), not_like=r"\d+\.\d+\.\d+\.\d+", source=S3, as_of=DAY),
    Kind.GLUE_DATABASE: Rule(1, 255, _ATHENA, unique_in="region", source=API, as_of=DAY, note=_GLUE),
    Kind.GLUE_TABLE: Rule(1, 255, _ATHENA, unique_in="glue database", source=API, as_of=DAY, note=_GLUE),
    Kind.GLUE_CRAWLER: Rule(1, 255, _TEXT, unique_in="region", case_sensitive=True, source=API, as_of=DAY),
    Kind.LAMBDA_FUNCTION: Rule(1, 64, _WORD, unique_in="region", case_sensitive=True, source=API, as_of=DAY, note="140 is for the ARN"),
    Kind.IAM_ROLE: Rule(1, 64, _IAM, unique_in="account", source=API, as_of=DAY),
    Kind.IAM_POLICY: Rule(1, 128, _IAM, unique_in="account", source=API, as_of=DAY),
    Kind.KINESIS_STREAM: Rule(1, 128, _DOTTED, unique_in="region", case_sensitive=True, source=API, as_of=DAY),
    Kind.FIREHOSE: Rule(1, 64, _DOTTED, unique_in="region", case_sensitive=True, source=API, as_of=DAY),
    Kind.DYNAMODB_TABLE: Rule(3, 255, _DOTTED, unique_in="region", case_sensitive=True, source=API, as_of=DAY),
    Kind.SNS_TOPIC: Rule(1, 256, _FIFO, unique_in="region", case_sensitive=True, may_end=".fifo", source=API, as_of=DAY),
    Kind.SQS_QUEUE: Rule(1, 80, _FIFO, unique_in="region", case_sensitive=True, may_end=".fifo", source=API, as_of=DAY),
    Kind.STATE_MACHINE: Rule(1, 80, _WORD, unique_in="region", case_sensitive=True, source=API, as_of=DAY, note="more is allowed, but only these with logging"),
}  # fmt: skip
