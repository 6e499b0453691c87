"""Many teams in one workspace, each with machines and a budget of its own."""
