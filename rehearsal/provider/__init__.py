"""The simulated providers: what Terraform starts as a plugin."""
