"""Features of the network: how a platform is reached, and from where."""
