"""A simulated Terraform provider: `python -m rehearsal.provider azurerm`, started by Terraform."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

# Source: terraform internal/plugin/serve.go, 1.15; the same for every plugin since 0.10.
COOKIE = ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")


def main() -> None:
    """Check who starts this, then serve."""
    if len(sys.argv) != 2 or sys.argv[1] not in ("azurerm", "databricks"):
        sys.exit("usage: python -m rehearsal.provider azurerm|databricks")
    provider = sys.argv[1]
    home = os.environ.get("LAKEMASON_REHEARSAL")
    if os.environ.get(COOKIE[0]) != COOKIE[1] or not home:
        sys.exit(
            f"This is Lakemason's simulated {provider} provider. Terraform starts it during a rehearsal; it is not "
            "meant to be run by hand. `lakemason rehearsal exec -- terraform plan` runs Terraform with it."
        )
    # A short life: what is loaded once stays, and collecting it costs time.
    gc.disable()
    from rehearsal.cloud import Cloud
    from rehearsal.provider.server import serve
    from rehearsal.provider.service import ProviderService

    service = ProviderService(provider, Cloud(Path(home, "cloud.db")))
    gc.freeze()
    gc.enable()
    serve(service)


if __name__ == "__main__":
    main()
