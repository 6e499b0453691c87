"""Tells people and programs what happens while Terraform works."""
