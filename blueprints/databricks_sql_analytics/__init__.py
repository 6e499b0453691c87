"""A SQL warehouse over governed data."""
