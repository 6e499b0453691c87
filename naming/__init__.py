"""How everything is called: rules a kind, patterns and values."""
