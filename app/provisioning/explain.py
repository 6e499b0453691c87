"""What to do about errors that people meet, beside Terraform's own words."""

from __future__ import annotations

import re

_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"Error acquiring the state lock|state is already locked",
        "Another Terraform works on this stack, or one was killed. Wait for it; if `Who` above is gone for good, run "
        "`terraform force-unlock ID` in the stack's folder with the ID above.",
    ),
    (
        r"Failed to query available provider packages|could not connect to registry|registry service is unreachable",
        "Terraform could not fetch the providers. Check the network, or set a mirror in a Terraform CLI "
        "configuration. `--rehearse` needs no network.",
    ),
    (
        r"locked provider .* does not match|checksums previously recorded|doesn't match any of the checksums",
        "Delete .terraform.lock.hcl in the stack's folder: it was written for another provider build.",
    ),
    (
        r"unable to build authorizer|building AzureRM Client|subscription ID could not be determined",
        "Sign in with `az login`, or set ARM_SUBSCRIPTION_ID, ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET.",
    ),
    (
        r"already exists - to be managed via Terraform",
        "Something of that name stands already, made by another hand. Take another name, import it, or delete it.",
    ),
)


def explain(said: str) -> str:
    """The advice for an error; empty where there is none.

    Args:
        said: What Terraform printed.
    """
    flat = " ".join(said.split())
    return next((advice for pattern, advice in _KNOWN if re.search(pattern, flat)), "")
