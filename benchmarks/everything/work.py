"""What runs by itself, and its code."""

from __future__ import annotations

from benchmarks.everything.data import Data
from benchmarks.everything.machines import Machines
from benchmarks.everything.people import People
from blueprints.platform import Sizes
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.job_cluster import JobCluster
from constructs_lib.identity.permissions import Permissions
from constructs_lib.jobs.environment import Environment
from constructs_lib.jobs.git_credential import GitCredential
from constructs_lib.jobs.git_folder import GitFolder
from constructs_lib.jobs.job import Job
from constructs_lib.jobs.notebook import Notebook
from constructs_lib.jobs.notifications import Notifications
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.run_code import RunNotebook, RunPython, RunSql
from constructs_lib.jobs.run_flow import RunPipeline
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.trigger import FileArrival
from constructs_lib.jobs.workspace_file import WorkspaceFile
from constructs_lib.schedule import Schedule
from naming.namer import Namer

TOLD = "platform@example.com"
CODE = "https://dev.azure.com/example/retail/_git/code"


class Work(Construct):
    """A nightly job over notebook, pipeline and SQL, and one that starts when files arrive.

    Args:
        names: Names of the platform.
        sizes: How large the machines of jobs are.
        people: As whom they run.
        machines: What they run on.
        data: What they work on.
    """

    def __init__(
        self, scope: Construct, id: str, *, names: Namer, sizes: Sizes, people: People, machines: Machines, data: Data
    ) -> None:
        super().__init__(scope, id)
        robot, engineers = people.robot.principal, people.engineers.principal
        notebook = Notebook(self, "Notebook", names=names, purpose="ingest", content="print('ingest')\n")
        sql = WorkspaceFile(self, "File", names=names, file_name="load.sql", content="select 1\n")
        score = WorkspaceFile(self, "Score", names=names, file_name="score.py", content="print('score')\n")
        folder = GitFolder(
            self, "Folder", names=names, url=CODE, provider="azureDevOpsServices", branch="main",
            credential=GitCredential(self, "GitCredential"),
        )  # fmt: skip
        pipeline = Pipeline(
            self, "Pipeline", names=names, purpose="orders", schema=data.silver, code=[notebook], run_as=robot,
            budget_policy=people.budget_policy,
        )  # fmt: skip
        tasks = [
            Task("ingest", RunNotebook(notebook), cluster="machines", retries=1),
            Task("orders", RunPipeline(pipeline), after=("ingest",)),
            Task("load", RunSql(sql, machines.warehouse), after=("orders",)),
            Task("score", RunPython(score), after=("orders",), environment="python"),
        ]
        options = ClusterOptions(policy=machines.job_policy, init_scripts=(data.script,))
        self.nightly = Job(
            self,
            "Nightly",
            names=names,
            purpose="nightly",
            tasks=tasks,
            clusters=[
                JobCluster("machines", sizes.text("runtime"), sizes.text("worker_type"), max_workers=4, options=options)
            ],
            environments=[Environment("python", ("requests==2.32.4",))],
            trigger=Schedule("0 0 3 * * ?", timezone="Europe/Berlin"),
            run_as=robot,
            notifications=Notifications(on_failure=(TOLD,)),
            parameters={"mode": "full"},
            budget_policy=people.budget_policy,
            timeout_minutes=240,
        )
        arrivals = Job(
            self, "Arrivals", names=names, purpose="arrivals", tasks=[Task("ingest", RunNotebook(notebook))],
            trigger=FileArrival(data.files), run_as=robot,
        )  # fmt: skip
        for id, target, access in (
            ("Nightly", self.nightly.permission_target, {robot: "IS_OWNER", engineers: "CAN_MANAGE_RUN"}),
            ("Arrivals", arrivals.permission_target, {robot: "IS_OWNER", engineers: "CAN_VIEW"}),
            ("Pipeline", pipeline.permission_target, {robot: "IS_OWNER", engineers: "CAN_RUN"}),
            ("Folder", folder.permission_target, {engineers: "CAN_EDIT"}),
            ("Notebook", notebook.permission_target, {engineers: "CAN_READ"}),
        ):
            Permissions(self, f"{id}Permissions", target=target, access=access)
