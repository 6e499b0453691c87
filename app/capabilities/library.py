"""The capabilities there are: an explicit list; nothing is found by itself."""

from __future__ import annotations

from typing import Any

from app.capabilities.base import BaseCapability
from app.capabilities.databricks import DatabricksCapability
from app.capabilities.plan_store import PlanStore
from app.database.database import Database
from app.database.location import DatabaseLocation
from app.project import Project


def capabilities(project: Project, *, rehearse: bool = False) -> dict[str, BaseCapability[Any]]:
    """Every capability for a project, by name.

    Args:
        project: Whose platforms and database.
        rehearse: On the simulated cloud.
    """
    store = PlanStore(lambda: Database.open(DatabaseLocation.of(project)))
    found: tuple[BaseCapability[Any], ...] = (DatabricksCapability(store, project, rehearse=rehearse),)
    return {one.name: one for one in found}
