"""Features for many teams in one workspace."""
