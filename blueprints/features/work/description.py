"""What the features that people work with are: their code, their models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from blueprints.features.compute.hours import WAREHOUSE_HOURS, used_hours
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.plain_text import SaidText
from blueprints.platform import Slug
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage

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

DOMAIN, MODELS = "ml", "models"
"""The schema of models: one of its own, which stays where it is when others come and go."""

CONCURRENCY = {"Small": Amount.of(4), "Medium": Amount(8, 12, 16), "Large": Amount(16, 40, 64)}
"""Requests at a time. Source: databricks_model_serving docs, workload_size."""

SERVED_AS = {
    "CPU": ("model_serving_cpu_hour", 1),
    "GPU_SMALL": ("model_serving_gpu_small_hour", 4),
    "GPU_LARGE": ("model_serving_gpu_large_hour", 4),
}
"""Rows of the catalog's DBU units, each with the requests at a time that a unit answers: a graphics processor takes 4.
Source: databricks_model_serving docs, workload_type."""


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


class MlflowModelServing(Feature):
    """A model from its first experiment to an endpoint: where runs are kept, its versions, and what answers.

    Args:
        model: What it predicts, such as `churn`; part of the names. Changing it replaces the model and its experiment.
        version: The version that the endpoint serves, 1 or more. Left out: there is no endpoint yet.
        workload_size: Requests at a time: `Small` (4), `Medium` (8-16) or `Large` (16-64).
            Source: databricks_model_serving docs, workload_size.
        workload_type: What it computes on: `CPU`, or a graphics processor, `GPU_SMALL` (T4) or `GPU_LARGE` (A100).
        scale_to_zero: Costs nothing without requests; the first one then waits. Off: answers at once, at all hours.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="mlflow_model_serving",
        description="experiments, a model's versions and an endpoint",
        layers=("databricks",),
        needs=(("unity_catalog",),),
        minutes=1,
    )

    model: Slug = "model"
    version: int | None = Field(default=None, strict=True, ge=1)
    workload_size: Literal["Small", "Medium", "Large"] = "Small"
    workload_type: Literal["CPU", "GPU_SMALL", "GPU_LARGE"] = "CPU"
    scale_to_zero: bool = True

    def makes(self, site: Composition) -> Iterable[Made]:
        """An experiment with its folder and its files, a model in a schema, and an endpoint for a version."""
        yield Made("databricks", "databricks_schema", {"domain": DOMAIN, "layer": MODELS})
        yield Made("databricks", "databricks_volume", {"purpose": "experiments"})
        yield Made("databricks", "databricks_directory", None)
        yield Made("databricks", "databricks_mlflow_experiment", None)
        yield Made("databricks", "databricks_registered_model", {"purpose": self.model})
        if self.version:
            yield Made("databricks", "databricks_model_serving", {"purpose": self.model})

    def usage(self, site: Composition) -> Iterable[Usage]:
        """The endpoint's hours, for each request that it can answer at a time."""
        if self.version is None:
            return
        usual = WAREHOUSE_HOURS[site.environment]
        hours, assumed = used_hours(site, usual, f"{usual} h a month, {usual // 21} h on 21 days")
        hours = hours if self.scale_to_zero else HOURS_A_MONTH
        row, requests = SERVED_AS[self.workload_type]
        low, expected, high = (count * hours / requests for count in CONCURRENCY[self.workload_size])
        always = "It answers at all hours." if not self.scale_to_zero else (
            f"It answers {assumed}, and costs nothing without requests."
        )  # fmt: skip
        yield Metered(
            f"model endpoint, {self.workload_size}, {self.workload_type}",
            row,
            Amount(0 if self.scale_to_zero else low, expected, high),
            always,
        )

    def notes(self, site: Composition) -> Iterable[str]:
        """When the endpoint comes, and what a first request waits for."""
        if self.version is None:
            yield "The endpoint comes with features.mlflow_model_serving.version once a version is registered."
        elif self.scale_to_zero and site.environment == "prod":
            yield (
                "The endpoint's first request after a while without any waits until it has started; people who cannot"
                " wait need features.mlflow_model_serving.scale_to_zero: false."
            )
