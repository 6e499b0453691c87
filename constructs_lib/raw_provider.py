"""A provider that the project does not pin, for resources by the escape hatch."""

from __future__ import annotations

import re
from collections.abc import Mapping

from constructs_lib.bindings.engine import Construct, TerraformProvider
from constructs_lib.raw import Json, check_arguments
from naming.errors import RuleError


class RawProvider(Construct):
    """Declares a provider, such as `azapi`, and configures it.

    Makes: 1 provider and its entry in `required_providers`.

    Args:
        name: Its name, which its types begin with.
        source: Where it comes from, such as `Azure/azapi`.
        version: Which version, exactly: what is not pinned differs from machine to machine.
        arguments: Its configuration, without secrets (they come from the environment). Left out: none.

    Raises:
        RuleError: No such form, or text that Terraform would evaluate.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        source: str,
        version: str,
        arguments: Mapping[str, Json] | None = None,
    ) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
            raise RuleError("name", allowed="a provider such as azapi", got=name)
        if not re.fullmatch(r"([\w.-]+/)?[\w-]+/[\w-]+", source):
            raise RuleError("source", allowed="a source such as Azure/azapi", got=source)
        if not re.fullmatch(r"\d+\.\d+\.\d+", version):
            raise RuleError("version", allowed="an exact version such as 2.4.0", got=version)
        check_arguments(arguments or {})
        super().__init__(scope, id)
        self.provider = TerraformProvider(
            self,
            "Resource",
            terraform_resource_type=name,
            terraform_provider_source=source,
            terraform_generator_metadata={"provider_name": name, "provider_version": version},
        )
        for key, argument in (arguments or {}).items():
            self.provider.add_override(key, argument)
