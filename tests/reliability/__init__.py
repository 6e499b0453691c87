"""A platform is killed at every point of its life and recovered: the crash matrix."""
