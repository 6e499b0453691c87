"""Writes docs/blueprints.md and its pictures from the code: `python -m app.reference`."""
