"""What a task can do."""

from __future__ import annotations

from constructs_lib.jobs.run_code import RunNotebook, RunPython, RunSql, RunWheel
from constructs_lib.jobs.run_flow import Condition, RunJob, RunPipeline

Work = RunNotebook | RunPython | RunWheel | RunSql | RunPipeline | RunJob | Condition
