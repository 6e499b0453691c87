"""Every construct inside a workspace, in its smallest and its fullest form: for schemas, and for rehearsals.

Each minimal form gives only what must be given; each fullest form gives everything that fits together.
"""

from __future__ import annotations

from tests.constructs_lib import samples_compute, samples_identity, samples_jobs, samples_serving, samples_unity_catalog

SAMPLES = [
    *samples_compute.SAMPLES,
    *samples_identity.SAMPLES,
    *samples_unity_catalog.SAMPLES,
    *samples_jobs.SAMPLES,
    *samples_serving.SAMPLES,
]
