"""The commands `lakemason names …`, one verb a file."""
