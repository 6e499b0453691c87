from __future__ import annotations

import os
import signal
import subprocess
import sys
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


def test_a_provider_ends_with_its_parent(starter: tuple[list[str], dict[str, str]]) -> None:
    command, env = starter
    parent = subprocess.Popen([sys.executable, "-c", _PARENT, *command], env=env, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    path = Path(parent.stdout.readline().split("|")[3])
    os.kill(parent.pid, signal.SIGKILL)
    # The pipe ends when nobody has it any more: the provider has gone.
    rest, _ = parent.communicate(timeout=20)
    assert rest == ""
    assert not path.parent.exists()


def test_a_provider_clears_up_after_those_that_were_killed(starter: tuple[list[str], dict[str, str]]) -> None:
    command, env = starter
    folders: list[Path] = []
    for _ in range(2):
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            folders.append(Path(process.stdout.readline().split("|")[3]).parent)
            process.kill()
    assert [folder.exists() for folder in folders] == [False, True]
