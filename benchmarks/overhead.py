"""What a run costs over Terraform alone: the same JSON, both layers, on the same simulated cloud."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = "bench-etl-dev"
PLATFORM = f"""\
version: 1
name: {NAME}
blueprint: databricks-data-engineering
team: bench
environment: dev
workload: etl
region: westeurope
sizes: {{tier: premium, runtime: 17.3.x-scala2.13, worker_type: Standard_D4ds_v5, max_workers: 2}}
features: {{notebooks: {{}}, storage: {{}}, unity_catalog: {{}}, custom_vnet: {{}}, job_compute: {{}}}}
cost_limit_usd: 9000
"""
PROMISED = 0.20
"""How much longer than `terraform init`, `plan` and `apply` of both layers a run may take."""


def overhead(runs: int = 3) -> tuple[float, float, int]:
    """Median seconds of plain Terraform and of a run, and how many resources both make.

    Args:
        runs: How often each is measured, in turns.
    """
    with tempfile.TemporaryDirectory() as scratch:
        ready = Path(scratch) / "ready"
        (ready / "platforms").mkdir(parents=True)
        shutil.copy(ROOT / "cdktf.json", ready)
        (ready / "platforms" / f"{NAME}.yaml").write_text(PLATFORM)
        lakemason = str(Path(sys.executable).with_name("lakemason"))
        rehearsing = [lakemason, "rehearsal", "exec", "--"]
        subprocess.run([*rehearsing, lakemason, "synth"], cwd=ready, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([lakemason, "runs", "--rehearse"], cwd=ready, check=True, capture_output=True)
        plain: list[float] = []
        ours: list[float] = []
        made = 0
        for number in range(runs):
            for times, act in ((plain, _plain), (ours, _ours)):
                folder = Path(scratch) / f"{act.__name__}{number}"
                shutil.copytree(ready, folder, symlinks=True)
                began = time.perf_counter()
                act(folder)
                times.append(time.perf_counter() - began)
                made = _made(folder)
        return statistics.median(plain), statistics.median(ours), made


def _plain(folder: Path) -> None:
    from app.rehearsing import rehearsal_environment

    environment = rehearsal_environment(folder / ".lakemason" / "rehearsal", os.environ)
    terraform = os.environ.get("TERRAFORM_BINARY_NAME") or str(Path(sys.executable).with_name("lakemason-terraform"))
    for layer in ("azure", "databricks"):
        stack = folder / ".lakemason" / "rehearsal" / "cdktf.out" / "stacks" / f"{NAME}-{layer}"
        for command in (["init"], ["plan", "-out=plan"], ["apply", "plan"]):
            subprocess.run(
                [terraform, *command], cwd=stack, env={**environment, "TF_INPUT": "0"}, check=True, capture_output=True
            )


def _ours(folder: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from benchmarks.overhead import run; run()"
    subprocess.run([sys.executable, "-c", program], cwd=folder, check=True, capture_output=True)


def run() -> None:
    """Deploy what is synthesized in the working folder, in a rehearsal, with nobody asked."""
    from app.project import Project
    from app.provisioning.deploy import deploy
    from app.provisioning.progress.plain import PlainProgress
    from app.provisioning.session import Session

    with (
        Session.open(Project.find(), rehearse=True, progress=PlainProgress()) as session,
        session.alone_with(NAME),
    ):
        deploy(session, NAME, (f"{NAME}-azure", f"{NAME}-databricks"), lambda plans: True)


def _made(folder: Path) -> int:
    from rehearsal.cloud import Cloud

    cloud = Cloud(folder / ".lakemason" / "rehearsal" / "cloud.db")
    try:
        return len(cloud.objects())
    finally:
        cloud.close()


if __name__ == "__main__":
    print(overhead(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
