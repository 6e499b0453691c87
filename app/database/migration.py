"""The database's version, and the way from an older one to this program's."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, inspect

from app.database.tables import METADATA

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION_TABLE = "lakemason_version"
"""Not Alembic's usual name: a PostgreSQL database may be shared with a program that uses it too."""

_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps the migration under way in a global


@dataclass(frozen=True)
class Migrations:
    """A folder of migrations, `versions/<four digits>_<what>.py`, each following the one before.

    The numbers say what is older and newer, so that Alembic is loaded (0.5 s) only to migrate.

    Args:
        folder: It holds `env.py` and `versions/`.
    """

    folder: Path = MIGRATIONS

    @cached_property
    def known(self) -> tuple[str, ...]:
        """All versions, the oldest first."""
        return tuple(sorted(path.name[:4] for path in (self.folder / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")))

    @property
    def head(self) -> str:
        """The version that this program writes."""
        return self.known[-1]

    def version(self, connection: Connection) -> str | None:
        """The database's version; None where it has no tables of ours yet.

        Raises:
            ValueError: Nobody made it a database of ours, yet it has tables by our names.
        """
        names = set(inspect(connection).get_table_names())
        if VERSION_TABLE in names:
            found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
            return str(found) if found is not None else None
        foreign = names if connection.dialect.name == "sqlite" else names & METADATA.tables.keys()
        if foreign:
            raise ValueError(f"it belongs to another program: it has the table {min(foreign)}")
        return None

    def upgrade(self, connection: Connection) -> None:
        """Bring the database to this program's version, within the connection's transaction."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(self.folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        with _ONE_AT_A_TIME:
            command.upgrade(config, "head")
