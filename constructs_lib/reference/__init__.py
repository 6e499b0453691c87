"""Writes docs/constructs from the code: `python -m constructs_lib.reference`; planning and synthesis never load it."""
