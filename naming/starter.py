"""The commented files that `lakemason names init` writes."""

from __future__ import annotations

from pathlib import Path

from naming.errors import LakemasonError
from naming.locate import PATTERNS_NAME, VALUES_NAME

VALUES = """\
# yaml-language-server: $schema=schemas/naming-values.schema.json
# What the placeholders of names stand for. Write only what differs from the packaged file;
# `lakemason names show` prints everything in force, docs/naming.md explains it.
# Weakest first: defaults < environments < resource_types < blueprint < platform file < --override key=value.
version: 1

defaults: {}
#   project: oncology           # for {project}
#   organisation: contoso       # goes into every hash, so that your storage accounts differ from others'

environments: {}
#   prod: {stage: p}            # then {stage} can stand in patterns

resource_types: {}
#   azurerm_databricks_workspace: {abbreviation: dbx}

tags:
  required: []                  # such as [cost_centre]: then a platform file must name one
"""

PATTERNS = """\
# yaml-language-server: $schema=schemas/naming-patterns.schema.json
# How names are built. Write only what differs from the packaged file;
# `lakemason names kinds` lists the kinds with their rules, docs/naming.md has recipes.
version: 1

transformations: {}
#   replace: {"+": plus}        # texts and what stands for them
#   codes:
#     region: {polandcentral: plc}

hash: {}
#   length: 6

kinds: {}
#   azurerm_databricks_workspace: "{abbreviation}-{environment}-{team}-{workload}-{region}"
#   databricks_catalog: {pattern: "{team}_{environment}", separator: _}
"""

FILES = {VALUES_NAME: VALUES, PATTERNS_NAME: PATTERNS}


def write_starters(folder: Path) -> list[Path]:
    """Write both files into a folder.

    Args:
        folder: Where to.

    Raises:
        LakemasonError: One of them is already there; nothing is written then.
    """
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        raise LakemasonError(f"{' and '.join(there)} already in {folder}.", fix="Nothing was written.")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in FILES]
