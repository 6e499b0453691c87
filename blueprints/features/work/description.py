"""What the features that people work with are: their code, their models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator

from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.plain_text import SaidText
from blueprints.platform import Slug

if TYPE_CHECKING:
    from blueprints.composition import Composition

Host = Literal[
    "gitHub", "gitHubEnterprise", "bitbucketCloud", "bitbucketServer", "azureDevOpsServices", "gitLab",
    "gitLabEnterpriseEdition",
]  # fmt: skip
"""Source: databricks_repo docs, git_provider; AWS's CodeCommit is left out."""

_HOSTS: dict[str, Host] = {
    "github.com": "gitHub",
    "gitlab.com": "gitLab",
    "bitbucket.org": "bitbucketCloud",
    "dev.azure.com": "azureDevOpsServices",
    "visualstudio.com": "azureDevOpsServices",
}
_CREDENTIALS = "https://learn.microsoft.com/azure/databricks/repos/get-access-tokens-from-git-provider"


def _address(text: str) -> str:
    if not re.fullmatch(r"https://[^/@\s]+/\S+", text):
        raise ValueError("must be an https address without a user or password in it: no secret stands in a file")
    return text


class ReposIntegration(Feature):
    """A Git repository, checked out where people and jobs find it.

    Args:
        url: The repository's https address, without a user or token in it; changing it replaces the folder.
        provider: Who hosts it: `gitHub`, `gitHubEnterprise`, `bitbucketCloud`, `bitbucketServer`,
            `azureDevOpsServices`, `gitLab` or `gitLabEnterpriseEdition`. Left out: told by the address, where that
            is one of a public host. Source: databricks_repo docs, git_provider.
        branch: The branch to check out; `main` if neither it nor a tag is said.
        tag: The tag to check out, in place of a branch.
        sparse: Folders to check out alone, in a large repository; all by default.
        purpose: Last part of its path, behind the platform's, where the convention's own will not do; changing it
            replaces the folder.
        entra_sign_in: Whoever deploys is signed in to Azure DevOps by Entra ID, which takes no token. Left out: the
            repository is public, or whoever deploys has a Git credential in the workspace already. Tokens are never
            taken: Terraform would keep them in its state. Source: databricks_git_credential docs.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="repos_integration",
        description="a Git repository in the workspace",
        layers=("databricks",),
    )

    url: Annotated[SaidText, AfterValidator(_address)] | None = None
    provider: Host | None = None
    branch: SaidText | None = None
    tag: SaidText | None = None
    sparse: tuple[SaidText, ...] = ()
    purpose: Slug | None = None
    entra_sign_in: bool = False

    @property
    def host(self) -> Host | None:
        """Who hosts the repository; None where its address does not tell."""
        if self.provider or not self.url:
            return self.provider
        name = (urlsplit(self.url).hostname or "").lower()
        return next((host for known, host in _HOSTS.items() if name == known or name.endswith(f".{known}")), None)

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """Which repository, and who hosts it where its address does not tell."""
        if self.url is None:
            yield Gap("url", "the repository's https address, such as https://github.com/example/project")
        elif self.host is None:
            yield Gap(
                "provider", "who hosts the repository, such as gitLabEnterpriseEdition: its address does not tell"
            )

    def problems(self, site: Composition) -> Iterable[Gap]:
        """A branch and a tag; Entra ID where nobody knows it."""
        if self.branch and self.tag:
            yield Gap("tag", "a branch is said too; take one of them out")
        if self.entra_sign_in and self.host not in (None, "azureDevOpsServices"):
            yield Gap("entra_sign_in", f"only Azure DevOps knows Entra ID, and this is {self.host}; take it out")

    def makes(self, site: Composition) -> Iterable[Made]:
        """A Git folder, and a credential without a token where it is asked for."""
        yield Made("databricks", "databricks_repo", {"purpose": self.purpose} if self.purpose else {})
        if self.entra_sign_in:
            yield Made("databricks", "databricks_git_credential", None)

    def notes(self, site: Composition) -> Iterable[str]:
        """How Databricks signs in to the host."""
        if not self.entra_sign_in:
            yield (
                "If the repository is not public, give whoever deploys a Git credential in the workspace first:"
                f" {_CREDENTIALS}."
            )
