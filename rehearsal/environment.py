"""The folder of a rehearsal, and the variables that make Terraform and cdktf use it."""

from __future__ import annotations

import os
import platform
import shlex
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rehearsal.provider.accounts import SUBSCRIPTION_ID, TENANT_ID

# What a rehearsal simulates: provider -> (address, version).
PROVIDERS = {
    "azurerm": ("registry.terraform.io/hashicorp/azurerm", "4.55.0"),
    "databricks": ("registry.terraform.io/databricks/databricks", "1.99.0"),
}

# A rehearsal must never reach a real account, whatever the shell has: these families of variables go.
DROPPED_PREFIXES = ("ARM_", "AZURE_", "DATABRICKS_", "TF_CLI_", "TF_PLUGIN_", "TF_REATTACH_")

_REPOSITORY = Path(__file__).resolve().parents[1]

# The same text in every home: Terraform records its hash in .terraform.lock.hcl.
_PLUGIN = """\
#!/bin/sh
# Lakemason's simulated {provider} provider; the rehearsal that Terraform runs in says how to start it.
exec "${{LAKEMASON_REHEARSAL:?set by lakemason rehearsal exec}}/provider" {provider}
"""
_STARTER = """\
#!/bin/sh
# Starts a simulated provider; written by `lakemason rehearsal`. -S and PYTHONPATH: faster than site-packages.
PYTHONPATH={path} PYTHONDONTWRITEBYTECODE= exec {python} -P -S -m rehearsal.provider "$1"
"""
_TERRAFORM_RC = """\
# Every provider comes from the mirror: a rehearsal never asks a registry.
provider_installation {{
  filesystem_mirror {{
    path    = {mirror}
    include = ["*/*/*"]
  }}
}}
disable_checkpoint = true
"""


@dataclass(frozen=True)
class Environment:
    """The variables of a rehearsal.

    Args:
        home: The rehearsal's folder.
        set: Variables that a child process gets.
        drop: Variables of this process that it must not see.
    """

    home: Path
    set: dict[str, str]
    drop: tuple[str, ...]

    def apply(self, base: dict[str, str] | None = None) -> dict[str, str]:
        """The whole environment for a child process: this process's (or `base`) without the dropped, with the set."""
        inherited = dict(os.environ) if base is None else base
        gone = dropped(inherited)
        return {name: value for name, value in inherited.items() if name not in gone} | self.set


def prepare(home: Path) -> Environment:
    """Make or refresh a rehearsal's folder; quick, and safe for several processes at once.

    Args:
        home: The folder, usually `.lakemason/rehearsal`; made if it is not there.
    """
    home = home.absolute()
    mirror = home / "mirror"
    for provider, (address, version) in PROVIDERS.items():
        folder = mirror / address / version / _platform()
        _write(folder / f"terraform-provider-{provider}_v{version}", _PLUGIN.format(provider=provider), executable=True)
    _write(home / "provider", _starter(), executable=True)
    _write(home / "terraform.rc", _TERRAFORM_RC.format(mirror=_hcl(str(mirror))))
    return Environment(home, _variables(home), dropped(os.environ))


def dropped(names: Iterable[str]) -> tuple[str, ...]:
    """Name the variables that a rehearsal must not see: credentials, and other settings of Terraform."""
    return tuple(sorted(name for name in names if name.startswith(DROPPED_PREFIXES)))


def _variables(home: Path) -> dict[str, str]:
    return {
        "LAKEMASON_REHEARSAL": str(home),
        "TF_CLI_CONFIG_FILE": str(home / "terraform.rc"),
        "TF_CLI_ARGS_providers_lock": shlex.quote(f"-fs-mirror={home / 'mirror'}"),
        "TF_DISABLE_PLUGIN_TLS": "1",
        "CDKTF_DISABLE_PLUGIN_CACHE_ENV": "1",
        "CHECKPOINT_DISABLE": "1",
        "ARM_SUBSCRIPTION_ID": SUBSCRIPTION_ID,
        "ARM_TENANT_ID": TENANT_ID,
    }


def _starter() -> str:
    path = os.pathsep.join(
        [str(_REPOSITORY), *dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))]
    )
    return _STARTER.format(path=shlex.quote(path), python=shlex.quote(sys.executable))


def _platform() -> str:
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return f"{sys.platform}_{machine}"


def _hcl(text: str) -> str:
    """A text as a string of Terraform's CLI configuration: HCL 1, of which Terraform evaluates no expression.

    The parser looks for the end of one all the same, so its start is written as a character code.
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("${", "\\u0024{")
    return f'"{escaped}"'


def _write(path: Path, text: str, *, executable: bool = False) -> None:
    """Write a file whole or not at all, and only if it would change."""
    if path.is_file() and path.read_text("utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(name, 0o755 if executable else 0o644)
    os.replace(name, path)
