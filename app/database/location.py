"""Where the state database stands; loads no SQLAlchemy."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from app.project import Project
from naming.errors import LakemasonError

URL_VARIABLE = "LAKEMASON_DATABASE_URL"
FILE_NAME = "lakemason.db"

_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True)
class DatabaseLocation:
    """A SQLite file, or a PostgreSQL server.

    Args:
        path: The SQLite file; None where a server is used.
        url: The server's URL. It may hold a password, so it is never shown: `shown` is.
    """

    path: Path | None = None
    url: str = field(default="", repr=False)

    @classmethod
    def of(cls, project: Project) -> DatabaseLocation:
        """Where a project keeps its state: `LAKEMASON_DATABASE_URL`, or a file in the project's home.

        Raises:
            LakemasonError: The variable holds something else than the URL of a PostgreSQL database.
        """
        url = os.environ.get(URL_VARIABLE, "").strip()
        if not url:
            return cls(path=project.home / FILE_NAME)
        scheme, colon, rest = url.partition("://")
        if not colon or scheme.lower() not in _SCHEMES:
            raise LakemasonError(
                f"{URL_VARIABLE} is not the URL of a PostgreSQL database.",
                fix="Write postgresql://USER:PASSWORD@HOST:5432/DATABASE, or unset it to use a SQLite file; "
                "LAKEMASON_HOME says in which folder that stands.",
            )
        return cls(url=f"postgresql+psycopg://{rest}")

    @property
    def made(self) -> bool:
        """Whether there is a file; True for a server, which only asking tells."""
        return self.path is None or os.path.lexists(self.path)

    @property
    def shown(self) -> str:
        """The location as messages say it: no user and no password."""
        if self.path is None:
            return f"the PostgreSQL database of {URL_VARIABLE}"
        try:
            return self.path.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return str(self.path)
