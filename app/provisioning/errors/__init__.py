"""What went wrong: errors told apart by patterns kept as data, what to do about each, and when to try again."""
