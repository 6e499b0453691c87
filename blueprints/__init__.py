"""Curated platform patterns: request, platform file, features, matching, and one folder a blueprint."""
