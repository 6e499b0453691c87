"""The command `lakemason prices`."""
