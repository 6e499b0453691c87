"""Names of whole projects, before anything is synthesized."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprints.checking import load_platforms
from blueprints.names import refuse_shared_names
from naming.config import NamingConfig
from naming.errors import LakemasonError
from tests.conftest import PLATFORM


def test_platforms_that_differ_are_fine(samples: Path) -> None:
    refuse_shared_names(load_platforms(sorted((samples / "platforms").glob("*.yaml"))), NamingConfig.packaged())


def test_fails_two_platforms_of_one_name(samples: Path) -> None:
    twin = samples / "platforms" / "twin.yaml"
    twin.write_text(PLATFORM.replace("name: ml-team-ml-dev", "name: twin"))
    platforms = load_platforms(sorted((samples / "platforms").glob("*.yaml")))
    with pytest.raises(LakemasonError, match="ml-team-ml-dev and twin would share it"):
        refuse_shared_names(platforms, NamingConfig.packaged())
