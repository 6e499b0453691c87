from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from rehearsal.environment import prepare
from rehearsal.provider.__main__ import COOKIE

# Starts a provider as Terraform would, passes its first line on, and waits.
_PARENT = "import subprocess, sys; subprocess.Popen(sys.argv[1:]).wait()"


@pytest.fixture
def starter(tmp_path: Path) -> tuple[list[str], dict[str, str]]:
    """The command that starts a provider, and its environment; its socket goes to `tmp_path`."""
    made = prepare(tmp_path / "home")
    sockets = tmp_path / "s"
    sockets.mkdir()
    return [str(tmp_path / "home" / "provider"), "azurerm"], {
        **made.apply(),
        COOKIE[0]: COOKIE[1],
        "PLUGIN_UNIX_SOCKET_DIR": str(sockets),
    }


def test_a_provider_outlives_ctrl_c_and_clears_up_at_its_end(starter: tuple[list[str], dict[str, str]]) -> None:
    command, env = starter
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        version, protocol, network, path, kind, _rest = process.stdout.readline().split("|")
        assert (version, protocol, network, kind) == ("1", "6", "unix", "grpc")
        assert Path(path).exists()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert not Path(path).parent.exists()


@pytest.mark.parametrize("ready", [True, False], ids=["once it serves", "while it starts"])
def test_a_provider_ends_with_its_parent(starter: tuple[list[str], dict[str, str]], ready: bool) -> None:
    command, env = starter
    sockets = Path(env["PLUGIN_UNIX_SOCKET_DIR"])
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, *command], env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        try:
            if ready:
                parent.stdout.readline()
            else:
                _wait_for_an_entry(sockets)
            parent.kill()
            # The pipe ends when nobody has it any more: the provider has gone.
            parent.communicate(timeout=60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(parent.pid, signal.SIGKILL)
    assert not list(sockets.iterdir())


def _wait_for_an_entry(folder: Path) -> None:
    while not any(folder.iterdir()):
        os.sched_yield()


def test_a_provider_clears_up_after_those_that_were_killed(starter: tuple[list[str], dict[str, str]]) -> None:
    command, env = starter
    folders: list[Path] = []
    for _ in range(2):
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            folders.append(Path(process.stdout.readline().split("|")[3]).parent)
            process.kill()
    assert [folder.exists() for folder in folders] == [False, True]
