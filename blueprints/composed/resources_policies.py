"""Policies: what clusters may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from blueprints.composed.resource import Arguments, Number, Ref, Resource, ResourceDescription, Switch, within_rules
from blueprints.features.feature import Made
from blueprints.plain_text import PlainText
from constructs_lib.compute.limit import Limit, check_attribute

if TYPE_CHECKING:
    from blueprints.composition import Composition


class LimitRule(Arguments):
    """One rule of a policy; exactly one of fixed, minimum and maximum, allow, block, pattern, optional, forbidden.

    Args:
        fixed: Always this value.
        hidden: Not shown either; with fixed.
        minimum: The least a number may be.
        maximum: The most a number may be.
        allow: One of these.
        block: None of these.
        pattern: A regular expression.
        optional: Any value or none.
        forbidden: No value at all.
        default: What is offered.
    """

    fixed: str | int | bool | None = None
    hidden: Switch = False
    minimum: Number | None = None
    maximum: Number | None = None
    allow: tuple[str | int | bool, ...] | None = None
    block: tuple[str | int | bool, ...] | None = None
    pattern: PlainText | None = None
    optional: Switch = False
    forbidden: Switch = False
    default: str | int | bool | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> LimitRule:
        within_rules(self.limit)
        return self

    def limit(self) -> Limit:
        """The construct's rule. Raises RuleError, or ValueError where none or two are said."""
        said = [name for name in ("fixed", "allow", "block", "pattern") if getattr(self, name) is not None]
        said += [name for name in ("optional", "forbidden") if getattr(self, name)]
        said += ["minimum and maximum"] if (self.minimum, self.maximum) != (None, None) else []
        if len(said) != 1:
            rules = "fixed, minimum and maximum, allow, block, pattern, optional, forbidden"
            raise ValueError(f"must be one rule of: {rules}; got {' and '.join(said) or 'none'}")
        for value in (self.fixed, self.default, *(self.allow or ()), *(self.block or ())):
            if isinstance(value, str) and ("${" in value or "%{" in value):
                raise ValueError("must not contain ${ or %{: Terraform would evaluate it")
        if said[0] in ("fixed", "block", "forbidden") and self.default is not None:
            raise ValueError(f"default goes with the other rules, not with {said[0]}")
        if self.hidden and said[0] != "fixed":
            raise ValueError("hidden goes with fixed")
        return self._limit(said[0])

    def _limit(self, said: str) -> Limit:
        default = self.default
        if said == "fixed":
            assert self.fixed is not None
            return Limit.fixed(self.fixed, hidden=self.hidden)
        if said == "allow":
            return Limit.allow(self.allow or (), default=default)
        if said == "block":
            return Limit.block(self.block or ())
        if said == "pattern":
            return Limit.pattern(self.pattern or "", default=None if default is None else str(default))
        if said == "optional":
            return Limit.optional(default=default)
        if said == "forbidden":
            return Limit.forbidden()
        if default is not None and (not isinstance(default, int) or isinstance(default, bool)):
            raise ValueError("default must be a number")
        return Limit.range(self.minimum, self.maximum, default=default)


class Policy(Resource):
    """What clusters may be: every cluster under it stops by itself, has an access mode and carries the tags.

    Args:
        limits: A rule by attribute, such as `node_type_id: {allow: [Standard_D4ds_v5]}`.
        family: Databricks' policy family to start from. Left out: none.
        max_clusters_per_user: Clusters that one user may have under it; left out: any number.
        pool_ref: Pool that all its clusters take their machines from.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(type="policy", description="what clusters may be")

    limits: dict[str, LimitRule] = Field(default_factory=dict)
    family: Literal["personal-vm", "power-user", "shared-compute", "job-cluster"] | None = None
    max_clusters_per_user: Annotated[Number, Field(ge=1)] | None = None
    pool_ref: Ref | None = None

    @model_validator(mode="after")
    def _attributes(self) -> Policy:
        for attribute in self.limits:
            within_rules(lambda attribute=attribute: check_attribute(attribute))  # type: ignore[misc]
        owned = [name for name in ("instance_pool_id", "driver_instance_pool_id") if name in self.limits]
        if self.pool_ref and owned:
            raise ValueError(f"pool_ref rules {' and '.join(owned)} already; take the limit out")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One cluster policy."""
        yield self.named("databricks_cluster_policy", identifier)
