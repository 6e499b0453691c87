"""All platforms at a glance: their files held against what stands."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from app.project import Place, Project
from app.provisioning.state import locked_by, read_state, stacks_with_state

_LAYERS = ("azure", "databricks")


@dataclass(frozen=True)
class Overview:
    """One platform's row.

    Args:
        platform: Its name.
        status: `deployed`, `partly deployed` or `not deployed`.
        azure: Resources that stand in the first layer.
        databricks: Resources that stand in the second layer.
        note: What is worth knowing.
    """

    platform: str
    status: str
    azure: int
    databricks: int
    note: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """For JSON."""
        return asdict(self)


def overview(project: Project, place: Place) -> list[Overview]:
    """Every platform that has a file or a state.

    Args:
        project: The project.
        place: The real one or the rehearsal's.
    """
    files = {path.stem for path in project.platform_files()}
    standing = {
        stack.removesuffix(f"-{layer}")
        for stack in stacks_with_state(place)
        for layer in _LAYERS
        if stack.endswith(f"-{layer}")
    }
    return [_row(place, name, has_file=name in files) for name in sorted(files | standing)]


def _row(place: Place, name: str, *, has_file: bool) -> Overview:
    azure, databricks = (read_state(place, f"{name}-{layer}") for layer in _LAYERS)
    locks = [holder for layer in _LAYERS if (holder := locked_by(place, f"{name}-{layer}"))]
    if not azure.resources and not databricks.resources:
        status = "not deployed"
    elif azure.resources and (databricks.resources or not _makes_anything(place, databricks.stack)):
        status = "deployed"
    else:
        status = "partly deployed"
    notes = ([] if has_file else ["no platform file"]) + [f"locked by {holder}" for holder in locks]
    return Overview(name, status, len(azure.resources), len(databricks.resources), "; ".join(notes))


def _makes_anything(place: Place, stack: str) -> bool:
    """Whether a stack, as last synthesized, has resources at all: an empty workspace's second layer has none."""
    try:
        return bool(json.loads((place.stack(stack) / "cdk.tf.json").read_text(encoding="utf-8")).get("resource"))
    except (OSError, ValueError):
        return True
