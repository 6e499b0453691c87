"""What the machine refuses is an error in a line, as is what people get wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Lakemason

FIRST = "I need Databricks for ML team in dev environment"
PROGRAM = Path(sys.executable).with_name("lakemason")


def shell(script: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, in which "$@" is `lakemason plan …`."""
    command = ["sh", "-c", script, "sh", str(PROGRAM), "plan", FIRST]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_fails_for_a_file_where_the_stacks_belong(samples: Path, lakemason: Lakemason) -> None:
    (samples / "cdktf.out").write_text("")
    done = lakemason("synth", "ml-team-ml-dev")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[1:] == [f"Error: {samples}/cdktf.out: File exists"]


def test_fails_for_a_file_where_the_state_belongs(project: Path, lakemason: Lakemason) -> None:
    (project / ".lakemason").write_text("")
    done = lakemason("rehearsal", "fault", "add", "crash")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"Error: {project}/.lakemason")


def test_fails_for_a_folder_that_cannot_be_made(
    project: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_HOME", "/proc/1/x")
    done = lakemason("rehearsal", "fault", "add", "crash")
    assert (done.code, done.err) == (1, "Error: /proc/1/x: No such file or directory\n")


def test_fails_to_lint_a_folder_that_cannot_be_read(lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("naming.terraform_names.read_names", refuse)
    done = lakemason("names", "lint", "/")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[1:] == ["Error: /: Permission denied"]


def test_debug_shows_where_it_comes_from(samples: Path, lakemason: Lakemason) -> None:
    (samples / "cdktf.out").write_text("")
    with pytest.raises(FileExistsError):
        lakemason("--debug", "synth", "ml-team-ml-dev")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux only")
def test_fails_in_a_line_where_the_output_has_no_space(project: Path) -> None:
    done = shell('"$@" >/dev/full')
    assert (done.returncode, done.stderr) == (1, "Error: No space left on device\n")


def test_a_reader_that_goes_away_ends_it_quietly(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [PROGRAM, "plan", FIRST],
        stdout=writing,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_plans_without_an_output(project: Path) -> None:
    done = shell('"$@" --save >&-')
    assert (done.returncode, done.stderr) == (0, "created: platforms/ml-team-ml-dev.yaml\n")


def test_without_an_input_nobody_is_asked(project: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{PROGRAM}" plan "Databricks" <&-'], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "NoneType" not in done.stderr
    assert "Traceback" not in done.stderr


def test_without_an_input_nobody_approves(samples: Path) -> None:
    from app.commands.approval import Approval
    from app.provisioning.progress.plain import PlainProgress
    from naming.errors import LakemasonError

    approval = Approval(PlainProgress(), yes=False, no_input=False, verb="Deploy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", None)
        assert not approval([])
    with pytest.raises(LakemasonError, match="Nobody is here"):
        approval.refuse_declined()


@pytest.mark.parametrize("command", [["plan"], ["synth"], ["deploy"], ["status"], ["show"], ["destroy"], ["schema"]])
def test_every_help_has_an_example(command: list[str], lakemason: Lakemason) -> None:
    assert "Example: lakemason" in lakemason(*command, "--help").good().out


def test_an_error_that_quotes_a_file_steers_no_terminal(project: Path, lakemason: Lakemason) -> None:
    (project / "platforms" / "x.yaml").write_text('name: x\n"\u202ekey": 1\n', encoding="utf-8")
    done = lakemason("synth")
    assert done.code == 1
    assert "\u202e" not in done.err
    assert "\\u202ekey: unknown key" in done.err
