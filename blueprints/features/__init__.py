"""What a platform can have: the vocabulary, a class each, and how they compose."""
