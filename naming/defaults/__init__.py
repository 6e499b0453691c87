"""The packaged naming-values.yaml and naming-patterns.yaml."""
