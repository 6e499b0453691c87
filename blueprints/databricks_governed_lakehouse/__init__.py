"""A lake under Unity Catalog, and groups that may use it."""
