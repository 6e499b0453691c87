"""A process that deploys or destroys a platform whose JSON is there already: `lakemason` without synthesis.

Run as `python -m tests.reliability.command deploy|destroy PLATFORM`, in the project's folder.
"""

from __future__ import annotations

import sys

from app.project import Project
from app.provisioning.deploy import deploy, destroy
from app.provisioning.progress.show import show_progress
from app.provisioning.run.adopting import adopt_quietly
from app.provisioning.run.result import DeploymentResult
from app.provisioning.session import Session


def main(verb: str, platform: str) -> DeploymentResult:
    """As `app/commands/running.py` does it, everything approved.

    Args:
        verb: deploy or destroy.
        platform: The platform's name.
    """
    stacks = (f"{platform}-azure", f"{platform}-databricks")
    do = {"deploy": deploy, "destroy": destroy}[verb]
    with (
        show_progress("plain") as told,
        Session.open(Project.find(), rehearse=True, progress=told) as session,
        session.alone_with(platform, verb),
    ):
        adopt_quietly(session, platform, stacks)
        return do(session, platform, stacks, lambda plans: True)


if __name__ == "__main__":
    print(main(*sys.argv[1:]).status)
