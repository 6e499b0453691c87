"""Keys, vaults, roles and secrets."""
