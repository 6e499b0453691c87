"""A pipeline outside Databricks, as it proves who it is."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import matching, plain
from naming.errors import RuleError

_SOURCE = "Azure Databricks docs, oauth-federation-policy"


@dataclass(frozen=True)
class WorkloadIdentity:
    """Who may sign in without a secret: the tokens of one issuer for one subject, nothing wider.

    Args:
        issuer: Address of who signs the tokens; https.
        subject: What the token's subject must be, whole: there are no wildcards.
        audiences: What the token may be meant for; empty: the Databricks account's id.

    Raises:
        RuleError: The issuer is not https, or the subject is empty or holds a wildcard.
    """

    issuer: str
    subject: str
    audiences: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        matching("issuer", plain("issuer", self.issuer), r"https://\S+", allowed="an https address", source=_SOURCE)
        if not self.subject.strip() or "*" in plain("subject", self.subject):
            raise RuleError("subject", allowed="a whole subject, no wildcard", got=self.subject, source=_SOURCE)
        for audience in self.audiences:
            plain("audiences", audience)

    @classmethod
    def github(cls, organisation: str, repository: str, *, environment: str) -> WorkloadIdentity:
        """A GitHub Actions workflow that deploys to a GitHub environment (whose reviewers then guard it)."""
        return cls(
            issuer="https://token.actions.githubusercontent.com",
            subject=f"repo:{organisation}/{repository}:environment:{environment}",
            audiences=(f"https://github.com/{organisation}",),
        )

    @classmethod
    def azure_devops(cls, organisation_id: str, organisation: str, project: str, pipeline: str) -> WorkloadIdentity:
        """An Azure DevOps pipeline. Source: Azure Databricks docs, provider-azure-devops."""
        return cls(
            issuer=f"https://vstoken.dev.azure.com/{organisation_id}",
            subject=f"p://{organisation}/{project}/{pipeline}",
            audiences=("api://AzureADTokenExchange",),
        )
