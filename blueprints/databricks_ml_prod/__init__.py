"""A workspace with an instance pool for production jobs."""
