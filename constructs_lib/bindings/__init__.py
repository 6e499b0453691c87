"""The one door to cdktf and the provider packages, and how it opens fast (ADR 0001)."""
