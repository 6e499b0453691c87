"""Features that compute: clusters, pools, warehouses."""
