"""What people ask for and do not get: counted, shown, and forgotten on request."""
