"""Synthesis: equal on every machine, whole or not at all, and of real schemas."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PLATFORM, ROOT, SAMPLES, Lakemason

CONFORM = ROOT.parent / "shared" / "tools" / "conform.py"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_synth_writes_both_layers_of_every_platform(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("synth").good()
    stacks = [f"{name}-{layer}" for name in sorted(SAMPLES) for layer in ("azure", "databricks")]
    expected = [f"cdktf.out/stacks/{stack}/cdk.tf.json" for stack in stacks]
    assert done.out.splitlines() == expected
    manifest = json.loads((samples / "cdktf.out" / "manifest.json").read_text())
    assert manifest["stacks"].keys() == set(stacks)


def test_homes_users_and_folders_do_not_show(samples: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a folder" / "elsewhere"
    shutil.copytree(samples, elsewhere)
    made = []
    for folder, home, user in ((samples, "one", "alice"), (elsewhere, "two", "bob")):
        (tmp_path / home).mkdir()
        environment = {**os.environ, "HOME": str(tmp_path / home), "USER": user, "LOGNAME": user}
        command = [Path(sys.executable).with_name("lakemason"), "synth"]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        made.append(files(folder / "cdktf.out"))
    assert made[0] == made[1]
    assert not [name for name, text in made[0].items() if str(tmp_path).encode() in text]


def test_synth_of_one_platform_leaves_the_others(samples: Path, lakemason: Lakemason) -> None:
    lakemason("synth").good()
    before = files(samples / "cdktf.out")
    path = samples / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(PLATFORM.replace("max_workers: 4", "max_workers: 3"))
    lakemason("synth", "ml-team-ml-dev").good()
    after = files(samples / "cdktf.out")
    assert before.keys() == after.keys()
    assert [name for name in after if before[name] != after[name]] == ["stacks/ml-team-ml-dev-databricks/cdk.tf.json"]


def test_cdktf_and_lakemason_write_equal_stacks(samples: Path, lakemason: Lakemason) -> None:
    lakemason("synth").good()
    subprocess.run(
        [sys.executable, "-m", "app.main"], check=True, capture_output=True, env={**os.environ, "CDKTF_OUTDIR": "plain"}
    )
    ours, plain = files(samples / "cdktf.out"), files(samples / "plain")
    stacks = [name for name in plain if name.endswith(".tf.json")]
    assert len(stacks) == 2 * len(SAMPLES)
    assert all(ours[name] == plain[name] for name in stacks)


@pytest.mark.skipif(not CONFORM.is_file(), reason="the real providers' schemas are not here")
def test_the_samples_hold_against_the_real_schemas(samples: Path, lakemason: Lakemason) -> None:
    lakemason("synth").good()
    done = subprocess.run([sys.executable, CONFORM, "cdktf.out"], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1].endswith("0 faults"), done.stdout


def test_fails_and_writes_nothing_for_a_wrong_file(samples: Path, lakemason: Lakemason) -> None:
    (samples / "platforms" / "wrong.yaml").write_text("name: wrong\nteam: ${x}\n")
    done = lakemason("synth")
    assert done.code == 1
    assert "platforms/wrong.yaml:2: team: must be lower-case" in done.err
    assert "Traceback" not in done.err
    assert not (samples / "cdktf.out").exists()


def test_fails_without_platforms(project: Path, lakemason: Lakemason) -> None:
    done = lakemason("synth")
    assert done.code == 1
    assert "no platform in platforms/ yet" in done.err


def test_fails_for_an_unknown_platform_with_the_nearest(samples: Path, lakemason: Lakemason) -> None:
    done = lakemason("synth", "ml-team-ml-deb")
    assert done.code == 1
    assert "Did you mean ml-team-ml-dev?" in done.err


def test_fails_outside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lakemason: Lakemason) -> None:
    monkeypatch.chdir(tmp_path)
    done = lakemason("synth")
    assert done.code == 1
    assert "in no project" in done.err
    assert "cdktf.json" in done.err


def test_plain_cdktf_says_what_is_wrong_too(samples: Path) -> None:
    (samples / "platforms" / "wrong.yaml").write_text("name: wrong\n")
    done = subprocess.run([sys.executable, "-m", "app.main"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "platforms/wrong.yaml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"stacks": {"x": 1}}', '{"stacks": []}', "\udcff"])
def test_an_unusable_manifest_is_written_anew(text: str, samples: Path, lakemason: Lakemason) -> None:
    manifest = samples / "cdktf.out" / "manifest.json"
    manifest.parent.mkdir()
    manifest.write_text(text, errors="surrogateescape")
    lakemason("synth", "ml-team-ml-dev").good()
    assert list(json.loads(manifest.read_text())["stacks"]) == ["ml-team-ml-dev-azure", "ml-team-ml-dev-databricks"]
