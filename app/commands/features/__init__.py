"""The commands `lakemason features …`, one verb a file."""
