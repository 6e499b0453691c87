"""A workspace that is closed on every side: the security reference architecture."""
