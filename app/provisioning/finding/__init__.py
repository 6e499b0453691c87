"""Finds what was created but not recorded, by name, through the providers themselves."""
