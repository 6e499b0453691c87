"""Features that people work with: code in the workspace, models."""
