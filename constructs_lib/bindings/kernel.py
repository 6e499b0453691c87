"""Starts jsii's kernel in one node, early, and waits for it only where its answer is needed.

Left to itself jsii starts a node that starts another one, hands each message on between them, and waits while node
loads a package. Here one node runs the kernel (`kernel.cjs`), it boots while Python imports jsii, and it loads
packages while Python goes on importing. Where jsii is not the known one, its own way runs, with one warning.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import subprocess
import sys
import warnings
from pathlib import Path

PRELOAD = Path(__file__).with_name("preload.cjs")
_RUNNER = Path(__file__).with_name("kernel.cjs")
_CHANNEL = "readFD:3,writeFD:3"
"""How the kernel's code says where messages come and go; `kernel.cjs` puts stdin and stdout there."""
_CHOSEN = ("JSII_RUNTIME", "JSII_DEBUG")
"""Variables of jsii that ask for its own way."""


def start() -> bool:
    """Start the kernel, unless jsii is imported already, or chosen to run its own way.

    Returns:
        Whether it runs. If not, jsii starts its own with its first package.
    """
    if os.name != "posix" or "jsii" in sys.modules or any(os.environ.get(name) for name in _CHOSEN):
        return False
    program = _program()
    if program is None:
        warnings.warn("jsii has an unknown layout; its kernel runs in its own, slower way", stacklevel=2)
        return False
    node = _start_node(program)
    from constructs_lib.bindings.pipe import talk_to  # imports jsii; node boots meanwhile

    talk_to(node)
    return True


def _program() -> Path | None:
    """The kernel's code in the Python package; None where it is not there, or reads and writes elsewhere."""
    spec = importlib.util.find_spec("jsii")
    if spec is None or spec.origin is None:
        return None
    program = Path(spec.origin).parent / "_embedded" / "jsii" / "lib__program.js"
    try:
        return program if program.read_bytes().count(_CHANNEL.encode()) == 1 else None
    except OSError:
        return None


def _start_node(program: Path) -> subprocess.Popen[bytes]:
    # The first two options are jsii's own.
    options = ["--max-old-space-size=4069", "--preserve-symlinks", "--require", str(PRELOAD)]
    return subprocess.Popen(
        [os.environ.get("JSII_NODE", "node"), *options, str(_RUNNER), str(program), _CHANNEL],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "JSII_AGENT": f"Python/{platform.python_version()}"},
    )
