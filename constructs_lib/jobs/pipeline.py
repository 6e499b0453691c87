"""Tables that keep themselves up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.principal import Principal
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.pipeline_machines import PipelineMachines
from constructs_lib.jobs.run_as import check_run_as, run_as_block
from constructs_lib.limits import between, matching, one_of, plain, plain_map
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from constructs_lib.unity_catalog.schema import Schema
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

CHANNELS = ("CURRENT", "PREVIEW")
MOST_TAGS = 25
_SOURCE = "databricks_pipeline docs"


class Pipeline(Construct):
    """A declarative pipeline: says what its tables hold; Databricks runs what is needed (once called DLT).

    Makes: 1 databricks_pipeline.

    Args:
        names: Names and tags of the platform.
        purpose: What it makes, such as `orders`; pipelines of a name there are only one.
        schema: Where its tables go.
        code: Notebooks, or paths of files and of folders that end in `/**`.
        machines: Edition and machines of yours; left out: serverless.
        channel: `CURRENT`, or `PREVIEW` for the next version.
        continuous: Runs always. Default: when asked or scheduled, then stops.
        development: Keeps its machines between runs and does not retry; for people who write it. Default: off.
        configuration: Settings that the code reads.
        dependencies: Python packages, as lines of a requirements file; serverless only.
        run_as: A service principal (or user) whose rights it has; left out: whoever deploys.
        budget_policy: Puts its tags on the bill; serverless only. Left out: the workspace's default.
        tell_on_failure: Addresses to write to when an update or a flow fails.

    Raises:
        RuleError: No code; a word outside its list; packages or a budget policy without serverless; more than 25 tags;
            a group as `run_as`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str,
        schema: Schema,
        code: Sequence[Notebook | str],
        machines: PipelineMachines | None = None,
        channel: str = "CURRENT",
        continuous: bool = False,
        development: bool = False,
        configuration: Mapping[str, str] | None = None,
        dependencies: Sequence[str] = (),
        run_as: Principal | None = None,
        budget_policy: BudgetPolicy | None = None,
        tell_on_failure: Sequence[str] = (),
    ) -> None:
        one_of("channel", channel, CHANNELS, source=_SOURCE)
        check_run_as(run_as)
        _check(code, dependencies, machines, tell_on_failure)
        if budget_policy and machines:
            raise RuleError("budget_policy", allowed="serverless pipelines only: machines carry tags", got="machines")
        tags = names.tags()
        between("tags", len(tags), 0, MOST_TAGS, unit="tags", source=_SOURCE)
        super().__init__(scope, id)
        environment = databricks.PipelineEnvironment
        pipeline = databricks.Pipeline(
            self,
            "Resource",
            name=names.name(Kind.PIPELINE, purpose=purpose),
            catalog=schema.catalog.catalog_name,
            # Not `target`, its old name: the provider refuses both.
            schema=schema.schema_name,
            library=[_library(one) for one in code],
            serverless=machines is None,
            channel=channel,
            continuous=continuous,
            development=development,
            configuration=plain_map("configuration", configuration or {}) or None,
            environment=environment(dependencies=list(dependencies)) if dependencies else None,
            run_as=run_as_block(run_as, "PipelineRunAs"),
            budget_policy_id=budget_policy.policy_id if budget_policy else None,
            notification=[
                databricks.PipelineNotification(
                    email_recipients=list(tell_on_failure),
                    alerts=["on-update-failure", "on-update-fatal-failure", "on-flow-failure"],
                )
            ]
            if tell_on_failure
            else None,
            tags=tags,
            # Serverless always is ADVANCED with Photon: naming them there is a change at every plan.
            **(machines.arguments(tags) if machines else {}),
        )
        self.pipeline_id: str = pipeline.id
        self.permission_target = PermissionTarget("pipeline_id", self.pipeline_id)


def _library(one: Notebook | str) -> object:
    library = databricks.PipelineLibrary
    if isinstance(one, Notebook):
        return library(notebook=databricks.PipelineLibraryNotebook(path=one.path))
    if one.endswith("/**"):
        return library(glob=databricks.PipelineLibraryGlob(include=one))
    return library(file=databricks.PipelineLibraryFile(path=one))


def _check(
    code: Sequence[Notebook | str],
    dependencies: Sequence[str],
    machines: PipelineMachines | None,
    tell_on_failure: Sequence[str],
) -> None:
    if not code:
        raise RuleError("code", allowed="at least one notebook, file or folder", got=[], source=_SOURCE)
    for one in code:
        if isinstance(one, str):
            matching("code", plain("code", one), r"/.+", allowed="paths that start with /")
    kinds = {isinstance(one, str) and one.endswith("/**") for one in code}
    if len(kinds) > 1:
        raise RuleError("code", allowed="folders alone, or notebooks and files", got="both", source=_SOURCE)
    if dependencies and machines:
        raise RuleError("dependencies", allowed="serverless pipelines only", got=list(dependencies), source=_SOURCE)
    for text in dependencies:
        plain("dependencies", text)
    for address in tell_on_failure:
        matching("tell_on_failure", address, r"[^@\s${]+@[^@\s${]+\.[^@\s${]+", allowed="addresses")
