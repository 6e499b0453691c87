"""Data and what guards it: credentials, locations, catalogs and grants."""
