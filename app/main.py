"""What `cdktf synth` and `cdktf deploy` start: platforms/ to stacks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.platforms import wanted_platforms
from app.policy import enforce
from app.project import Project
from naming.errors import LakemasonError


def main() -> None:
    """Synthesize every platform of the project into the folder that cdktf asks for."""
    try:
        _synthesize(Project.find())
    except LakemasonError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except OSError as error:
        sys.stderr.write(f"{error.filename or ''}: {error.strerror}\n")
        sys.exit(1)


def _synthesize(project: Project) -> None:
    platforms = wanted_platforms(project)

    from app.synthesis import build  # loads the bindings: only once the files are right

    place = project.place()
    out = Path(os.environ.get("CDKTF_OUTDIR", place.out))
    build(platforms, out=out, state=place.state_from_stack)
    enforce(platforms, out / "stacks")


if __name__ == "__main__":
    main()
