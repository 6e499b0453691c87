"""The blueprints on offer, all in one place."""

from __future__ import annotations

import difflib

from blueprints.composed.description import COMPOSED
from blueprints.databricks_basic.description import DATABRICKS_BASIC
from blueprints.databricks_data_engineering.description import DATABRICKS_DATA_ENGINEERING
from blueprints.databricks_governed_lakehouse.description import DATABRICKS_GOVERNED_LAKEHOUSE
from blueprints.databricks_ml_dev.description import DATABRICKS_ML_DEV
from blueprints.databricks_ml_prod.description import DATABRICKS_ML_PROD
from blueprints.databricks_secure.description import DATABRICKS_SECURE
from blueprints.databricks_sql_analytics.description import DATABRICKS_SQL_ANALYTICS
from blueprints.databricks_streaming.description import DATABRICKS_STREAMING
from blueprints.databricks_team_workspaces.description import DATABRICKS_TEAM_WORKSPACES
from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import FEATURES
from naming.errors import LakemasonError

BLUEPRINTS: tuple[BlueprintDescription, ...] = (
    DATABRICKS_BASIC,
    DATABRICKS_ML_DEV,
    DATABRICKS_ML_PROD,
    DATABRICKS_DATA_ENGINEERING,
    DATABRICKS_SQL_ANALYTICS,
    DATABRICKS_GOVERNED_LAKEHOUSE,
    DATABRICKS_SECURE,
    DATABRICKS_STREAMING,
    DATABRICKS_TEAM_WORKSPACES,
)
"""Those that a request is held against."""

ALL: tuple[BlueprintDescription, ...] = (*BLUEPRINTS, COMPOSED)
"""Those that a platform file may name: `composed`, too, which people write and nothing chooses for them."""


def blueprint(name: str) -> BlueprintDescription:
    """The blueprint of that name. Raises LakemasonError naming the nearest, or those there are."""
    for one in ALL:
        if one.name == name:
            return one
    if name in FEATURES:
        raise LakemasonError(
            f"{name} is a feature, not a blueprint.",
            fix="lakemason blueprints coverage shows which blueprints have it.",
        )
    # People leave out what all of them start with.
    short = {one.name.removeprefix("databricks-"): one.name for one in ALL}
    close = difflib.get_close_matches(name, [*(one.name for one in ALL), *short], n=1)
    raise LakemasonError(
        f"There is no blueprint {name!r}.",
        fix=f"Did you mean {short.get(close[0], close[0])}?"
        if close
        else f"There are: {', '.join(one.name for one in ALL)}.",
    )
