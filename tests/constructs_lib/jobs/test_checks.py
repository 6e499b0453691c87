"""What jobs, pipelines and code refuse, at the edge of each limit."""

from collections.abc import Callable
from typing import Any

import pytest

from constructs_lib.compute.job_cluster import JobCluster
from constructs_lib.compute.library import Library
from constructs_lib.identity.principal import Principal
from constructs_lib.jobs.environment import Environment
from constructs_lib.jobs.git_credential import GitCredential
from constructs_lib.jobs.git_folder import GitFolder
from constructs_lib.jobs.git_source import GitSource
from constructs_lib.jobs.job import Job
from constructs_lib.jobs.notebook import MOST_BYTES, Notebook
from constructs_lib.jobs.notifications import Notifications
from constructs_lib.jobs.pipeline import Pipeline
from constructs_lib.jobs.pipeline_machines import PipelineMachines
from constructs_lib.jobs.run_code import RunNotebook, RunPython, RunSql, RunWheel
from constructs_lib.jobs.run_flow import Condition
from constructs_lib.jobs.task import Task
from constructs_lib.jobs.trigger import Continuous, Every, FileArrival
from constructs_lib.jobs.workspace_file import WorkspaceFile
from naming.errors import RuleError
from tests.constructs_lib.synthesis import it, made
from tests.constructs_lib.world import RUNTIME, TYPE, World

NOTE = RunNotebook("/Shared/a")
ASK = Condition("{{job.run_id}}", "EQUAL_TO", "1")
URL = "https://github.com/example/code"


def job(w: World, *tasks: Task, **given: Any) -> Job:
    return Job(w.scope, "It", names=w.names, purpose="nightly", tasks=tasks or (Task("a", NOTE),), **given)


def pipeline(w: World, **given: Any) -> Pipeline:
    values = {"code": ["/Workspace/Shared/a.py"], **given}
    return Pipeline(w.scope, "It", names=w.names, purpose="orders", schema=w.schema, **values)


def folder(w: World, **given: Any) -> GitFolder:
    return GitFolder(w.scope, "It", names=w.names, **{"url": URL, "provider": "gitHub", "branch": "main", **given})


def notebook(w: World, **given: Any) -> Notebook:
    return Notebook(w.scope, "It", names=w.names, purpose="a", **{"content": "1", **given})


def machines(key: str) -> JobCluster:
    return JobCluster(key, RUNTIME, TYPE)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda w: Job(w.scope, "J", names=w.names, purpose="a", tasks=[]), "1-1000 tasks"),
        (lambda w: job(w, *(Task(f"t{number}", NOTE) for number in range(1001))), "1-1000 tasks"),
        (lambda w: job(w, Task("a", NOTE), Task("a", NOTE)), "each key once"),
        (lambda w: job(w, Task("load", NOTE), Task("b", NOTE, after=("laod",))), "Did you mean load"),
        (lambda w: job(w, Task("a", NOTE, after=("b",)), Task("b", NOTE, after=("a",))), "in a circle"),
        (lambda w: job(w, Task("a", NOTE, after=("a",))), "in a circle"),
        (lambda w: job(w, Task("a", NOTE), Task("b", NOTE, after=("a",), outcomes={"a": True})), "conditions only"),
        (lambda w: job(w, Task("a", NOTE, cluster="big")), "cluster"),
        (lambda w: job(w, clusters=[machines("big")]), "those that a task uses"),
        (lambda w: job(w, Task("a", NOTE, cluster="b"), clusters=[machines("b"), machines("b")]), "each key once"),
        (lambda w: job(w, Task("a", NOTE, environment="py")), "environment"),
        (lambda w: job(w, environments=[Environment("py")]), "those that a task uses"),
        (lambda w: job(w, Task("a", RunWheel("own", "main"))), "a cluster or an environment"),
        (lambda w: job(w, Task("a", RunPython("/Workspace/a.py"))), "a cluster or an environment"),
        (lambda w: job(w, Task("a", RunNotebook("a", from_git=True))), "git source"),
        (lambda w: job(w, run_as=w.readers.principal), "Make a ServicePrincipal"),
        (lambda w: job(w, run_as=Principal.group("x")), "run_as"),
        (lambda w: job(w, max_concurrent_runs=0), "1-1000 runs"),
        (lambda w: job(w, max_concurrent_runs=1001), "1-1000 runs"),
        (lambda w: job(w, trigger=Continuous(), max_concurrent_runs=2), "continuous"),
        (lambda w: job(w, Task("a", NOTE, retries=1), trigger=Continuous()), "continuous"),
        (lambda w: job(w, timeout_minutes=0), "1 or more minutes"),
        (lambda w: job(w, parameters={"a b": "1"}), "letters, digits"),
        (lambda w: job(w, parameters={"a": "${x}"}), "Terraform would evaluate"),
        (lambda w: Task("a b", NOTE), "1-100"),
        (lambda w: Task("a" * 101, NOTE), "1-100"),
        (lambda w: Task("a", NOTE, run_if="SOMETIMES"), "ALL_SUCCESS"),
        (lambda w: Task("a", NOTE, retries=-1), "0 or more tries"),
        (lambda w: Task("a", NOTE, retry_seconds=-1), "0 or more seconds"),
        (lambda w: Task("a", NOTE, timeout_minutes=0), "1 or more minutes"),
        (lambda w: Task("a", ASK, cluster="big"), "for this kind of work"),
        (lambda w: Task("a", RunSql(w.file, w.warehouse), environment="py"), "for this kind of work"),
        (lambda w: Task("a", ASK, retries=1), "no retries of a condition"),
        (lambda w: Task("a", NOTE, cluster="big", environment="py"), "a cluster or an environment"),
        (lambda w: Task("a", NOTE, cluster="big", shared_cluster=w.cluster), "or a shared cluster"),
        (lambda w: Task("a", ASK, shared_cluster=w.cluster), "for this kind of work"),
        (lambda w: Task("a", NOTE, libraries=(Library.cran("dplyr"),)), "Name them in an environment"),
        (lambda w: Task("a", NOTE, outcomes={"b": True}), "named in after"),
        (lambda w: RunNotebook("Shared/a"), "starts with /"),
        (lambda w: RunNotebook("/a", from_git=True), "repository's root"),
        (lambda w: RunNotebook("/a", {"x": "${y}"}), "Terraform would evaluate"),
        (lambda w: RunPython("/a.py", ("%{x}",)), "Terraform would evaluate"),
        (lambda w: RunWheel("own package", "main"), "package"),
        (lambda w: RunWheel("own", "main()"), "entry_point"),
        (lambda w: Condition("a", "SAME", "b"), "EQUAL_TO"),
        (lambda w: Condition("${a}", "EQUAL_TO", "b"), "Terraform would evaluate"),
        (lambda w: FileArrival(w.volume, least_seconds_between=59), "60 or more seconds"),
        (lambda w: FileArrival(w.volume, quiet_seconds=59), "60 or more seconds"),
        (lambda w: Every(0, "DAYS"), "1 or more"),
        (lambda w: Every(1, "MONTHS"), "WEEKS"),
        (lambda w: Notifications(on_failure=("ada",)), "addresses"),
        (lambda w: Notifications(on_slow=("ada@example.com",)), "slower_than_minutes"),
        (lambda w: Notifications(slower_than_minutes=5), "slower_than_minutes"),
        (lambda w: Notifications(slower_than_minutes=0, on_slow=("ada@example.com",)), "1 or more minutes"),
        (lambda w: Notifications(webhooks_on_failure=("a", "b", "c", "d")), "0-3 webhooks"),
        (lambda w: Environment("p y"), "1-100"),
        (lambda w: Environment("py", version="latest"), "a number"),
        (lambda w: GitSource(URL, "gitHub"), "exactly one"),
        (lambda w: GitSource(URL, "gitHub", branch="a", tag="b"), "exactly one"),
        (lambda w: GitSource("git@github.com:example/code", "gitHub", branch="a"), "https"),
        (lambda w: GitSource("https://me:token@github.com/example/code", "gitHub", branch="a"), "GitCredential"),
        (lambda w: GitSource(URL, "github", branch="a"), "Did you mean gitHub"),
        (lambda w: folder(w, tag="v1"), "a branch or a tag"),
        (lambda w: folder(w, branch=None), "a branch or a tag"),
        (lambda w: folder(w, url="https://a:b@github.com/c"), "GitCredential"),
        (lambda w: folder(w, sparse=("${x}",)), "Terraform would evaluate"),
        (lambda w: GitCredential(w.scope, "C", provider="gitHub"), "username"),
        (lambda w: GitCredential(w.scope, "C", username="me"), "username"),
        (lambda w: GitCredential(w.scope, "C", provider="svn", username="me"), "provider"),
        (lambda w: notebook(w, language="python"), "PYTHON"),
        (lambda w: notebook(w, content="x" * (MOST_BYTES + 1)), "bytes"),
        (lambda w: WorkspaceFile(w.scope, "F", names=w.names, file_name="../a.py", content=""), "file_name"),
        (lambda w: WorkspaceFile(w.scope, "F", names=w.names, file_name="a", content=""), "ending"),
        (lambda w: pipeline(w, code=[]), "at least one notebook"),
        (lambda w: pipeline(w, code=["Shared/a.py"]), "start with /"),
        (lambda w: pipeline(w, code=["/a.py", "/b/**"]), "folders alone"),
        (lambda w: pipeline(w, channel="BETA"), "CURRENT"),
        (lambda w: pipeline(w, machines=PipelineMachines(TYPE), dependencies=["a==1"]), "serverless pipelines only"),
        (lambda w: pipeline(w, machines=PipelineMachines(TYPE), budget_policy=w.budget), "serverless pipelines only"),
        (lambda w: pipeline(w, run_as=Principal.group("x")), "run_as"),
        (lambda w: pipeline(w, tell_on_failure=["ada"]), "addresses"),
        (lambda w: pipeline(w, configuration={"a": "${x}"}), "Terraform would evaluate"),
        (lambda w: PipelineMachines(TYPE, edition="BASIC"), "ADVANCED"),
        (lambda w: PipelineMachines(TYPE, min_workers=0), "min_workers"),
        (lambda w: PipelineMachines(TYPE, min_workers=5), "min_workers"),
        (lambda w: PipelineMachines(TYPE, max_workers=0), "max_workers"),
    ],
)
def test_fails_with_the_rule_and_what_came(make: Callable[[World], object], named: str) -> None:
    with pytest.raises(RuleError, match=named):
        made(make)


def test_tasks_and_what_they_wait_for_are_sorted_as_databricks_reads_them_back() -> None:
    found = it(lambda w: job(w, Task("z", NOTE, after=("m", "b")), Task("m", NOTE), Task("b", NOTE)))
    assert [task["task_key"] for task in found["task"]] == ["b", "m", "z"]
    assert found["task"][2]["depends_on"] == [{"task_key": "b"}, {"task_key": "m"}]


def test_a_thousand_tasks_and_runs_are_allowed() -> None:
    found = it(lambda w: job(w, *(Task(f"t{number}", NOTE) for number in range(1000)), max_concurrent_runs=1000))
    assert len(found["task"]) == found["max_concurrent_runs"] == 1000


def test_code_is_never_evaluated_by_terraform() -> None:
    assert "$" not in it(lambda w: notebook(w, content="print('${secret}')"))["content_base64"]
