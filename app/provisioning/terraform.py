"""Drives one stack's Terraform: starts it, reads its events, stops it cleanly."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from app.project import REHEARSAL_VARIABLE, rehearse_flag
from app.provisioning.details import with_details
from app.provisioning.errors.classify import classify
from app.provisioning.events import Change, Diagnostic, Event, changes_of, diagnostic_of, parse_event, with_addresses
from naming.errors import LakemasonError

Listener = Callable[[Event], None]

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that mean stop: Ctrl-C, a supervisor's end, a closed terminal."""

_LOOK_AGAIN_SECONDS = 0.05
_LAYER = re.compile(r"-(?:azure|databricks)(?:-finding)?$")
"""What follows the platform's name in a stack's, and in that of the scratch copy that is looked in."""


class TerraformError(LakemasonError):
    """Terraform failed. Holds what it said, and what kind of failure that is.

    Args:
        doing: What it was doing, such as `Planning`.
        stack: The stack.
        diagnostics: Its errors and warnings.
        text: Its last lines that were no events.
        failed: Addresses of what it could not change: an error of a deletion comes without (seen with 1.15).
    """

    def __init__(
        self, doing: str, stack: str, diagnostics: list[Diagnostic], text: list[str], failed: Iterable[str] = ()
    ) -> None:
        errors = [d for d in diagnostics if d.severity == "error"]
        told = with_addresses(errors, failed) or list(map(_breaks_off, text[-20:]))
        said = "\n".join(told) or "It said nothing."
        self.classified = classify(errors or said)
        super().__init__(f"{doing} {stack} failed.\n{said}", fix=self.classified.advice)
        self.diagnostics = errors


class Interrupted(LakemasonError):
    """Somebody pressed Ctrl-C: once, and Terraform stopped cleanly; or twice, and it dropped everything."""

    exit_code = 130
    dropped = False


@dataclass(frozen=True)
class LayerPlan:
    """What Terraform would do to one layer.

    Args:
        stack: The layer's stack.
        changes: What would change; data that is only read is left out.
        file: The saved plan, to be applied as it is; None for a preview that cannot be applied.
        has_changes: Whether applying does anything (outputs count).
        preview: Whether its inputs are placeholders.
    """

    stack: str
    changes: tuple[Change, ...]
    file: Path | None
    has_changes: bool
    preview: bool = False

    def discard(self) -> None:
        """Remove the saved plan."""
        if self.file:
            self.file.unlink(missing_ok=True)


class Terraform:
    """Terraform for one stack's folder.

    Args:
        binary: The executable.
        folder: Where `cdk.tf.json` stands.
        environment: Every variable it runs with.
        listen: Called with each event as it comes.
        private: Folder of this run alone: for saved plans, which may hold secrets, and what Terraform says.
    """

    def __init__(
        self, binary: Path, folder: Path, environment: Mapping[str, str], listen: Listener, private: Path
    ) -> None:
        self.binary = binary
        self.folder = folder
        self.private = private
        self.environment = {**environment, "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}
        self.listen = listen
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    @property
    def stack(self) -> str:
        """The stack's name."""
        return self.folder.name

    def init(self) -> None:
        """Fetch the providers that the stack asks for."""
        self._run("Preparing", ["init", "-no-color"])

    def plan(self, *, destroy: bool = False) -> LayerPlan:
        """Work out what would change, and save it.

        Args:
            destroy: Plan to take everything away.
        """
        file = self.private / f"{self.stack}.tfplan"
        flags = ["-destroy"] if destroy else []
        events, code = self._run(
            "Planning", ["plan", "-json", "-detailed-exitcode", f"-out={file}", *flags], good=(0, 2)
        )
        changes = changes_of(events, nothing_to_do=code == 0)
        if any(change.action in ("update", "replace") for change in changes):
            changes = tuple(with_details(list(changes), self.show_plan(file)))
        return LayerPlan(self.stack, changes, file, has_changes=bool(changes) or code == 2)

    def look(self) -> dict[str, Any]:
        """What stands otherwise in the cloud than in the state: a refresh-only plan as Terraform's JSON.

        Its exit code says nothing of drift: it is 2 as well where nothing but the state's own bookkeeping changes.
        """
        file = self.private / f"{self.stack}.look"
        try:
            flags = ["-refresh-only", "-detailed-exitcode", f"-out={file}"]
            self._run("Looking at", ["plan", "-json", *flags], good=(0, 2))
            return self.show_plan(file)
        finally:
            file.unlink(missing_ok=True)

    def show_plan(self, file: Path) -> dict[str, Any]:
        """A saved plan as Terraform's JSON, with the values as they are, secrets too.

        Whoever shows or keeps any of them goes through `details.short` or `differences`.
        """
        done = subprocess.run(
            [str(self.binary), "show", "-json", str(file)],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            said = [parse_event(line).message for line in done.stderr.splitlines()]
            raise TerraformError("Reading the plan of", self.stack, [], said)
        shown: dict[str, Any] = json.loads(done.stdout)
        return shown

    def forget(self, addresses: Iterable[str]) -> None:
        """Take resources out of the state that are gone in the cloud; Terraform keeps the state before as a backup."""
        self._run("Forgetting what is gone of", ["state", "rm", *addresses])

    def apply(self, plan: LayerPlan, *, log: Path | None = None) -> None:
        """Do what a saved plan says, and nothing else.

        Args:
            plan: The plan.
            log: Where what Terraform says is kept, for whoever comes after a crash; in the private folder if left out.
        """
        if plan.file is None:
            raise LakemasonError(f"The plan of {plan.stack} is a preview and cannot be applied.")
        self._run("Applying", ["apply", "-json", str(plan.file)], log=log)

    def stop(self) -> None:
        """End what it does cleanly, and begin nothing more: for one in a thread, where no signal arrives."""
        self._stopped = True
        if self._process:
            self._process.send_signal(signal.SIGINT)

    def _run(
        self, doing: str, arguments: list[str], good: tuple[int, ...] = (0,), log: Path | None = None
    ) -> tuple[list[Event], int]:
        # Into a file, not a pipe: should this process be killed, a pipe would break and take Terraform with it in
        # the midst of an apply, and what was just made would be in no state.
        log = log or self.private / f"{self.stack}.log"
        # A signal may come while something is being printed, so its handler must not print: it puts its word in
        # the same queue (this kind may be used in a handler), and one place tells.
        told: SimpleQueue[Event | None] = SimpleQueue()
        under_way: list[subprocess.Popen[bytes]] = []
        events: list[Event] = []
        with log.open("wb") as out, _stoppable(under_way, told) as stops:
            # Started with our handlers in place: a signal that is ignored here would be ignored in it as well.
            process = subprocess.Popen(
                [str(self.binary), *arguments],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                # A group of its own: a terminal's Ctrl-C would reach it beside ours, and two mean "drop everything".
                process_group=0,
            )
            under_way.append(process)
            self._process = process
            if stops or self._stopped:  # it came just before
                process.send_signal(signal.SIGINT)
            with process:
                threading.Thread(target=_read, args=(process, log, told), daemon=True).start()
                while (event := told.get()) is not None:
                    events.append(event)
                    self.listen(event)
        if stops:
            raise self._interrupted(doing, len(stops))
        if process.returncode not in good:
            diagnostics = [d for event in events if (d := diagnostic_of(event))]
            failed = [event.address for event in events if event.type == "apply_errored"]
            text = [event.message for event in events if event.type == "text"]
            raise TerraformError(doing, self.stack, diagnostics, text, failed)
        return events, process.returncode

    def _interrupted(self, doing: str, times: int) -> Interrupted:
        if doing != "Applying":
            return Interrupted(f"{doing} {self.stack} was stopped; nothing was changed.")
        if times == 1:
            return Interrupted(
                f"{doing} {self.stack} was stopped. Terraform finished what was under way and saved its state."
            )
        platform = _LAYER.sub("", self.stack)
        rehearse = rehearse_flag(REHEARSAL_VARIABLE in self.environment)
        dropped = Interrupted(
            f"{doing} {self.stack} was dropped. What was under way may stand without being in the state.",
            fix=f"`lakemason recover {platform}{rehearse}` finds it and takes the run back; "
            "with --forward it is finished instead.",
        )
        dropped.dropped = True
        return dropped


def _read(process: subprocess.Popen[bytes], log: Path, told: SimpleQueue[Event | None]) -> None:
    """Pass on what Terraform says, line by line, until it ends."""
    try:
        with log.open("rb") as said:
            started = b""
            while True:
                ended = process.poll() is not None  # asked before reading: nothing comes after the last look
                *lines, started = (started + said.read()).split(b"\n")
                for line in lines:
                    told.put(parse_event(line.decode(errors="replace")))
                if ended:
                    break
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK_AGAIN_SECONDS)
            if started:
                told.put(parse_event(started.decode(errors="replace")))
    finally:
        told.put(None)


def _breaks_off(line: str) -> str:
    """A line for people, and not the beginning of one for programs."""
    return "What it said breaks off in the midst of a line." if line.startswith('{"@level"') else line


@contextmanager
def _stoppable(under_way: list[subprocess.Popen[bytes]], told: SimpleQueue[Event | None]) -> Iterator[list[int]]:
    """While Terraform runs, pass Ctrl-C on to it: once to finish cleanly, twice to drop everything."""
    stops: list[int] = []

    def stop(number: int, _frame: object) -> None:
        stops.append(number)
        for process in under_way:
            process.send_signal(signal.SIGINT)
        told.put(Event("stopping", "Stopping: Terraform finishes what is under way. Ctrl-C again drops everything."))

    if threading.current_thread() is not threading.main_thread():
        yield stops  # a program that drives us from a thread handles its own signals
        return
    before = {number: signal.signal(number, stop) for number in STOPPING}
    try:
        yield stops
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_MISLEADING = ("TF_CLI_ARGS", "TF_LOG", "TF_WORKSPACE", "TF_DATA_DIR", "TF_INPUT", "DATABRICKS_")
"""Families of variables that change what Terraform plans or prints, or are of a workspace that somebody works in:
a layer signs in to its own through Azure, and the provider refuses two ways at once ("more than one authorization
method configured", databricks provider docs 1.99)."""

_KEPT = ("TF_CLI_ARGS_providers_lock",)
"""Of a rehearsal: where providers are locked from."""


def base_environment() -> dict[str, str]:
    """This process's variables, without what would mislead Terraform."""
    return {name: value for name, value in os.environ.items() if name in _KEPT or not name.startswith(_MISLEADING)}
