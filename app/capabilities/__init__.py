"""What programs and agents can have done: planned, approved, executed once, and taken back (docs/capabilities.md)."""
