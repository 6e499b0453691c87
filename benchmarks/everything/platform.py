"""The platform itself, and its two stacks in a folder."""

from __future__ import annotations

from pathlib import Path

from benchmarks.everything.azure import Azure
from benchmarks.everything.inside import Databricks
from blueprints.layers import DEFAULT_STATE, STATE_CONTEXT
from blueprints.platform import Platform, Sizes
from constructs_lib.bindings.engine import App

PLATFORM = Platform(
    name="retail-etl-prod",
    blueprint="databricks-ml-prod",  # the nearest one: nothing but its values for names is used
    team="retail",
    environment="prod",
    workload="etl",
    region="westeurope",
    sizes=Sizes(
        runtime="17.3.x-scala2.13",
        driver_type="Standard_D4ds_v5",
        worker_type="Standard_D4ds_v5",
        max_workers=8,
        autotermination_minutes=30,
    ),
    tags={"cost_centre": "4711"},
)


def build(out: Path, *, state: str = DEFAULT_STATE) -> None:
    """Synthesize both layers into a folder, as cdktf does.

    Args:
        out: The folder.
        state: Folder of the state files, as a stack's folder sees it.
    """
    out.mkdir(parents=True, exist_ok=True)
    app = App(outdir=str(out), context={STATE_CONTEXT: state})
    azure = Azure(app, PLATFORM.stacks[0], PLATFORM)
    Databricks(app, PLATFORM.stacks[1], PLATFORM, azure)
    app.synth()
