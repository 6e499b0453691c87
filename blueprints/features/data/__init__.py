"""Features that hold and move data."""
