"""From a request to a decision: sizes, and what they cost a month."""
