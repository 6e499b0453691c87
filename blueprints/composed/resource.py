"""What a resource of a composed platform is: its type, its arguments, what it makes and what it uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from blueprints.features.feature import LayerName, Made
from blueprints.usage import Usage
from naming.errors import RuleError

if TYPE_CHECKING:
    from blueprints.composition import Composition

MAX_IDENTIFIER = 40
"""Characters of an identifier: it is part of a name beside team, workload and environment."""

IDENTIFIER = r"[a-z0-9]+(-[a-z0-9]+)*"
_IDENTIFIER = re.compile(IDENTIFIER)


def is_identifier(text: str) -> bool:
    """Whether a text can tell a resource from the others of its type."""
    return len(text) <= MAX_IDENTIFIER and _IDENTIFIER.fullmatch(text) is not None


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise ValueError(f"must be lower-case letters, digits and single hyphens, 1-{MAX_IDENTIFIER} characters")
    return text


Ref = Annotated[str, AfterValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{IDENTIFIER}$"})]
"""Another resource, by its identifier; the argument's name says of which type: `cluster_ref`."""

Number = Annotated[int, Field(strict=True)]
"""A whole number; pydantic alone would take `true` for 1."""

Switch = Annotated[bool, Field(strict=True)]
"""On or off; pydantic alone would take 1 for on."""


def matching(pattern: str, words: str) -> AfterValidator:
    """A check of a text, for Annotated.

    Args:
        pattern: Regular expression for the whole text.
        words: The pattern in words, after "must be".
    """
    whole = re.compile(pattern)

    def check(text: str) -> str:
        if not whole.fullmatch(text):
            raise ValueError(f"must be {words}")
        return text

    return AfterValidator(check)


Key = Annotated[str, matching(r"[A-Za-z0-9_-]{1,100}", "1-100 letters, digits, - and _")]
"""What the parts of a resource call each other. Source: databricks_job docs, task_key."""

Address = Annotated[str, matching(r"[^@\s${]+@[^@\s${]+\.[^@\s${]+", "an e-mail address")]
"""Where to write to."""

Folder = Annotated[str, matching(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", "folder/folder of letters, digits, - and _")]
"""A folder in a container."""


def within_rules(make: Callable[[], object]) -> None:
    """Raise ValueError, as validators do, where the construct would refuse a value.

    Args:
        make: Makes the construct's own value of it.
    """
    try:
        make()
    except RuleError as error:
        raise ValueError(str(error).replace("\n", ". ")) from None


@dataclass(frozen=True, kw_only=True)
class ResourceDescription:
    """What a type of resource says about itself, its arguments apart.

    Args:
        type: The word in a key, `{type}-{identifier}`.
        description: What it gives, in a few words.
        layer: Where it stands.
        most: How many a platform may have; None: any number.
    """

    type: str
    description: str
    layer: LayerName = "databricks"
    most: int | None = None


class Arguments(BaseModel):
    """Some arguments of a resource that belong together."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Resource(Arguments):
    """One resource. A subclass each type; its fields are the arguments in the platform file.

    A field `<type>_ref` names another resource of that type. The construct is made by the function of the type's
    name beside it, in one of the modules `stacks_*`.

    Args:
        depends_on: Keys of resources that must stand first although no argument names them.
    """

    about: ClassVar[ResourceDescription]

    depends_on: tuple[str, ...] = ()

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """What it makes."""
        return ()

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """What it uses in a month."""
        return ()

    @classmethod
    def named(cls, type: str, identifier: str, *, inside: str = "") -> Made:
        """One resource of a Terraform type, named by its identifier.

        Args:
            type: The Terraform type.
            identifier: The resource's.
            inside: Key of what it stands in, where names are its own.
        """
        return Made(cls.about.layer, type, {"purpose": identifier}, inside=inside)
