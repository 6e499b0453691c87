"""The constructs of code, secrets and pipelines."""

from __future__ import annotations

from blueprints.composed import resources_code as said_
from blueprints.composed.site import Site
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.identity.principal import Principal
from constructs_lib.jobs.git_folder import GitFolder
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.pipeline_machines import PipelineMachines
from constructs_lib.jobs.workspace_file import WorkspaceFile
from constructs_lib.security.secret_scope import SecretScope
from constructs_lib.unity_catalog.schema import Schema


def run_as(said: str | None) -> Principal | None:
    """Whose rights something has that runs by itself."""
    if said is None:
        return None
    return Principal.user(said) if "@" in said else Principal.service_principal(said)


def notebook(site: Site, said: said_.Notebook) -> Construct:
    """One notebook."""
    return Notebook(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        content=said.content,
        language=said.language,
    )


def file(site: Site, said: said_.File) -> Construct:
    """One file."""
    return WorkspaceFile(site.scope, site.id, names=site.names, file_name=said.file_name, content=said.content)


def git_folder(site: Site, said: said_.GitFolder) -> Construct:
    """One repository."""
    return GitFolder(
        site.scope,
        site.id,
        names=site.names,
        url=said.url,
        provider=said.provider,
        branch=said.branch,
        tag=said.tag,
        purpose=site.identifier,
        sparse=said.sparse,
    )


def secret_scope(site: Site, said: said_.SecretScope) -> Construct:
    """One scope."""
    return SecretScope(
        site.scope, site.id, names=site.names, acls={who: level for who, level in said.acls.items()},
        purpose=site.identifier,
    )  # fmt: skip


def pipeline(site: Site, said: said_.Pipeline) -> Construct:
    """One pipeline."""
    return Pipeline(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        schema=site.ref(Schema, "schema", said.schema_ref),
        code=[site.maybe(Notebook, "notebook", one.notebook_ref) or one.path or "" for one in said.code],
        machines=_machines(site, said.machines) if said.machines else None,
        channel=said.channel,
        continuous=said.continuous,
        development=said.development,
        configuration=said.configuration,
        dependencies=said.dependencies,
        run_as=run_as(said.run_as),
        tell_on_failure=said.tell_on_failure,
    )


def _machines(site: Site, said: said_.PipelineMachines) -> PipelineMachines:
    return PipelineMachines(
        node_type=said.node_type,
        min_workers=said.min_workers,
        max_workers=said.max_workers,
        edition=said.edition,
        photon=said.photon,
        spot=said.spot,
        policy=site.maybe(ClusterPolicy, "policy", said.policy_ref),
    )
