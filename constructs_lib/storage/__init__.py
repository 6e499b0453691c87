"""Where data lies."""
