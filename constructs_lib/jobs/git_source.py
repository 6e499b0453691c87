"""The repository that a job takes its code from at each run."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import matching, one_of, plain
from naming.errors import RuleError

PROVIDERS = (
    "gitHub", "gitHubEnterprise", "bitbucketCloud", "bitbucketServer", "azureDevOpsServices", "gitLab",
    "gitLabEnterpriseEdition",
)  # fmt: skip
"""Source: databricks_repo docs, git_provider; AWS's CodeCommit is left out."""


@dataclass(frozen=True)
class GitSource:
    """A repository at a branch, tag or commit.

    Args:
        url: Its https address, without user or password.
        provider: Who hosts it, such as `gitHub` or `azureDevOpsServices`.
        branch: The branch; moves with it.
        tag: The tag.
        commit: The commit: every run the same code.

    Raises:
        RuleError: Another form of address; not exactly one of branch, tag and commit.
    """

    url: str
    provider: str
    branch: str | None = None
    tag: str | None = None
    commit: str | None = None

    def __post_init__(self) -> None:
        check_repository(self.url, self.provider)
        given = [value for value in (self.branch, self.tag, self.commit) if value]
        if len(given) != 1:
            raise RuleError("git", allowed="exactly one of branch, tag and commit", got=given)
        plain("git", given[0])


def check_repository(url: str, provider: str) -> None:
    """Raise RuleError where an address holds a password or is not https, or the host is none that Databricks knows."""
    one_of("provider", provider, PROVIDERS, source="databricks_repo docs")
    matching(
        "url", plain("url", url), r"https://[^/@\s]+/\S+", allowed="an https address without a user in it",
        fix="Databricks signs in with a GitCredential.",
    )  # fmt: skip
