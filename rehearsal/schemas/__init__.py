"""Schemas of the simulated types, taken from the installed bindings."""
