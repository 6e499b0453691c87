"""Who may do what with the other resources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from blueprints.composed.resource import Address, Ref, Resource, ResourceDescription, matching
from blueprints.features.feature import Made
from blueprints.plain_text import SaidText
from constructs_lib.identity.permission_target import LEVELS
from constructs_lib.limits import UUID
from constructs_lib.unity_catalog.privilege import ALLOWED, Privilege

if TYPE_CHECKING:
    from blueprints.composition import Composition

ApplicationId = Annotated[str, matching(UUID, "an application id: a UUID")]
Level = Annotated[SaidText, Field(examples=["CAN_USE", "CAN_MANAGE"])]
Privileges = Annotated[tuple[Privilege, ...], Field(min_length=1)]

SECURABLES = {
    "catalog": "catalog",
    "schema": "schema",
    "volume": "volume",
    "registered_model": "model",
    "location": "external_location",
    "credential": "storage_credential",
}
"""What grants are given on: Unity Catalog's word, by our type."""

TARGETS = {
    "cluster": "cluster_id",
    "pool": "instance_pool_id",
    "policy": "cluster_policy_id",
    "warehouse": "sql_endpoint_id",
    "job": "job_id",
    "pipeline": "pipeline_id",
    "notebook": "notebook_path",
    "file": "workspace_file_path",
    "git_folder": "repo_id",
    "folder": "directory_path",
    "experiment": "experiment_id",
    "model_endpoint": "serving_endpoint_id",
    "vector_endpoint": "vector_search_endpoint_id",
}
"""What permissions are given on: the provider's argument, by our type."""


class _Access(Resource):
    def target(self) -> str | None:
        """Key of the resource it is about; None where none or two are said."""
        said = [
            f"{name.removesuffix('_ref')}-{getattr(self, name)}"
            for name in type(self).model_fields
            if name.endswith("_ref") and getattr(self, name) is not None
        ]
        return said[0] if len(said) == 1 else None

    @classmethod
    def targets(cls) -> list[str]:
        """The arguments that can say what it is about."""
        return [name for name in cls.model_fields if name.endswith("_ref")]


class Grants(_Access):
    """All grants of one object of Unity Catalog: what is not listed is taken away.

    Args:
        catalog_ref: The object; one of the arguments that end in _ref.
        schema_ref: The object.
        volume_ref: The object.
        registered_model_ref: The object.
        location_ref: The object.
        credential_ref: The object.
        groups: Privileges by a group's name in the account.
        users: Privileges by a user's address.
        service_principals: Privileges by an application id.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="grants", description="who may do what with an object of Unity Catalog"
    )

    catalog_ref: Ref | None = None
    schema_ref: Ref | None = None
    volume_ref: Ref | None = None
    registered_model_ref: Ref | None = None
    location_ref: Ref | None = None
    credential_ref: Ref | None = None
    groups: dict[SaidText, Privileges] = Field(default_factory=dict)
    users: dict[Address, Privileges] = Field(default_factory=dict)
    service_principals: dict[ApplicationId, Privileges] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _allowed(self) -> Grants:
        target = self.target()
        if target is None:
            raise ValueError(f"is about one thing: say one of {', '.join(self.targets())}")
        kind = target.partition("-")[0]
        allowed = ALLOWED[SECURABLES[kind]]
        given = {**self.groups, **self.users, **self.service_principals}
        if not given:
            raise ValueError("names nobody; say groups, users or service_principals")
        for who, privileges in given.items():
            wrong = sorted(set(privileges) - allowed)
            if wrong:
                raise ValueError(f"{who}: a {kind} has no {wrong[0]}; there are: {', '.join(sorted(allowed))}")
            if Privilege.ALL_PRIVILEGES in privileges and len(privileges) > 1:
                raise ValueError(f"{who}: ALL_PRIVILEGES stands alone, it holds the others")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """The grants."""
        yield Made("databricks", "databricks_grants", None)


class Permissions(_Access):
    """All permissions of one object of the workspace: what is not listed is taken away; admins keep theirs.

    Args:
        cluster_ref: The object; one of the arguments that end in _ref.
        pool_ref: The object.
        policy_ref: The object.
        warehouse_ref: The object.
        job_ref: The object.
        pipeline_ref: The object.
        notebook_ref: The object.
        file_ref: The object.
        git_folder_ref: The object.
        folder_ref: The object.
        experiment_ref: The object.
        model_endpoint_ref: The object.
        vector_endpoint_ref: The object.
        groups: Level by a group's name.
        users: Level by a user's address.
        service_principals: Level by an application id.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="permissions", description="who may do what with an object of the workspace"
    )

    cluster_ref: Ref | None = None
    pool_ref: Ref | None = None
    policy_ref: Ref | None = None
    warehouse_ref: Ref | None = None
    job_ref: Ref | None = None
    pipeline_ref: Ref | None = None
    notebook_ref: Ref | None = None
    file_ref: Ref | None = None
    git_folder_ref: Ref | None = None
    folder_ref: Ref | None = None
    experiment_ref: Ref | None = None
    model_endpoint_ref: Ref | None = None
    vector_endpoint_ref: Ref | None = None
    groups: dict[SaidText, Level] = Field(default_factory=dict)
    users: dict[Address, Level] = Field(default_factory=dict)
    service_principals: dict[ApplicationId, Level] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _allowed(self) -> Permissions:
        target = self.target()
        if target is None:
            raise ValueError(f"is about one thing: say one of {', '.join(self.targets())}")
        kind = target.partition("-")[0]
        levels = LEVELS[TARGETS[kind]]
        given = {**self.groups, **self.users, **self.service_principals}
        if not given:
            raise ValueError("names nobody; say groups, users or service_principals")
        for who, level in given.items():
            if level not in levels:
                raise ValueError(f"{who}: a {kind} has no {level}; there are: {', '.join(levels)}")
        if "admins" in self.groups:
            raise ValueError("admins may do everything; leave them out")
        owners = [who for who, level in given.items() if level == "IS_OWNER"]
        if len(owners) > 1 or any(who in self.groups for who in owners):
            raise ValueError("IS_OWNER is one user or service principal, no group")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """The permissions."""
        yield Made("databricks", "databricks_permissions", None)
