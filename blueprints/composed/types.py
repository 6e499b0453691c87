"""The types of resources that a composed platform can have, all in one place."""

from __future__ import annotations

from blueprints.composed import (
    machines,
    resources_access,
    resources_code,
    resources_compute,
    resources_data,
    resources_jobs,
    resources_policies,
    resources_serving,
)
from blueprints.composed.resource import Resource

TYPES: dict[str, type[Resource]] = {
    kind.about.type: kind
    for kind in (
        resources_data.Connector,
        resources_data.Lake,
        machines.Pool,
        resources_policies.Policy,
        resources_compute.Cluster,
        resources_compute.Warehouse,
        resources_data.Credential,
        resources_data.Location,
        resources_data.Catalog,
        resources_data.Schema,
        resources_data.Volume,
        resources_data.RegisteredModel,
        resources_code.SecretScope,
        resources_code.Notebook,
        resources_code.File,
        resources_code.GitFolder,
        resources_code.Pipeline,
        resources_jobs.Job,
        resources_serving.Folder,
        resources_serving.Experiment,
        resources_serving.ModelEndpoint,
        resources_serving.VectorEndpoint,
        resources_access.Grants,
        resources_access.Permissions,
    )
}
"""Every type, by the word in a key."""


def construct_id(key: str) -> str:
    """The construct's id of a resource, part of its address in Terraform: `job-nightly-2` becomes `JobNightly_2`.

    Two keys never share one: a word's first letter is a capital, and a number after a hyphen stands behind `_`.
    """
    kind, _, identifier = key.partition("-")
    first, *rest = identifier.split("-")
    words = [word.capitalize() for word in (*kind.split("_"), first)]
    return "".join([*words, *(f"_{word}" if word[0].isdigit() else word.capitalize() for word in rest)])
