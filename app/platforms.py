"""The platforms that a command works on, read, checked, and held against the others of the project."""

from __future__ import annotations

from collections.abc import Sequence

from app.project import Project
from blueprints.checking import load_platforms
from blueprints.names import refuse_shared_names
from blueprints.platform import Platform
from naming.config import NamingConfig
from naming.errors import LakemasonError


def wanted_platforms(project: Project, names: list[str] | None = None) -> list[Platform]:
    """Platforms to be synthesized or deployed.

    Args:
        project: The project.
        names: Which, by name or path; all if left out.

    Raises:
        LakemasonError: There is none, a file is wrong, or two platforms would share a name in Azure.
    """
    platforms = load_platforms(project.platform_files(names), root=project.root)
    if not platforms:
        raise LakemasonError("There is no platform in platforms/ yet.", fix='lakemason plan "…" --save writes one.')
    refuse_shared_names_beside(project, platforms)
    return platforms


def refuse_shared_names_beside(project: Project, platforms: Sequence[Platform]) -> None:
    """Raise LakemasonError where one of the platforms would get a name that stands for another's thing.

    Args:
        project: The project, whose other platforms count too; those with mistakes of their own do not.
        platforms: The platforms in question, saved or not.
    """
    known = {platform.name for platform in platforms}
    others = []
    for path in project.platform_files():
        if path.stem not in known:
            try:
                others += load_platforms([path], taking_down=True)
            except LakemasonError:
                continue  # said when that platform is worked on
    refuse_shared_names([*platforms, *others], NamingConfig.load())
