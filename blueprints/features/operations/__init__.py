"""Features that watch and run a platform."""
