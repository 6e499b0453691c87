"""What no schema says of a type: ids, computed values, defaults, replacement, checks, the cloud's form."""
