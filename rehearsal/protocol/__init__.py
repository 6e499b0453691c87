"""Terraform's plugin protocol 6, as far as a simulated provider needs it."""
