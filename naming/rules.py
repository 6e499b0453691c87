"""Every rule there is, one a kind."""

from __future__ import annotations

from naming.kinds import Kind
from naming.rows_aws import AWS
from naming.rows_azure import AZURE
from naming.rows_databricks import DATABRICKS
from naming.rule import Rule

RULES: dict[Kind, Rule] = {**AZURE, **DATABRICKS, **AWS}


def rule_of(kind: Kind) -> Rule:
    """The rule of a kind."""
    return RULES[kind]
