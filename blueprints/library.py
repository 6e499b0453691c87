"""The blueprints on offer, all in one place."""

from __future__ import annotations

from blueprints.databricks_basic.description import DATABRICKS_BASIC
from blueprints.databricks_ml_dev.description import DATABRICKS_ML_DEV
from blueprints.databricks_ml_prod.description import DATABRICKS_ML_PROD
from blueprints.description import BlueprintDescription
from naming.errors import LakemasonError

BLUEPRINTS: tuple[BlueprintDescription, ...] = (DATABRICKS_BASIC, DATABRICKS_ML_DEV, DATABRICKS_ML_PROD)


def blueprint(name: str) -> BlueprintDescription:
    """The blueprint of that name. Raises LakemasonError naming those there are."""
    for one in BLUEPRINTS:
        if one.name == name:
            return one
    raise LakemasonError(f"There is no blueprint {name!r}. There are: {', '.join(b.name for b in BLUEPRINTS)}.")
