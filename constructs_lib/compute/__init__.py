"""What computes inside a workspace: clusters, pools, policies and SQL warehouses."""
