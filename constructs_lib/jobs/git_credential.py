"""How Databricks signs in to a Git host."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.jobs.git_source import PROVIDERS
from constructs_lib.limits import one_of, plain
from naming.errors import RuleError

FEDERATED = "azureDevOpsServicesAad"


class GitCredential(Construct):
    """Signs whoever deploys in to a Git host; a token never stands in a file, plan or name.

    Makes: 1 databricks_git_credential.

    Args:
        provider: Who hosts the code; `azureDevOpsServicesAad` needs no token at all: Entra ID knows the service
            principal. For the others the provider takes the token from GITHUB_TOKEN, GITLAB_TOKEN or
            AZDO_PERSONAL_ACCESS_TOKEN of whoever deploys. Source: databricks_git_credential docs.
        username: Name at the host; needed for all but `azureDevOpsServicesAad`.

    Raises:
        RuleError: Another host; a name where none is taken, or none where one is needed.
    """

    def __init__(self, scope: Construct, id: str, *, provider: str = FEDERATED, username: str | None = None) -> None:
        one_of("provider", provider, (*PROVIDERS, FEDERATED), source="databricks_git_credential docs")
        if (provider == FEDERATED) == bool(username):
            raise RuleError("username", allowed=f"with every provider but {FEDERATED}", got=username)
        super().__init__(scope, id)
        self.resource = databricks.GitCredential(
            self,
            "Resource",
            git_provider=provider,
            git_username=plain("username", username) if username else None,
        )
