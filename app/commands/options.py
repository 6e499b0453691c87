"""Options that several commands share, said once."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

PlatformName = Annotated[str, typer.Argument(metavar="PLATFORM", help="Name or path of a platform file.")]
Rehearse = Annotated[bool, typer.Option("--rehearse", help="On the simulated cloud: no account, no cost.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Go on without asking.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; what is missing is an error.")]
ProgressStyle = Literal["auto", "plain", "json"]
HowProgress = Annotated[
    ProgressStyle,
    typer.Option("--progress", help="What happens, on stderr: live on a terminal, in plain lines, as JSON lines."),
]
Json = Annotated[bool, typer.Option("--json", help="For programs.")]
Wait = Annotated[
    int, typer.Option("--wait", min=0, metavar="SECONDS", help="How long to wait for another run of the platform.")
]
OnFailure = Annotated[
    Literal["rollback", "keep"],
    typer.Option("--on-failure", help="Take back what was done, or keep it as it is."),
]
