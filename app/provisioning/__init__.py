"""Drives Terraform: plan, apply, destroy, and what stands in the state."""
