"""Every sample of Azure's constructs against the real providers' schemas, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from naming.namer import Namer
from tests.constructs_lib.azure import stack_of
from tests.constructs_lib.samples_azure import FULLEST, MINIMAL, SAMPLES

NOT_PINNED = {"raw-fullest": ["no schema here for this type"]}
"""Samples with a type that the pinned providers do not have, and what is said of it."""


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_holds_against_the_schemas(conform: ModuleType, names: Namer, tmp_path: Path, sample: str) -> None:
    file = tmp_path / "cdk.tf.json"
    file.write_text(json.dumps(stack_of(SAMPLES[sample], names)))
    count, faults = conform.check_file(file, *conform.load())
    assert count
    assert [fault.rpartition(": ")[2] for fault in faults] == NOT_PINNED.get(sample, [])


def test_every_sample_is_of_a_construct() -> None:
    assert len(SAMPLES) == len(MINIMAL) + len(FULLEST)
    assert len(SAMPLES) > 40
