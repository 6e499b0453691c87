"""From a sentence to a request: by rules, or by a model whose answer is validated."""
