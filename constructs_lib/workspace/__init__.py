"""The workspace and what it stands in."""
