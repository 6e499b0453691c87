"""A workspace for streams: an event hub, and a pipeline that follows it."""
