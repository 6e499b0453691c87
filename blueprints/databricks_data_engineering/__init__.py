"""Pipelines from raw to ready data, over a lake."""
