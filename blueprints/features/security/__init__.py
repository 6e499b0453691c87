"""Features that keep secrets and keys."""
