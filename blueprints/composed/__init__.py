"""Platforms composed of resources, without code."""
