"""Where things stand: the project's folder, its platform files, its state."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path

from naming.errors import LakemasonError, RuleError

REHEARSAL_VARIABLE = "LAKEMASON_REHEARSAL"
"""Set (to the rehearsal's folder) in everything that runs inside a rehearsal."""


def rehearse_flag(rehearsal: object) -> str:
    """What a command that is told needs beside a platform's name to be about a rehearsal: ` --rehearse`, or nothing.

    Args:
        rehearsal: Whether it is one.
    """
    return " --rehearse" if rehearsal else ""


@dataclass(frozen=True)
class Place:
    """Where one kind of run keeps its things: the real one and the rehearsal never mix.

    Args:
        out: Folder of the synthesized stacks.
        state: Folder of Terraform's state files.
        rehearsal: Folder of the rehearsal; None for real runs.
    """

    out: Path
    state: Path
    rehearsal: Path | None = None

    def stack(self, name: str) -> Path:
        """Folder that Terraform runs in for a stack."""
        return self.out / "stacks" / name

    def state_file(self, name: str) -> Path:
        """A stack's state."""
        return self.state / f"{name}.tfstate"

    @property
    def rehearse_flag(self) -> str:
        """What a command that is told needs to be about this place: ` --rehearse`, or nothing."""
        return rehearse_flag(self.rehearsal)

    @property
    def state_from_stack(self) -> str:
        """The state's folder as a stack's folder sees it, equal on every machine."""
        return Path(os.path.relpath(self.state, self.stack("any"))).as_posix()


@dataclass(frozen=True)
class Project:
    """A folder with `cdktf.json`, `platforms/` and `.lakemason/`.

    Args:
        root: The folder.
    """

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The project around a folder.

        Args:
            start: Where to look first, then upward; the working folder if left out.

        Raises:
            LakemasonError: No folder upward has a `cdktf.json`.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / "cdktf.json").is_file():
                return cls(folder)
        raise LakemasonError(
            f"{start} is in no project: no folder from here upward has a cdktf.json.",
            fix="Change into your clone of lakemason, or copy its cdktf.json to where your platforms/ shall stand.",
        )

    @property
    def platforms(self) -> Path:
        """Folder of the platform files."""
        return self.root / "platforms"

    @property
    def home(self) -> Path:
        """Folder of everything that is not desired state; `LAKEMASON_HOME` moves it.

        Raises:
            RuleError: Terraform, which is told the way there from the project, would evaluate a part of it.
        """
        moved = os.environ.get("LAKEMASON_HOME")
        if not moved:
            return self.root / ".lakemason"
        home = (self.root / os.path.expanduser(moved)).resolve()
        way = os.path.relpath(home, self.root)
        if "${" in way or "%{" in way:
            raise RuleError(
                "LAKEMASON_HOME", allowed="a folder without ${ and %{, which Terraform evaluates", got=moved
            )
        return home

    def place(self, *, rehearse: bool = False) -> Place:
        """Where a run keeps its things.

        Args:
            rehearse: In the rehearsal; also so wherever a rehearsal's environment is set.
        """
        inside = os.environ.get(REHEARSAL_VARIABLE)
        if inside or rehearse:
            folder = Path(inside).resolve() if inside else self.home / "rehearsal"
            return Place(out=folder / "cdktf.out", state=folder / "state", rehearsal=folder)
        return Place(out=self.root / "cdktf.out", state=self.home / "state")

    def platform_files(self, names: list[str] | None = None) -> list[Path]:
        """Platform files, by name or path, in the order of their names.

        Args:
            names: Which; all if left out or empty.

        Raises:
            LakemasonError: A name that is no platform, with the nearest one.
        """
        if not names:
            return sorted(path for path in self.platforms.glob("*.yaml") if path.is_file())
        return [self._platform_file(name) for name in dict.fromkeys(names)]

    def _platform_file(self, name: str) -> Path:
        if name.endswith(".yaml"):
            path = Path(name)
        elif name == Path(name).name:
            path = self.platforms / f"{name}.yaml"
        else:
            raise LakemasonError(f"{name!r} is neither the name of a platform nor the path of a .yaml file.")
        if path.is_file():
            return path
        if os.path.lexists(path):
            raise LakemasonError(f"{self.shown(path.parent)}/{path.name} is no file.")
        known = [file.stem for file in self.platform_files()]
        near = difflib.get_close_matches(Path(name).stem, known, n=1)
        if near:
            fix = f"Did you mean {near[0]}?"
        elif known:
            fix = f"There are: {', '.join(known)}."
        else:
            fix = 'There is none yet: lakemason plan "…" --save writes one.'
        raise LakemasonError(f"There is no platform {name!r} in {self.shown(self.platforms)}/.", fix=fix)

    def shown(self, path: Path) -> str:
        """A path as messages show it: short, and without this machine's folders where it can be."""
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return str(path)
