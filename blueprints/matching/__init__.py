"""Holds a request against the blueprints: which fits, how well, what is missing, and why."""
