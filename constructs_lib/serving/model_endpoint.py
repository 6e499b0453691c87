"""Models that answer over HTTPS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.limits import between, matching
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from constructs_lib.serving.gateway import Gateway
from constructs_lib.serving.served_model import ServedModel
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

MOST_MODELS = 10
"""Source: databricks_model_serving docs, served_entities."""


class ModelEndpoint(Construct):
    """Versions of models that share requests; costs nothing without any, counts who asks.

    Makes: 1 databricks_model_serving.

    Args:
        names: Names and tags of the platform.
        purpose: What it answers, such as `churn`; changing it replaces the endpoint.
        models: Versions to serve, 1-10, whose shares of the requests make 100.
        gateway: Limits and records; left out: usage is counted, nothing is limited or kept.
        route_optimized: Faster answers over an address of its own; changing it replaces the endpoint. Default: off.
        budget_policy: Puts its tags on the bill; left out: the workspace's default.
        tell_on_failure: Addresses to write to when an update fails.

    Raises:
        RuleError: No models, more than 10, or one key twice; shares that do not make 100; text that is no address.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str,
        models: Sequence[ServedModel],
        gateway: Gateway | None = None,
        route_optimized: bool = False,
        budget_policy: BudgetPolicy | None = None,
        tell_on_failure: Sequence[str] = (),
    ) -> None:
        _check(models)
        for address in tell_on_failure:
            matching("tell_on_failure", address, r"[^@\s${]+@[^@\s${]+\.[^@\s${]+", allowed="addresses")
        super().__init__(scope, id)
        name = names.name(Kind.SERVING_ENDPOINT, purpose=purpose)
        endpoint = databricks.ModelServing(
            self,
            "Resource",
            name=name,
            config=_config(models),
            ai_gateway=_gateway(gateway or Gateway(), name),
            route_optimized=route_optimized,
            budget_policy_id=budget_policy.policy_id if budget_policy else None,
            email_notifications=databricks.ModelServingEmailNotifications(on_update_failure=list(tell_on_failure))
            if tell_on_failure
            else None,
            tags=[databricks.ModelServingTags(key=key, value=value) for key, value in names.tags().items()],
        )
        self.endpoint_name: str = endpoint.name
        # Permissions go by the number of the endpoint, not by its name.
        self.permission_target = PermissionTarget("serving_endpoint_id", endpoint.serving_endpoint_id)


def _config(models: Sequence[ServedModel]) -> Any:
    entities = [
        databricks.ModelServingConfigServedEntities(
            name=one.key,
            entity_name=one.model if isinstance(one.model, str) else one.model.full_name,
            entity_version=str(one.version),
            workload_size=one.size,
            workload_type=one.workload_type,
            scale_to_zero_enabled=one.scale_to_zero,
            environment_vars=dict(one.environment) or None,
        )
        for one in models
    ]
    routes = [
        databricks.ModelServingConfigTrafficConfigRoutes(
            served_model_name=one.key, traffic_percentage=one.traffic_percent
        )
        for one in models
    ]
    return databricks.ModelServingConfigA(
        served_entities=entities, traffic_config=databricks.ModelServingConfigTrafficConfig(routes=routes)
    )


def _gateway(gateway: Gateway, endpoint: str) -> Any:
    limits = [
        databricks.ModelServingAiGatewayRateLimits(calls=calls, key=key, renewal_period="minute")
        for key, calls in (("endpoint", gateway.calls_per_minute), ("user", gateway.user_calls_per_minute))
        if calls is not None
    ]
    log = gateway.log_to
    table = databricks.ModelServingAiGatewayInferenceTableConfig
    return databricks.ModelServingAiGateway(
        usage_tracking_config=databricks.ModelServingAiGatewayUsageTrackingConfig(enabled=gateway.usage_tracking),
        rate_limits=limits or None,
        inference_table_config=table(
            enabled=True,
            catalog_name=log.catalog.catalog_name,
            schema_name=log.schema_name,
            table_name_prefix=endpoint.replace("-", "_"),
        )
        if log
        else None,
    )


def _check(models: Sequence[ServedModel]) -> None:
    between("models", len(models), 1, MOST_MODELS, unit="models", source="databricks_model_serving docs")
    keys = [one.key for one in models]
    if len(set(keys)) < len(keys):
        raise RuleError("models", allowed="each key once", got=keys)
    shares = [one.traffic_percent for one in models]
    if sum(shares) != 100:
        raise RuleError(
            "traffic_percent", allowed="shares that make 100", got=shares, source="databricks_model_serving docs"
        )
