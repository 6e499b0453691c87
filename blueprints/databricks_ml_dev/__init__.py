"""A workspace with an interactive cluster for machine learning."""
