"""What Terraform's JSON says of a month's use: synthesized stacks and plans, ours or anybody's."""
