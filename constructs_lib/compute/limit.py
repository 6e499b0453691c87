"""One rule of a cluster policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constructs_lib.limits import matching, one_of, plain
from naming.errors import RuleError

Value = str | int | bool
ATTRIBUTES = (
    "autoscale autotermination_minutes azure_attributes cluster_log_conf cluster_name cluster_type custom_tags "
    "data_security_mode dbus_per_hour docker_image driver_instance_pool_id driver_node_type_id "
    "enable_local_disk_encryption init_scripts instance_pool_id is_single_node kind node_type_id num_workers "
    "remote_disk_throughput runtime_engine single_user_name spark_conf spark_env_vars spark_version "
    "ssh_public_keys total_initial_remote_disk_size use_ml_runtime workload_type"
).split()
"""What a policy can rule. Source: Azure Databricks docs, policy-definition."""
_SOURCE = "Azure Databricks docs, policy-definition"


@dataclass(frozen=True)
class Limit:
    """One rule of a cluster policy. Made by `fixed`, `range`, `allow`, `block`, `pattern`, `optional` or `forbidden`.

    Args:
        rule: The rule as the policy language has it.
    """

    rule: tuple[tuple[str, object], ...]

    @classmethod
    def fixed(cls, value: Value, *, hidden: bool = False) -> Limit:
        """Always this value; hidden: not shown either."""
        return cls._of(type="fixed", value=value, hidden=hidden or None)

    @classmethod
    def range(cls, minimum: int | None = None, maximum: int | None = None, *, default: int | None = None) -> Limit:
        """A number between two, both included, one of which may be left out.

        Raises:
            RuleError: No end is given; the smaller is the larger; the default is outside.
        """
        if minimum is None and maximum is None:
            raise RuleError("range", allowed="a minimum, a maximum or both", got=None, source=_SOURCE)
        if minimum is not None and maximum is not None and minimum > maximum:
            raise RuleError("range", allowed=f"a minimum of at most {maximum}", got=minimum)
        if default is not None and not (minimum or default) <= default <= (default if maximum is None else maximum):
            raise RuleError("default", allowed=f"{minimum} to {maximum}", got=default)
        return cls._of(type="range", minValue=minimum, maxValue=maximum, defaultValue=default)

    @classmethod
    def allow(cls, values: Sequence[Value], *, default: Value | None = None) -> Limit:
        """One of these values.

        Raises:
            RuleError: There are none, or the default is not one of them.
        """
        if not values:
            raise RuleError("allow", allowed="at least one value", got=[], fix="Use forbidden().")
        if default is not None and default not in values:
            raise RuleError("default", allowed=", ".join(map(str, values)), got=default)
        return cls._of(type="allowlist", values=list(values), defaultValue=default)

    @classmethod
    def block(cls, values: Sequence[Value]) -> Limit:
        """Anything but these values."""
        if not values:
            raise RuleError("block", allowed="at least one value", got=[])
        return cls._of(type="blocklist", values=list(values))

    @classmethod
    def pattern(cls, regex: str, *, default: str | None = None) -> Limit:
        """Text that matches a regular expression."""
        return cls._of(type="regex", pattern=plain("pattern", regex), defaultValue=default)

    @classmethod
    def optional(cls, *, default: Value | None = None) -> Limit:
        """Any value, or none; only a default is offered."""
        return cls._of(type="unlimited", isOptional=True, defaultValue=default)

    @classmethod
    def forbidden(cls) -> Limit:
        """No value at all."""
        return cls._of(type="forbidden")

    @classmethod
    def _of(cls, **rule: object) -> Limit:
        return cls(tuple((key, value) for key, value in rule.items() if value is not None))

    def as_dict(self) -> dict[str, object]:
        """The rule as the policy language has it."""
        return dict(self.rule)


def check_attribute(attribute: str) -> None:
    """Raise RuleError where a policy cannot rule that: `node_type_id`, `autoscale.max_workers`."""
    matching("limits", attribute, r"[a-z_]+(\.[A-Za-z0-9_.*-]+)?", allowed="an attribute", source=_SOURCE)
    one_of("limits", attribute.partition(".")[0], ATTRIBUTES, source=_SOURCE)
