"""What answers: models, searches, apps; and what watches data."""

from __future__ import annotations

from benchmarks.everything.data import Data
from benchmarks.everything.machines import Machines
from benchmarks.everything.people import People
from benchmarks.everything.work import TOLD, Work
from blueprints.waiting import wait
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permissions import Permissions
from constructs_lib.monitoring.alert_condition import AlertCondition
from constructs_lib.monitoring.mail_destination import MailDestination
from constructs_lib.monitoring.query_alert import QueryAlert
from constructs_lib.schedule import Schedule
from constructs_lib.serving.app import App
from constructs_lib.serving.app_resource import AppResource
from constructs_lib.serving.embedding import Embedding
from constructs_lib.serving.experiment import Experiment
from constructs_lib.serving.experiment_folder import ExperimentFolder
from constructs_lib.serving.gateway import Gateway
from constructs_lib.serving.model_endpoint import ModelEndpoint
from constructs_lib.serving.served_model import ServedModel
from constructs_lib.serving.vector_endpoint import VectorEndpoint
from constructs_lib.serving.vector_index import VectorIndex
from constructs_lib.unity_catalog.monitored import Monitored
from constructs_lib.unity_catalog.quality_monitor import QualityMonitor
from naming.namer import Namer


class Answers(Construct):
    """A served model, a search index, an experiment and an app; an alert and a quality monitor.

    Args:
        names: Names of the platform.
        people: Who asks.
        machines: What queries run on.
        data: What is asked for.
        work: Jobs that the app may start.
    """

    def __init__(
        self, scope: Construct, id: str, *, names: Namer, people: People, machines: Machines, data: Data, work: Work
    ) -> None:
        super().__init__(scope, id)
        model = ModelEndpoint(
            self, "Model", names=names, purpose="churn", models=[ServedModel("v1", data.model, 1)],
            gateway=Gateway(calls_per_minute=600, log_to=data.gold), budget_policy=people.budget_policy,
            tell_on_failure=(TOLD,),
        )  # fmt: skip
        search = VectorEndpoint(self, "Search", names=names, purpose="documents", budget_policy=people.budget_policy)
        index = VectorIndex(
            self, "Index", names=names, endpoint=search, schema=data.gold, purpose="documents", table=data.table,
            primary_key="id", embedding=Embedding("text", model="databricks-gte-large-en"),
        )  # fmt: skip
        wait(index, [data.documents])
        experiment = Experiment(
            self, "Experiment", names=names, folder=ExperimentFolder(self, "Experiments", names=names), purpose="churn",
            artifacts=data.files,
        )  # fmt: skip
        app = App(
            self, "App", names=names, purpose="desk", user_scopes=["sql"], budget_policy=people.budget_policy,
            uses=[
                AppResource("sql", machines.warehouse), AppResource("job", work.nightly), AppResource("model", model),
                AppResource("files", data.files),
            ],
        )  # fmt: skip
        engineers, analysts = people.engineers.principal, people.analysts.principal
        for id, target, access in (
            ("Model", model.permission_target, {analysts: "CAN_QUERY"}),
            ("Search", search.permission_target, {engineers: "CAN_USE"}),
            ("Experiment", experiment.permission_target, {engineers: "CAN_EDIT"}),
            ("App", app.permission_target, {analysts: "CAN_USE"}),
        ):
            Permissions(self, f"{id}Permissions", target=target, access=access)
        self._watch(names, machines, data)

    def _watch(self, names: Namer, machines: Machines, data: Data) -> None:
        QueryAlert(
            self,
            "Alert",
            names=names,
            warehouse=machines.warehouse,
            query="select count(*) as failed from system.lakeflow.job_run_timeline where result_state = 'FAILED'",
            condition=AlertCondition("failed", "GREATER_THAN", 0),
            schedule=Schedule("0 0 6 * * ?"),
            purpose="failed-jobs",
            destinations=[MailDestination(self, "Mail", names=names, addresses=[TOLD])],
        )
        monitor = QualityMonitor(
            self, "Monitor", names=names, schema=data.gold, table=data.table, output=data.gold,
            how=Monitored.snapshot(), schedule=Schedule("0 0 5 * * ?"), warehouse=machines.warehouse,
        )  # fmt: skip
        wait(monitor, [data.documents])
