"""What databricks-secure is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

_REQUIRED = (
    "custom_vnet",
    "private_endpoints",
    "customer_managed_keys",
    "secret_scope",
    "ip_access_list",
    "diagnostics",
)

DATABRICKS_SECURE = BlueprintDescription(
    name="databricks-secure",
    display_name="Secure workspace",
    description="A workspace closed on every side: own network, private link, own keys, audit logs, listed addresses.",
    # For general use: it stands back behind what is made for a workload, unless what it always has was wished.
    workload_types=("data_engineering", "analytics", "ml", "data_science"),
    environments=("staging", "prod"),
    required_features=_REQUIRED,
    optional_features=without((*COMPUTE, *ANYWHERE), *_REQUIRED),
    feature_options={"secret_scope": {"key_vault": True}, "ip_access_list": {"strict": True}},
    complexity="complex",
    # Ten of them for a role that Azure has yet to heed.
    estimated_time_minutes=40,
    smallest=Sizes(),
    largest=Sizes(),
    stacks="blueprints.databricks_secure.stacks",
)
