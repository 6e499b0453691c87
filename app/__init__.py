"""The outside world: commands, planning, synthesis and provisioning."""
