"""Who may do what: groups, service principals, entitlements and permissions."""
