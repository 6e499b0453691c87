"""The commands `lakemason runs …`, one verb a file."""
