"""Runs: a platform moves from its last committed configuration to a new one, or back."""
