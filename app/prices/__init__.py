"""Prices read anew from Azure, and shown with where they come from."""
