"""Platforms to Terraform JSON. Loads the bindings; nothing of planning imports this."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from app.policy import enforce
from app.project import Place
from blueprints.layers import STATE_CONTEXT, AzureLayer, DatabricksLayer
from blueprints.library import blueprint
from blueprints.platform import Platform
from constructs_lib.bindings.engine import App

STACK_FILE = "cdk.tf.json"
_ONE_AT_A_TIME = threading.Lock()  # jsii talks to one kernel over one pipe: two threads would read each other's answers


def add_platform(app: App, platform: Platform) -> tuple[AzureLayer, DatabricksLayer]:
    """Add a platform's two layers to an app.

    Args:
        app: The cdktf app.
        platform: A checked platform.
    """
    stacks = importlib.import_module(blueprint(platform.blueprint).stacks)
    azure_id, databricks_id = platform.stacks
    azure = cast(AzureLayer, stacks.Azure(app, azure_id, platform))
    databricks = cast(DatabricksLayer, stacks.Databricks(app, databricks_id, platform, azure))
    return azure, databricks


def build(platforms: Sequence[Platform], *, out: Path, state: str) -> None:
    """Synthesize platforms into a folder, as cdktf does.

    Args:
        platforms: Checked platforms.
        out: Folder that cdktf writes to.
        state: Folder of the state files, as a stack's folder sees it.
    """
    with _ONE_AT_A_TIME:
        app = App(outdir=str(out), context={STATE_CONTEXT: state})
        for platform in platforms:
            add_platform(app, platform)
        app.synth()


def synthesize(platforms: Sequence[Platform], place: Place, *, taking_down: bool = False) -> list[Path]:
    """Write the Terraform JSON of platforms; each file whole, or none where synthesis fails.

    Stacks of other platforms in the folder stay, and stay listed in its manifest.

    Args:
        platforms: Checked platforms.
        place: Where to.
        taking_down: Leave the policy checks out: they must not keep what stands.

    Returns:
        The stacks' files, in the order of the platforms.

    Raises:
        PolicyError: A policy check stops one of them; nothing is written.
    """
    place.out.mkdir(parents=True, exist_ok=True)
    listed = _listed(place.out)
    with tempfile.TemporaryDirectory(dir=place.out, prefix=".synth-") as scratch:
        fresh = Path(scratch)
        build(platforms, out=fresh, state=place.state_from_stack)
        if not taking_down:
            enforce(platforms, fresh / "stacks")
        written = [_put(fresh, place, stack) for platform in platforms for stack in platform.stacks]
        _put_manifest(fresh / "manifest.json", place.out / "manifest.json", listed)
    return written


def _put(fresh: Path, place: Place, stack: str) -> Path:
    target = place.stack(stack) / STACK_FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copymode(fresh, target.parent)
    os.replace(fresh / "stacks" / stack / STACK_FILE, target)
    return target


def _listed(out: Path) -> dict[str, object]:
    """The stacks that a folder's manifest lists and that are there; none where it is no manifest: it is made anew."""
    try:
        stacks = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["stacks"]
        return {name: entry for name, entry in stacks.items() if (out / entry["workingDirectory"]).is_dir()}
    except (FileNotFoundError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _put_manifest(fresh: Path, target: Path, listed: dict[str, object]) -> None:
    manifest = json.loads(fresh.read_text(encoding="utf-8"))
    manifest["stacks"] = dict(sorted((listed | manifest["stacks"]).items()))
    fresh.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    os.replace(fresh, target)
