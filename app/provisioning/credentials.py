"""Whether a real deployment has what Azure asks for, before anything starts."""

from __future__ import annotations

import os
import shutil

from naming.errors import LakemasonError

_ONE_OF = ("ARM_USE_OIDC", "ARM_USE_MSI", "ARM_USE_AKS_WORKLOAD_IDENTITY")


def check_credentials() -> None:
    """Refuse a real run that could not sign in.

    Raises:
        LakemasonError: Naming the variables that are missing.
    """
    missing = [] if os.environ.get("ARM_SUBSCRIPTION_ID") else ["ARM_SUBSCRIPTION_ID"]
    if os.environ.get("ARM_CLIENT_ID") and not any(os.environ.get(name) for name in _ONE_OF):
        missing += [name for name in ("ARM_TENANT_ID",) if not os.environ.get(name)]
        if not any(os.environ.get(f"ARM_CLIENT_{kind}") for kind in ("SECRET", "CERTIFICATE_PATH", "CERTIFICATE")):
            missing.append("ARM_CLIENT_SECRET")
    elif not os.environ.get("ARM_CLIENT_ID") and not any(os.environ.get(name) for name in _ONE_OF):
        if not shutil.which("az"):
            missing += ["ARM_TENANT_ID", "ARM_CLIENT_ID", "ARM_CLIENT_SECRET"]
    if missing:
        raise LakemasonError(
            f"Azure credentials are missing: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set.",
            fix="Set them (or sign in with `az login` and set ARM_SUBSCRIPTION_ID). "
            "With --rehearse none is needed: the same run, on a simulated cloud.",
        )
