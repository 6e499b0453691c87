"""A repository in the workspace."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.jobs.git_credential import GitCredential
from constructs_lib.jobs.git_source import check_repository
from constructs_lib.limits import plain
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class GitFolder(Construct):
    """Checks a repository out, where people and jobs find it.

    Makes: 1 databricks_repo (its parent folder comes with it).

    Args:
        names: Names of the platform.
        url: The repository's https address; changing it replaces the folder.
        provider: Who hosts it, such as `gitHub` or `azureDevOpsServices`.
        branch: The branch to check out.
        tag: The tag to check out, in place of a branch.
        purpose: What sets it apart from the platform's other Git folders.
        sparse: Folders to check out alone, in a large repository; all by default.
        credential: How Databricks signs in; made before the folder. Left out: the repository is public, or whoever
            deploys has one.

    Raises:
        RuleError: Another form of address; both a branch and a tag, or neither.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        url: str,
        provider: str,
        branch: str | None = None,
        tag: str | None = None,
        purpose: str | None = None,
        sparse: tuple[str, ...] = (),
        credential: GitCredential | None = None,
    ) -> None:
        check_repository(url, provider)
        if bool(branch) == bool(tag):
            raise RuleError("branch", allowed="a branch or a tag", got=(branch, tag), source="databricks_repo docs")
        for text in (branch or tag or "", *sparse):
            plain("branch, tag, sparse", text)
        super().__init__(scope, id)
        folder = databricks.Repo(
            self,
            "Resource",
            url=url,
            git_provider=provider,
            path=names.name(Kind.REPO, purpose=purpose),
            branch=branch,
            tag=tag,
            sparse_checkout=databricks.RepoSparseCheckout(patterns=list(sparse)) if sparse else None,
            depends_on=[credential.resource] if credential else None,
        )
        self.path: str = folder.path
        self.permission_target = PermissionTarget("repo_id", folder.id)
