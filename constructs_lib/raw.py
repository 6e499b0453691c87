"""The escape hatch: a resource of any type, for what no construct makes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from constructs_lib.bindings.engine import Construct, TerraformProvider, TerraformResource, Token
from naming.errors import RuleError

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TOKEN = re.compile(r"\$\{TfToken\[TOKEN\.\d+\]\}")
_META = ("//", "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner")


class RawResource(Construct):
    """Makes a resource of any type and provider, with the arguments as they are.

    Makes: 1 resource of `type`.

    Nothing is known of it here: no limits, no defaults, no tags. Before you use it, look for a construct; what
    there is no construct for is in docs/coverage.md.

    Args:
        type: Terraform type, such as `azapi_resource`.
        arguments: Its arguments: text, numbers, lists and maps that hold no `${` and `%{`, since Terraform would
            evaluate them. They may come from a platform file.
        references: Values of other constructs, such as `workspace.arm_id`, by the path of the argument with dots:
            `body.properties.id`. They come from code. Left out: none.
        provider: Provider that it is of, as RawProvider makes it. Left out: the stack's of that type.
        after: Constructs that must stand first. Left out: those of `references`.

    Raises:
        RuleError: No type, text that Terraform would evaluate, or a meta-argument.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        type: str,
        arguments: Mapping[str, Json],
        references: Mapping[str, str] | None = None,
        provider: TerraformProvider | None = None,
        after: Sequence[TerraformResource] = (),
    ) -> None:
        if not _NAME.fullmatch(type) or "_" not in type:
            raise RuleError("type", allowed="a Terraform type such as azapi_resource", got=type)
        check_arguments(arguments)
        for path, value in (references or {}).items():
            if not all(_NAME.fullmatch(part) or part.isidentifier() for part in path.split(".")):
                raise RuleError("references", allowed="argument names joined by dots", got=path)
            if not Token.is_unresolved(value) or "${" in _TOKEN.sub("", value) or "%{" in value:
                raise RuleError("references", allowed="a value of another construct", got=value,
                                fix="What is no reference belongs into arguments.")  # fmt: skip
        super().__init__(scope, id)
        self.resource = TerraformResource(
            self, "Resource", terraform_resource_type=type, provider=provider, depends_on=list(after) or None
        )
        for name, argument in arguments.items():
            self.resource.add_override(name, argument)
        for path, value in (references or {}).items():
            self.resource.add_override(path, value)

    def attribute(self, name: str) -> str:
        """A value that the resource has once it is made, for another construct.

        Args:
            name: The attribute, such as `id`.

        Raises:
            RuleError: No name of an attribute.
        """
        if not _NAME.fullmatch(name):
            raise RuleError("name", allowed="an attribute such as id", got=name)
        return self.resource.get_string_attribute(name)


def check_arguments(arguments: Mapping[str, Json]) -> None:
    """Refuse what would be more than data.

    Args:
        arguments: What stands in a resource or provider block.

    Raises:
        RuleError: A meta-argument, no name, or text that Terraform would evaluate.
    """
    for name in arguments:
        if name in _META:
            raise RuleError("arguments", allowed=f"not {', '.join(_META)}", got=name)
        if not _NAME.fullmatch(name):
            raise RuleError("arguments", allowed="argument names such as location", got=name)
    _check_text(arguments, "arguments")


def _check_text(value: Json, where: str) -> None:
    """Refuse what Terraform would evaluate, in keys and values, however deep."""
    if isinstance(value, str):
        if "${" in value or "%{" in value:
            fix = "Terraform would evaluate it. Values of other constructs go into references."
            raise RuleError(where, allowed="text without ${ and %{", got=value, fix=fix)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _check_text(key, where)
            _check_text(item, f"{where}.{key}")
    elif isinstance(value, Sequence):
        for number, item in enumerate(value):
            _check_text(item, f"{where}[{number}]")
