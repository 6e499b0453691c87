"""What the features of who may come in are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.plain_text import SaidText

if TYPE_CHECKING:
    from blueprints.composition import Composition

_ENTITLEMENTS = "learn.microsoft.com azure/databricks security/auth/entitlements, default entitlements"
_GROUPS = "learn.microsoft.com azure/databricks admin/users-groups/groups"


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError("must be lower-case letters, digits and single hyphens; the group's own name stands in name")
    return text


Key = Annotated[str, AfterValidator(_key)]


class GroupAccess(BaseModel):
    """What one group may use in the workspace.

    Args:
        name: What the account calls it, letter for letter. Left out: its key.
        access: `workspace` opens notebooks, jobs and SQL; `sql` only SQL and dashboards; `consume` only what others
            shared with it. Source: databricks 1.99, entitlements.
        data: What it may do with the platform's first catalog: `none`, `read`, `write` (make tables, too) or `manage`
            (say who may do what, too). Needs unity_catalog.
        admin: It may administer the workspace.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: SaidText | None = None
    access: Literal["workspace", "sql", "consume"] = "workspace"
    data: Literal["none", "read", "write", "manage"] = "none"
    admin: bool = False


class Groups(Feature):
    """Lets groups of the account into the workspace.

    Those with the access `workspace` may use the platform's cluster, unless it is dedicated to somebody, its pool and
    its policy for jobs; those with `workspace` or `sql` its SQL warehouse.

    They exist already, best synced from Entra ID: a group that only the workspace knows could be granted nothing by
    Unity Catalog, so none is made here.

    Args:
        account_groups: The groups, each under a key of yours; another key lets it out and in again.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="groups",
        description="groups of the account, let into the workspace",
        layers=("databricks",),
        minutes=1,
    )

    account_groups: dict[Key, GroupAccess] = Field(default_factory=dict)

    @field_validator("account_groups")
    @classmethod
    def _once(cls, groups: dict[str, GroupAccess]) -> dict[str, GroupAccess]:
        names: dict[str, str] = {}
        for key, group in groups.items():
            name = (group.name or key).lower()
            if name in names:
                raise ValueError(f"{names[name]} and {key} are the same group, {group.name or key!r}")
            names[name] = key
        return groups

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """Which groups."""
        if not self.account_groups:
            yield Gap("account_groups", "write the groups that may come in, such as {analysts: {name: Data Analysts}}")

    def problems(self, site: Composition) -> Iterable[Gap]:
        """Data where there is no catalog."""
        for key, group in self.account_groups.items():
            if group.data != "none" and "unity_catalog" not in site:
                yield Gap("account_groups", f"{key} may {group.data} data, and there is no catalog; add unity_catalog")

    def with_data(self, data: str) -> tuple[str, ...]:
        """Names of the groups that may do that with the first catalog."""
        return tuple(group.name or key for key, group in self.account_groups.items() if group.data == data)

    def with_access(self, *access: str) -> tuple[str, ...]:
        """Names of the groups that use the workspace in one of these ways; admins need nobody to let them."""
        return tuple(
            name
            for key, group in self.account_groups.items()
            if group.access in access and (name := group.name or key) != "admins"
        )

    def makes(self, site: Composition) -> Iterable[Made]:
        """An assignment for each group, and what it may use."""
        if count := len(self.account_groups):
            yield Made("databricks", "databricks_permission_assignment", None, count)
            yield Made("databricks", "databricks_entitlements", None, count)

    def notes(self, site: Composition) -> Iterable[str]:
        """Where the groups come from."""
        yield (
            "The groups must exist in the Databricks account, by automatic identity management or SCIM from Entra ID;"
            f" an admin of the workspace may let them in. Source: {_GROUPS}."
        )
        if any(group.access != "workspace" for group in self.account_groups.values()):
            yield (
                "Databricks' own group users, which everybody is in, opens notebooks and SQL to all: take these two"
                " from it, or `sql` and `consume` keep nobody out."
                f" Source: {_ENTITLEMENTS}."
            )


def people(site: Composition, *access: str) -> tuple[str, ...]:
    """Groups that come in and use the workspace in one of these ways: `workspace`, `sql`.

    Args:
        site: The platform.
        access: The ways.
    """
    groups = site.get(Groups)
    return groups.with_access(*access) if groups else ()
