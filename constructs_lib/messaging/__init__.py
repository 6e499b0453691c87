"""Where events wait: namespaces of Azure Event Hubs, their hubs, and who may read and send."""
