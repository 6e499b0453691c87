"""Resources that hold code and what it needs, and pipelines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from blueprints.composed.machines import Workers
from blueprints.composed.resource import (
    Address,
    Arguments,
    Ref,
    Resource,
    ResourceDescription,
    Switch,
    matching,
)
from blueprints.features.compute.hours import JOB_HOURS
from blueprints.features.feature import Made
from blueprints.plain_text import PlainText, SaidText
from blueprints.platform import VmType
from blueprints.usage import HOURS_A_MONTH, Amount, MachineHours, Metered, Usage
from constructs_lib.limits import UUID

if TYPE_CHECKING:
    from blueprints.composition import Composition

GIT_PROVIDERS = Literal[
    "gitHub", "gitHubEnterprise", "bitbucketCloud", "bitbucketServer", "azureDevOpsServices", "gitLab",
    "gitLabEnterpriseEdition",
]  # fmt: skip
"""Source: databricks_repo docs, git_provider."""

MOST_BYTES = 10 * 1024 * 1024
"""Source: workspace import API, content."""

GitUrl = Annotated[SaidText, matching(r"https://[^/@\s]+/\S+", "an https address without a user in it")]
CodePath = Annotated[SaidText, matching(r"/.+", "a path that starts with /")]
Principal = Annotated[SaidText, matching(rf"[^@\s]+@[^@\s]+\.[^@\s]+|{UUID}",
                                         "a user's address or a service principal's application id")]  # fmt: skip
Content = Annotated[str, Field(min_length=1)]


def _not_too_long(content: str) -> str:
    if len(content.encode()) > MOST_BYTES:
        raise ValueError(f"must be at most {MOST_BYTES:,} bytes")
    return content


class Notebook(Resource):
    """A notebook in the workspace.

    Args:
        content: Its source; text in the platform file, so short code. For more, use a git_folder.
        language: `PYTHON`, `SQL`, `SCALA` or `R`.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(type="notebook", description="a notebook")

    content: Content
    language: Literal["PYTHON", "SQL", "SCALA", "R"] = "PYTHON"

    _size = field_validator("content")(_not_too_long)

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One notebook."""
        yield self.named("databricks_notebook", identifier)


class File(Resource):
    """A file that jobs run or notebooks import.

    Args:
        file_name: Its name with its ending, such as `load.sql`. Changing it replaces the file.
        content: What it holds; no secrets: whoever may read the folder sees them.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(type="file", description="a file in the workspace")

    file_name: Annotated[str, matching(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)+", "a name with its ending, such as load.sql")]
    content: Content

    _size = field_validator("content")(_not_too_long)

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One file."""
        yield Made("databricks", "databricks_workspace_file", {"file": self.file_name})


class GitFolder(Resource):
    """A repository, checked out in the workspace.

    Args:
        url: Its https address; changing it replaces the folder.
        provider: Who hosts it.
        branch: The branch to check out.
        tag: The tag to check out, in place of a branch.
        sparse: Folders to check out alone.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="git_folder", description="a repository in the workspace"
    )

    url: GitUrl
    provider: GIT_PROVIDERS
    branch: SaidText | None = None
    tag: SaidText | None = None
    sparse: tuple[SaidText, ...] = ()

    @model_validator(mode="after")
    def _one_version(self) -> GitFolder:
        if bool(self.branch) == bool(self.tag):
            raise ValueError("branch or tag is required, and one of them only")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One repository."""
        yield self.named("databricks_repo", identifier)


class SecretScope(Resource):
    """Hands secrets out by name; it holds none itself: people put them in.

    Args:
        acls: `READ`, `WRITE` or `MANAGE` by principal: a group's name, a user's address, an application id.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="secret_scope", description="where notebooks and jobs find secrets"
    )

    acls: dict[SaidText, Literal["READ", "WRITE", "MANAGE"]] = Field(default_factory=dict)

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One scope, and who may read it."""
        yield self.named("databricks_secret_scope", identifier)
        if self.acls:
            yield Made("databricks", "databricks_secret_acl", None, count=len(self.acls))


class Code(Arguments):
    """Code of a pipeline: a notebook of the platform, or a path.

    Args:
        notebook_ref: The notebook.
        path: Path of a file, or of a folder that ends in `/**`.
    """

    notebook_ref: Ref | None = None
    path: CodePath | None = None

    @model_validator(mode="after")
    def _one(self) -> Code:
        if bool(self.notebook_ref) == bool(self.path):
            raise ValueError("notebook_ref or path is required, and one of them only")
        return self


class PipelineMachines(Arguments):
    """Machines of a pipeline that is not serverless.

    Args:
        node_type: VM type of every machine.
        min_workers: Fewest workers, 1 or more.
        max_workers: Most workers.
        edition: `CORE` (streaming), `PRO` (and change data), `ADVANCED` (and expectations on quality).
        photon: The Photon engine: faster, at more DBUs an hour.
        spot: Workers from spare machines that Azure may take back.
        policy_ref: Policy they must keep.
    """

    node_type: VmType
    min_workers: Workers = Field(default=1, ge=1)
    max_workers: Workers = Field(default=4, ge=1)
    edition: Literal["CORE", "PRO", "ADVANCED"] = "ADVANCED"
    photon: Switch = False
    spot: Switch = False
    policy_ref: Ref | None = None

    @model_validator(mode="after")
    def _ordered(self) -> PipelineMachines:
        if self.min_workers > self.max_workers:
            raise ValueError(f"min_workers ({self.min_workers}) is more than max_workers ({self.max_workers})")
        return self


class Pipeline(Resource):
    """A declarative pipeline: says what its tables hold; Databricks runs what is needed.

    Args:
        schema_ref: Where its tables go.
        code: Notebooks and files, or folders alone.
        machines: Machines of yours; left out: serverless.
        channel: `CURRENT`, or `PREVIEW` for the next version.
        continuous: Runs always.
        development: Keeps its machines between runs and does not retry.
        configuration: Settings that the code reads.
        dependencies: Python packages; serverless only.
        run_as: Whose rights it has; left out: whoever deploys.
        tell_on_failure: Addresses to write to when it fails.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="pipeline", description="tables that keep themselves up to date"
    )

    schema_ref: Ref
    code: Annotated[tuple[Code, ...], Field(min_length=1)]
    machines: PipelineMachines | None = None
    channel: Literal["CURRENT", "PREVIEW"] = "CURRENT"
    continuous: Switch = False
    development: Switch = False
    configuration: dict[SaidText, PlainText] = Field(default_factory=dict)
    dependencies: tuple[SaidText, ...] = ()
    run_as: Principal | None = None
    tell_on_failure: tuple[Address, ...] = ()

    @model_validator(mode="after")
    def _goes_together(self) -> Pipeline:
        if len({(one.path or "").endswith("/**") for one in self.code}) > 1:
            raise ValueError("code: folders alone, or notebooks and files")
        if self.dependencies and self.machines:
            raise ValueError("dependencies are for serverless pipelines; leave machines out")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One pipeline."""
        yield self.named("databricks_pipeline", identifier)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """Its machines while it runs: always, or as long as nightly jobs; serverless is billed by what it does."""
        what, machines = f"pipeline-{identifier}", self.machines
        if machines is None:
            yield Metered(f"{what}, serverless", "serverless_pipeline", Amount.of(1))
            return
        hours = HOURS_A_MONTH if self.continuous else JOB_HOURS
        meter = f"DLT_{machines.edition}_COMPUTE{'_(PHOTON)' if machines.photon else ''}"
        fewest, most = machines.min_workers, machines.max_workers
        yield MachineHours(
            f"{what}, a driver and {fewest}-{most} workers x {machines.node_type}",
            machines.node_type,
            Amount(1 + fewest, 1 + (fewest + most) / 2, 1 + most),
            hours,
            meter,
            f"{what} runs {hours} h a month.",
        )
