"""A workspace and nothing in it yet."""
