"""Where training writes what it tried."""

from __future__ import annotations

from posixpath import basename

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.serving.experiment_folder import ExperimentFolder
from constructs_lib.unity_catalog.volume import Volume
from naming.kinds import Kind
from naming.namer import Namer


class Experiment(Construct):
    """Runs, their parameters, measures and files.

    Makes: 1 databricks_mlflow_experiment.

    Args:
        names: Names and tags of the platform.
        folder: Where it stands.
        purpose: What is tried, such as `churn`.
        artifacts: Volume for the runs' files, which grants then guard; left out: storage of the workspace. Changing
            it replaces the experiment.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        folder: ExperimentFolder,
        purpose: str | None = None,
        artifacts: Volume | None = None,
    ) -> None:
        super().__init__(scope, id)
        last = basename(names.name(Kind.EXPERIMENT, purpose=purpose))
        experiment = databricks.MlflowExperiment(
            self,
            "Resource",
            name=f"{folder.path}/{last}",
            artifact_location=f"dbfs:{artifacts.path}/{last}" if artifacts else None,
            tags=[databricks.MlflowExperimentTags(key=key, value=value) for key, value in names.tags().items()],
        )
        self.experiment_id: str = experiment.id
        self.permission_target = PermissionTarget("experiment_id", self.experiment_id)
