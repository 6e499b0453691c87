"""Reads a sentence with a language model: the model proposes, validation decides (docs/models.md)."""
