"""What is shown of blueprints, and docs/blueprints.md with its pictures: `python -m app.reference` writes them."""
