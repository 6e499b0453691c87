"""jsii's kernel in one node: it starts early, says what it has to say in the right place, and remembers its code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGINE = "from constructs_lib.bindings import engine\n"
CONSTRUCTS = "from constructs_lib.bindings import fast\nfast.install()\nimport constructs\n"
"""The smallest package of all, through the door."""


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="who started whom is read from /proc")
def test_one_node_runs_and_no_other_program_inherits_its_options() -> None:
    done = run(
        f"{ENGINE}engine.App(outdir='out')\n"
        "import os\nfrom pathlib import Path\n"
        "below = lambda pid: Path(f'/proc/{pid}/task/{pid}/children').read_text().split()\n"
        "print([len(below(child)) for child in below(os.getpid())], os.environ.get('NODE_OPTIONS'))",
        NODE_OPTIONS="",
    )
    assert done.stdout.strip() == "[0]"


def test_what_code_in_node_prints_comes_where_it_belongs(tmp_path: Path) -> None:
    talkative = tmp_path / "talkative.cjs"
    talkative.write_text("setImmediate(() => { console.log('said'); console.error('warned'); });\n")
    done = run(f"{CONSTRUCTS}constructs.Construct.is_construct(1)", NODE_OPTIONS=f"--require {talkative}")
    assert (done.stdout, done.stderr) == ("said\n", "warned\n")


def test_fails_in_node_are_raised_and_the_next_call_goes_on() -> None:
    done = run(
        f"{ENGINE}app = engine.App(outdir='out')\nengine.TerraformStack(app, 'once')\n"
        "try:\n    engine.TerraformStack(app, 'once')\n"
        "except RuntimeError as error:\n    print(error)\n"
        "print(engine.TerraformStack(app, 'twice').node.path)"
    )
    assert done.stdout.splitlines() == ["There is already a Construct with name 'once' in App", "twice"]


def test_fails_for_a_package_that_cannot_be_loaded_before_the_next_answer() -> None:
    done = run(
        f"{CONSTRUCTS}import jsii\n"
        "jsii.load('none', '1.0.0', '/nowhere/none.tgz')\n"
        "try:\n    jsii.stats()\n"
        "except RuntimeError as error:\n    print(error)\n"
        "print(constructs.Construct.is_construct(1))"
    )
    assert done.stdout.splitlines() == ["ENOENT: no such file or directory, open '/nowhere/none.tgz'", "False"]


def test_a_methods_override_in_python_is_called_from_node(tmp_path: Path) -> None:
    done = run(
        f"{ENGINE}from cdktf import IAspect, Aspects\nimport jsii\n"
        "@jsii.implements(IAspect)\n"
        "class Look:\n    def visit(self, node):\n        print(node.node.path)\n"
        f"app = engine.App(outdir={str(tmp_path)!r})\n"
        "stack = engine.TerraformStack(app, 'stack')\n"
        "engine.TerraformOutput(stack, 'out', value='1')\n"
        "Aspects.of(stack).add(Look())\napp.synth()"
    )
    assert done.stdout.split() == ["stack", "stack/out", "stack/backend"]


def test_a_package_is_indexed_the_first_time(tmp_path: Path) -> None:
    done = run(
        f"{CONSTRUCTS}from pathlib import Path\n"
        f"index = lambda: [*Path({str(tmp_path)!r}).glob('constructs/*/*/.jsii.runtime*.json')]\n"
        "asked = 0\n"
        "while not index() and asked < 50_000:\n    constructs.Construct.is_construct(asked := asked + 1)\n"
        "print(len(index()))",
        JSII_RUNTIME_PACKAGE_CACHE_ROOT=str(tmp_path),
    )
    assert done.stdout == "1\n"


def test_compiled_code_is_kept_and_damage_to_it_does_no_harm(tmp_path: Path) -> None:
    def said() -> str:
        program = f"{CONSTRUCTS}print(constructs.Construct.is_construct(1))"
        return run(program, XDG_CACHE_HOME=str(tmp_path), NODE_COMPILE_CACHE="").stdout

    assert said() == "False\n"
    kept = [path for path in (tmp_path / "lakemason" / "node").rglob("*") if path.is_file()]
    assert kept
    said()
    found = [path for path in (tmp_path / "lakemason" / "node").rglob("*") if path.is_file()]
    assert sorted(found) == sorted(kept)  # the same paths are asked for again
    for path in kept:
        path.write_bytes(path.read_bytes()[:100])
    assert said() == "False\n"


def test_an_unknown_jsii_runs_its_own_way_with_one_warning(tmp_path: Path) -> None:
    (tmp_path / "jsii").mkdir()
    (tmp_path / "jsii" / "__init__.py").write_text("")
    done = run(
        "from constructs_lib.bindings import fast\nimport os\nprint(fast.install(), os.environ['NODE_OPTIONS'])",
        PYTHONPATH=str(tmp_path),
    )
    assert done.stdout.startswith("False --require ")
    assert done.stderr.count("jsii has an unknown layout") == 1


@pytest.mark.parametrize("variable", ["JSII_RUNTIME", "JSII_DEBUG"])
def test_who_asks_for_jsiis_own_way_gets_it(variable: str) -> None:
    done = run("from constructs_lib.bindings import fast\nprint(fast.install())", **{variable: "1"})
    assert done.stdout == "False\n"


def test_the_collector_runs_again_after_the_bindings_are_loaded() -> None:
    assert run(f"{ENGINE}import gc\nprint(gc.isenabled())").stdout == "True\n"
    assert run(f"import gc\ngc.disable()\n{ENGINE}print(gc.isenabled())").stdout == "False\n"
