"""Where the two naming files may stand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from naming.errors import LakemasonError

VALUES_NAME = "naming-values.yaml"
PATTERNS_NAME = "naming-patterns.yaml"
DEFAULTS = Path(__file__).parent / "defaults"


@dataclass(frozen=True)
class Found:
    """One of the two files.

    Args:
        name: `naming-values.yaml` or `naming-patterns.yaml`.
        path: Where it stands.
        where: How it was found, in words.
        shown: Its path as messages show it.
    """

    name: str
    path: Path
    where: str
    shown: str


def project_folder(start: Path | None = None) -> Path | None:
    """The nearest folder upward with a cdktf.json; None outside of any project.

    Args:
        start: Where to look first; the working folder if left out.
    """
    start = (start or Path.cwd()).resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "cdktf.json").is_file()), None)


def user_folder() -> Path:
    """The user's config folder: `$XDG_CONFIG_HOME/lakemason`, or `~/.config/lakemason`."""
    home = os.environ.get("XDG_CONFIG_HOME")
    return Path(home) / "lakemason" if home else Path.home() / ".config" / "lakemason"


def locate(name: str, *, given: Path | None, option: str, project: Path | None, user: Path | None) -> Found | None:
    """The file in force, or None where only the packaged one is there.

    Args:
        name: The file's name.
        given: A path from the command line; wins.
        option: The option it came with.
        project: The project's folder; looked into first.
        user: The user's config folder; looked into second.

    Raises:
        LakemasonError: The given path is no file.
    """
    if given is not None:
        if not given.is_file():
            raise LakemasonError(f"{option}: there is no file {given}.")
        return Found(name, given, option, str(given))
    for folder, where in ((project, "the project's folder"), (user, "your config folder")):
        if folder is not None and (folder / name).is_file():
            shown = name if folder == project else str(folder / name)
            return Found(name, folder / name, where, shown)
    return None


def packaged(name: str) -> Found:
    """The file as it comes with the package."""
    return Found(name, DEFAULTS / name, "packaged", f"packaged {name}")
