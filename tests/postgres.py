"""A real PostgreSQL server of Debian's package, on a Unix socket in a folder of its own."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.conftest import needs


class Postgres:
    """A running server; every test gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"lakemason_{next(self._numbers)}"
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def conninfo(self, database: str) -> str:
        return f"host={self.folder} user=postgres dbname={database}"


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    # Debian keeps the server's programs off PATH, in a folder for each version.
    places = [os.environ["PATH"], *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
    found = shutil.which("initdb", path=os.pathsep.join(places)) or needs(
        "initdb", "make system (Debian package postgresql)"
    )
    programs = Path(found).resolve().parent
    # Not below pytest's folder, which only its owner may enter: the server refuses to run as root.
    folder = Path(tempfile.mkdtemp(prefix="lakemason-pg-"))
    as_user = ["setpriv"]
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user += ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    data = ["-D", str(folder / "data")]
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    try:
        subprocess.run(
            [*as_user, programs / "initdb", *data, *"-U postgres -A trust -E UTF8 --no-locale --no-sync".split()],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            timeout=60,
            check=True,
        )
        # Ends with this process, however that ends. It says few things: they stay in the pipe.
        server = subprocess.Popen(
            [*as_user, "--pdeathsig=QUIT", programs / "postgres", *data, *_settings(folder)],
            cwd=folder,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        with server:
            assert server.stderr is not None
            said = list(itertools.takewhile(lambda line: "ready to accept connections" not in line, server.stderr))
            assert server.poll() is None, said
            try:
                yield Postgres(folder)
            finally:
                server.send_signal(signal.SIGQUIT)  # at once, without asking clients
    finally:
        shutil.rmtree(folder)


def _settings(folder: Path) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "fsync": "off",
        "max_connections": 60,
        "log_min_messages": "log",  # nothing about statements that fail
        "log_checkpoints": "off",
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
