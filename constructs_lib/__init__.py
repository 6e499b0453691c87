"""Typed constructs, one logical entity a file, grouped by entity."""
