"""Features that stream: event hubs, pipelines, search."""
