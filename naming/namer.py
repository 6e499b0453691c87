"""Names and tags: the one way in for constructs, blueprints and commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from naming.config import NamingConfig
from naming.kinds import Kind
from naming.render import render
from naming.style import refuse_unsafe
from naming.tags import checked_tags, standard_tags

if TYPE_CHECKING:
    from naming.explain import Explanation


class Namer:
    """Gives names by the convention. Stateless: the same input has the same name on every machine.

    Args:
        config: The convention; the packaged one if left out.
        blueprint: Values that a blueprint gives.
        platform: Values that a platform file gives; stronger than the blueprint's.
        overrides: Values from the command line; stronger than everything else.
        extra_tags: Tags beside the standard ones; `cost_centre` replaces its value.

    Raises:
        RuleError: A value that may stand in no name.
    """

    def __init__(
        self,
        config: NamingConfig | None = None,
        *,
        blueprint: Mapping[str, str] | None = None,
        platform: Mapping[str, str] | None = None,
        overrides: Mapping[str, str] | None = None,
        extra_tags: Mapping[str, str] | None = None,
    ) -> None:
        self.config = config or NamingConfig.packaged()
        self.blueprint = _checked(blueprint)
        self.platform = _checked(platform)
        self.overrides = _checked(overrides)
        self.extra_tags = dict(extra_tags or {})
        self._fixed = {**self.blueprint, **self.platform}
        self._bases: dict[tuple[Kind | None, str | None], dict[str, str]] = {}

    @classmethod
    def for_platform(
        cls,
        *,
        team: str,
        workload: str,
        environment: str,
        region: str,
        platform: str,
        blueprint: Mapping[str, str] | None = None,
        extra_tags: Mapping[str, str] | None = None,
        overrides: Mapping[str, str] | None = None,
        config: NamingConfig | None = None,
    ) -> Namer:
        """The namer of one platform file.

        Args:
            team: Who it is for.
            workload: What it is for; `data_science` becomes `data-science` in names.
            environment: Where it runs.
            region: Azure region.
            platform: The platform's name.
            blueprint: Values that its blueprint gives.
            extra_tags: The platform file's tags.
            overrides: Values from the command line.
            config: The convention; the packaged one if left out.
        """
        values = {
            "team": team,
            "workload": workload,
            "environment": environment,
            "region": region,
            "platform": platform,
        }
        return cls(config, blueprint=blueprint, platform=values, overrides=overrides, extra_tags=extra_tags)

    def name(self, kind: Kind, **values: str | None) -> str:
        """The name of a thing of that kind.

        Args:
            kind: What it is for.
            **values: What its placeholders stand for, stronger than the platform's: `purpose="etl"`.
                None is as if it were left out.

        Raises:
            RuleError: The name would break its kind's rule, or a value is missing; it says which value to
                change and how. Names are never cut, unless the kind's pattern asks for a hash in the middle.
        """
        return render(self.config.convention(kind), self.values(kind, values))

    def explain(self, kind: Kind, **values: str | None) -> Explanation:
        """Why a thing's name is what it is, part by part; what is wrong with it is in there, not raised.

        Args:
            kind: What it is for.
            **values: As for `name`.
        """
        from naming.explain import explain

        return explain(self, kind, {key: value for key, value in values.items() if value is not None})

    def values(self, kind: Kind | None, values: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """Every value there is for a name of that kind, the strongest of each."""
        given = {key: value for key, value in values.items() if value is not None} if values else {}
        strong = {**self._fixed, **given, **self.overrides}
        environment = strong.get("environment")
        base = self._bases.get((kind, environment))
        if base is None:
            base = self._bases[(kind, environment)] = self.config.base_values(kind, environment)
        return {**base, **strong}

    def tags(self) -> dict[str, str]:
        """The standard tags and the extra ones, for everything that takes tags.

        Raises:
            RuleError: A tag breaks Azure's or Databricks' limits, or a required one has no value.
        """
        return checked_tags(standard_tags(self.config, self.values(None)), self.extra_tags, self.config.required_tags)


def _checked(values: Mapping[str, str] | None) -> dict[str, str]:
    return {key: refuse_unsafe(key, value) for key, value in (values or {}).items()}
