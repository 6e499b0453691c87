"""The capability of Databricks platforms: a sentence or a request in, a platform out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from pydantic import JsonValue

from app.capabilities.base import BaseCapability, CapabilityContext, CapabilityError, Draft
from app.capabilities.plan_store import PlanStore
from app.capability import CapabilityPlan, plan
from app.platforms import refuse_shared_names_beside
from app.project import Project
from app.provisioning.deploy import deploy, destroy
from app.provisioning.progress.show import show_progress
from app.provisioning.run.result import DeploymentResult
from app.provisioning.session import Session
from blueprints.platform import Platform
from blueprints.platform_file import platform_yaml, save_platform
from blueprints.request import InfrastructureRequest
from naming.errors import LakemasonError

_NOT_SAID = ("sentence", "requested_by", "not_understood")
"""Fields of a request that a caller does not fill in: they come from the sentence and the context."""


class DatabricksCapability(BaseCapability[CapabilityPlan]):
    """Plans, builds and takes down Databricks platforms of one project.

    A context's parameters are either `{"sentence": "…"}` or the fields of a request (team, environment,
    workload_type, region, features, cost_limit_usd …), or both: a field wins over the sentence.

    Args:
        store: Where plans wait.
        project: The project that the platforms belong to.
        rehearse: On the simulated cloud.
        today: The day that retirements are held against; the current one if left out.
        clock: Tells the time; this machine's if left out.
    """

    name = "databricks"
    summary = "Plans, deploys and takes down an Azure Databricks platform for a team."

    def __init__(
        self,
        store: PlanStore,
        project: Project,
        *,
        rehearse: bool = False,
        today: date | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(store, clock=clock)
        self._project = project
        self._rehearse = rehearse
        self._today = today

    def parameters(self) -> dict[str, JsonValue]:
        """A request's fields, and the sentence."""
        schema = InfrastructureRequest.model_json_schema()
        for field in _NOT_SAID:
            schema["properties"].pop(field, None)
        schema["properties"]["sentence"] = {"type": "string", "description": "What is wished, in words."}
        schema["title"] = "Parameters"
        return schema

    def draft(self, context: CapabilityContext) -> Draft[CapabilityPlan]:
        """The plan of a platform; refused where no blueprint fits or something has to be filled in first."""
        planned = plan(self._request(context), today=self._today)
        if planned.platform is None:
            return Draft(plan=planned, data={}, requires_approval=True, refused=planned.message)
        missing = planned.decision.to_fill_in if planned.decision else ()
        if missing:
            words = "; ".join(f"{where}: {what}" for where, what in missing)
            return Draft(plan=planned, data={}, requires_approval=True, refused=f"To fill in first: {words}")
        refuse_shared_names_beside(self._project, [planned.platform])
        return Draft(
            plan=planned,
            data={"platform": planned.platform.model_dump(mode="json")},
            requires_approval=planned.requires_approval,
        )

    def files(self, data: Mapping[str, JsonValue]) -> Mapping[str, str]:
        """The platform file and the Terraform JSON of both layers."""
        from app.synthesis import STACK_FILE, build

        platform = _platform(data)
        place = self._project.place(rehearse=self._rehearse)
        with tempfile.TemporaryDirectory(prefix="lakemason-plan-") as folder:
            build([platform], out=Path(folder), state=place.state_from_stack)
            stacks = {stack: (Path(folder, "stacks", stack) / STACK_FILE).read_text() for stack in platform.stacks}
        return {f"{platform.name}.yaml": platform_yaml(platform), **stacks}

    def build(self, data: Mapping[str, JsonValue]) -> DeploymentResult:
        """Write the platform file and deploy it. Raises LakemasonError where another file of its name stands."""
        platform = _platform(data)
        approved = self.files(data)
        save_platform(self._project.root, platform)

        def run(session: Session) -> DeploymentResult:
            from app.synthesis import STACK_FILE, synthesize

            synthesize([platform], session.place)
            for stack in platform.stacks:
                if (session.place.stack(stack) / STACK_FILE).read_text() != approved[stack]:
                    raise CapabilityError(f"{stack} is not what was approved.", fix="Plan anew.")
            return deploy(session, platform.name, platform.stacks, lambda plans: True)

        return self._alone_with(platform, run)

    def take_down(self, data: Mapping[str, JsonValue]) -> DeploymentResult:
        """Destroy what stands of the platform; its file stays."""
        platform = _platform(data)

        def run(session: Session) -> DeploymentResult:
            from app.synthesis import synthesize

            synthesize([platform], session.place, taking_down=True)
            return destroy(session, platform.name, platform.stacks, lambda plans: True)

        return self._alone_with(platform, run)

    def _alone_with(self, platform: Platform, run: Callable[[Session], DeploymentResult]) -> DeploymentResult:
        with (
            show_progress() as progress,
            Session.open(self._project, rehearse=self._rehearse, progress=progress) as session,
            session.alone_with(platform.name),
        ):
            return run(session)

    def _request(self, context: CapabilityContext) -> InfrastructureRequest:
        from app.intent.reading import read_request

        said = dict(context.parameters)
        sentence = said.pop("sentence", "")
        if not isinstance(sentence, str):
            raise LakemasonError(f"sentence: allowed is a text; got {json.dumps(sentence)[:80]}")
        unknown = [name for name in said if name not in InfrastructureRequest.model_fields or name in _NOT_SAID]
        if unknown:
            allowed = ["sentence", *(n for n in InfrastructureRequest.model_fields if n not in _NOT_SAID)]
            raise LakemasonError(f"{', '.join(unknown)}: no such parameter; allowed: {', '.join(allowed)}")
        request = read_request(sentence, requested_by=context.user_id)
        if not said:
            return request
        from pydantic import ValidationError

        try:
            return InfrastructureRequest.model_validate({**request.model_dump(), **said})
        except ValidationError as error:
            wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}; got {one['input']!r}" for one in error.errors()]
            raise LakemasonError("\n".join(wrong)) from None


def _platform(data: Mapping[str, JsonValue]) -> Platform:
    return Platform.model_validate(data["platform"])
