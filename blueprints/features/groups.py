"""Features that go together, for the lists of blueprints."""

SECURITY = (
    "custom_vnet",
    "private_endpoints",
    "ip_access_list",
    "customer_managed_keys",
    "secret_scope",
    "compliance_profile",
)
"""What closes a platform."""

OPERATIONS = ("diagnostics", "budget_alert")
"""What watches a platform."""

ANYWHERE = (
    "notebooks",
    "storage",
    "unity_catalog",
    "groups",
    "repos_integration",
    "mlflow_model_serving",
    "event_hub",
    "streaming_pipeline",
    "vector_search",
    *SECURITY,
    *OPERATIONS,
)
"""What every platform can have."""

ON_MACHINES = ("autoscaling", "gpu", "spot", "photon")
"""What changes machines; needs compute of its own."""

COMPUTE = ("interactive_compute", "instance_pool", "job_compute", "sql_warehouse", "serverless_sql", *ON_MACHINES)
"""Everything that computes."""


def without(features: tuple[str, ...], *names: str) -> tuple[str, ...]:
    """A group without some of its features."""
    return tuple(feature for feature in features if feature not in names)
