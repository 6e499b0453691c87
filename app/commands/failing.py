"""How a run failed, for programs: one JSON document on stdout, and the last of the JSON lines on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import Literal, NoReturn, get_args

import typer

from app.commands.approval import Declined
from app.commands.options import ProgressStyle
from app.commands.output import drop_output, print_json, said_of
from app.provisioning.ledger.advice import what_to_do
from app.provisioning.ledger.records import Run, RunKind
from app.provisioning.process import this_process
from app.provisioning.progress.json_lines import JsonProgress
from app.provisioning.run.rollback import RunFailed
from app.provisioning.session import Session
from naming.errors import LakemasonError

Status = Literal["failed", "declined", "rolled_back", "kept", "interrupted"]
_STOPPED = 130


@dataclass(frozen=True)
class Failure:
    """How a run failed, or why there was none.

    Args:
        platform: The platform's name, or what was given for one.
        status: What became of it, as the ledger has it; `failed` where nothing was changed.
        error: What went wrong.
        fix: What mends that; empty where the error says it.
        run: The run's number in the ledger; None where it never came to one.
        advice: What became of the run, and what to do next; empty where there is none.
        kept: Addresses that going back left standing, because they may hold data, and why.
    """

    platform: str
    status: Status
    error: str
    fix: str = ""
    run: int | None = None
    advice: str = ""
    kept: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, error: BaseException, platform: str, run: Run | None = None, *, rehearse: bool) -> Failure:
        """What an error says, with what the ledger has of the run.

        Args:
            error: What ended the command.
            platform: The platform's name.
            run: The run, as the ledger has it now; None where there is none, or it cannot be read.
            rehearse: Whether it is one of a rehearsal.
        """
        declined: Status | None = "declined" if isinstance(error, Declined) else None
        if run is None:
            return cls(
                platform, declined or ("interrupted" if isinstance(error, RunFailed) else "failed"), *_words(error)
            )
        status = _status(run)
        cause = error.__cause__ if isinstance(error, RunFailed) else None  # its own text holds what became of the run
        return cls(
            platform, declined or status, *_words(cause or error), run=run.id,
            advice=run.advice or what_to_do(run, status, rehearse=rehearse), kept=dict(run.kept or {}),
        )  # fmt: skip


class Watch:
    """Knows which run a command began.

    Args:
        platform: The platform's name, or what was given for one.
        kind: What the run is asked for.
        rehearse: Whether on the simulated cloud.
    """

    def __init__(self, platform: str, kind: RunKind, *, rehearse: bool) -> None:
        self.platform = platform
        self.rehearse = rehearse
        self.run: Run | None = None
        self._kind = kind

    @contextmanager
    def over(self, session: Session) -> Iterator[None]:
        """Look in the ledger, while it is still open, for the run that failed."""
        before = self._last(session)
        try:
            yield
        except (LakemasonError, OSError):
            with suppress(LakemasonError, OSError):  # the ledger itself went away
                self.look(session, before)
            raise

    def look(self, session: Session, before: int) -> None:
        """Take the run that this process began after another one."""
        mine = [
            run.id
            for run in session.ledger.runs(platform=self.platform, limit=5)
            if run.id > before and run.kind == self._kind and run.process == this_process()
        ]
        self.run = session.ledger.run(mine[0]) if mine else None

    def _last(self, session: Session) -> int:
        return next((run.id for run in session.ledger.runs(platform=self.platform, limit=1)), 0)


@contextmanager
def told_to_programs(watch: Watch, *, json: bool, progress: ProgressStyle, many: bool = False) -> Iterator[None]:
    """Let programs read how a command failed; people are told in `cli.py`, but where a program reads stderr.

    Args:
        watch: Knows the run.
        json: Print the failure as a JSON document on stdout.
        progress: How it is shown what happens: where in JSON lines, the failure is one more.
        many: The command's document is a list.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except (LakemasonError, OSError, KeyboardInterrupt) as error:
        failure = Failure.of(error, watch.platform, watch.run, rehearse=watch.rehearse)
        if json:
            print_ending([asdict(failure)] if many else asdict(failure))
        tell_failures([failure], progress)
        raise_told(error, progress)


def print_ending(document: object) -> None:
    """Print how a failed command ended; where stdout takes no more, what people are told has to do."""
    try:
        print_json(document)
    except OSError:
        drop_output()


def tell_failures(failures: Iterable[Failure], progress: ProgressStyle) -> None:
    """Say failures as JSON lines, where these are asked for."""
    if progress == "json":
        lines = JsonProgress()
        for failure in failures:
            lines.failed(asdict(failure))


def raise_told(error: BaseException, progress: ProgressStyle) -> NoReturn:
    """End with an error; without a word more where a program has read it from stderr."""
    if isinstance(error, Declined) and error.answered:
        if progress != "json":
            typer.echo(error.message, err=True)
        raise typer.Exit(error.exit_code) from error
    if progress == "json" and "--debug" not in sys.argv:
        code = _STOPPED if isinstance(error, KeyboardInterrupt) else getattr(error, "exit_code", 1)
        raise typer.Exit(code) from error
    raise error


def _words(error: BaseException) -> tuple[str, str]:
    """What went wrong, and what mends it."""
    if isinstance(error, LakemasonError):
        return error.message, error.fix
    if isinstance(error, KeyboardInterrupt):
        return "Stopped.", ""
    return said_of(error) if isinstance(error, OSError) else str(error), ""


def _status(run: Run) -> Status:
    if not run.ended:
        return "interrupted" if run.steps else "failed"
    return next((status for status in get_args(Status) if status == run.state), "failed")
