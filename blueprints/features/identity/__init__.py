"""Features of who may come in."""
