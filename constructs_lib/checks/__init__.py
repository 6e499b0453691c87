"""Policy checks over synthesized JSON as plain dicts: no bindings are loaded; other stacks can be held too."""
