"""What answers questions: model endpoints, vector search, experiments and apps."""
