"""A disk that is full, and folders that nobody may write to."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.app.provisioning.faults.scene import CLUSTER, NAME, WORKSPACE, Scene, fault, whole
from tests.conftest import allowed, needs

_FILES_END = """\
#!/bin/sh
# Terraform, where no file may become larger than {kib} KiB while it applies, as on a disk that fills up; the cloud,
# which is on no disk of ours, is not held to that.
case "$1" in apply) ulimit -S -f {blocks} ;; esac
LAKEMASON_REHEARSAL={shim} exec {terraform} "$@"
"""
_CLOUD = """\
#!/bin/sh
ulimit -S -f unlimited
LAKEMASON_REHEARSAL={place} exec {place}/provider "$@"
"""


def short_of_space(scene: Scene, folder: Path, kib: int) -> Path:
    """A terraform that cannot write more than so much to a file."""
    shim = folder / "shim"
    shim.mkdir()
    binary = folder / "terraform"
    place = scene.root / ".lakemason" / "rehearsal"
    terraform = os.environ["TERRAFORM_BINARY_NAME"]
    binary.write_text(_FILES_END.format(kib=kib, blocks=2 * kib, shim=shim, terraform=terraform))  # POSIX: of 512 bytes
    (shim / "provider").write_text(_CLOUD.format(place=place))
    for program in (binary, shim / "provider"):
        program.chmod(0o755)
    return binary


@pytest.mark.parametrize(
    ("kib", "lost", "said"),
    [
        (4, WORKSPACE, "What it said breaks off in the midst of a line."),  # of what Terraform says, too
        whole(6, CLUSTER, "file too large"),
    ],
)
def test_a_state_that_cannot_be_written_whole_is_mended_and_nothing_is_lost(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kib: int, lost: str, said: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TERRAFORM_BINARY_NAME", str(short_of_space(scene, tmp_path, kib)))
        done = scene.run("deploy")
    assert done.code == 1
    assert said in done.err
    assert "The disk is full" in done.err
    assert "Traceback" not in done.err
    assert lost in scene.types(), "it was made, and the state has no room for it"
    run = scene.last()
    assert run.state == "interrupted"
    assert "The disk is full" in run.error
    assert f"`lakemason recover {NAME} --rehearse`" in run.advice
    assert "run 1 recovered" in scene.run("recover").good().out
    assert scene.objects() == []
    assert scene.loose_ends() == []


_FILLS = """
mount -t tmpfs -o size=$1 tmpfs $2; disk=$2; program=$3; shift 3
if [ $disk = .lakemason ]; then mkdir $disk/rehearsal; ln -s $PWD/cloud.db $disk/rehearsal/cloud.db; fi
mkfifo said
$program deploy "$@" 2>said & deploying=$!
while read -r line; do
    echo "$line"
    case "$line" in *"Trying again in"*) cat /dev/zero >$disk/filler 2>/dev/null ;; esac
done <said
wait $deploying; echo "deploy: $?"
$program recover "$@" 2>&1; echo "recover, too early: $?"
rm $disk/filler
$program recover "$@" 2>&1; echo "recover: $?"
$program runs --rehearse 2>&1
"""
"""All on a disk that is mounted for this alone; it is full from the first failure on, until the run has ended."""


@pytest.mark.parametrize(
    ("disk", "size", "said"),
    [
        (".lakemason", "3m", "What became of it could not be written down: No space is left for the database"),
        whole(".lakemason/rehearsal/state", "64k", "Rolling back failed, too: "),
    ],
    ids=["states, logs and ledger", "states"],
)
def test_a_disk_that_is_full_in_the_midst_of_a_run(scene: Scene, disk: str, size: str, said: str) -> None:
    own = [needs("unshare", "util-linux"), "--user", "--map-root-user", "--mount"]
    allowed([*own, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], "mount a disk in a namespace of its own")
    # It would be made at the second try, when there is room for it in no state and no log any more.
    scene.strike(fault("throttled", WORKSPACE, retry_after=2))
    if disk == ".lakemason":  # the cloud is on no disk of ours
        shutil.move(scene.root / ".lakemason" / "rehearsal" / "cloud.db", scene.root / "cloud.db")
    (scene.root / disk).mkdir(parents=True, exist_ok=True)
    program = Path(os.environ["TERRAFORM_BINARY_NAME"]).with_name("lakemason")
    done = subprocess.run(
        [*own, "sh", "-c", _FILLS, "sh", size, disk, program, NAME, "--rehearse", "--yes"],
        cwd=scene.root, env={**os.environ, "TMPDIR": str(scene.temporary)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    while_full, _, later = done.stdout.partition("recover, too early: ")
    assert "deploy: 1\n" in while_full
    assert said in while_full
    assert f"`lakemason recover {NAME} --rehearse`" in while_full
    assert "Traceback" not in done.stdout
    assert "recover: 0\n" in later
    assert f"1    {NAME}  deploy  recovered" in later
    if disk == ".lakemason":
        (scene.root / ".lakemason" / "rehearsal").mkdir(exist_ok=True)
        shutil.copy(
            scene.root / "cloud.db", scene.root / ".lakemason" / "rehearsal"
        )  # where it is looked for; that disk is gone
    assert scene.objects() == []


def as_anybody() -> str:
    """The shell's words for a command that is held to the modes of files: root is not, unless it gives that up."""
    if os.getuid() != 0:
        return ""
    needs("setpriv", "util-linux")
    return "exec setpriv --bounding-set=-dac_override,-dac_read_search"


def test_fails_for_a_state_folder_that_is_read_only_before_anything_is_made(scene: Scene) -> None:
    folder = scene.project.place(rehearse=True).state
    folder.mkdir(parents=True)
    folder.chmod(0o555)
    with scene.start("deploy", through=as_anybody()) as process:
        said = process.communicate()[1]
    folder.chmod(0o755)
    assert process.returncode == 1, said
    assert f"{folder}" in said
    assert "Permission denied" in said
    assert "Traceback" not in said
    assert scene.objects() == []
    scene.run("deploy").good()
    assert scene.loose_ends() == []


@pytest.mark.whole
def test_a_state_folder_that_becomes_read_only_ends_with_instructions(scene: Scene) -> None:
    folder = scene.project.place(rehearse=True).state
    scene.strike(fault("hang", WORKSPACE, seconds=2))  # time to lock the folder up
    with scene.start("deploy", through=as_anybody()) as process:
        said = Scene.until(process, "created azurerm_resource_group")
        folder.chmod(0o555)
        said += process.communicate()[1]
    assert process.returncode == 1, said
    assert "permission denied" in said
    assert "Look at the owner and mode of the file named above" in said
    assert "What stands now:" in said
    assert f"`lakemason recover {NAME} --rehearse`" in said
    assert "Traceback" not in said
    run = scene.last()
    assert run.state == "interrupted"
    assert "permission denied" in run.error
    folder.chmod(0o755)
    assert "run 1 recovered" in scene.run("recover").good().out
    assert scene.objects() == []
    assert scene.loose_ends() == []


def test_fails_where_a_file_is_in_the_state_folders_place(scene: Scene) -> None:
    folder = scene.project.place(rehearse=True).state
    folder.parent.mkdir(parents=True)
    folder.write_text("")
    done = scene.run("deploy")
    assert done.code == 1
    assert f"{folder}: " in done.err
    assert "Traceback" not in done.err
    assert scene.objects() == []
