"""What no construct makes: any resource of any provider."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.raw import RawResource
from constructs_lib.raw_provider import RawProvider
from constructs_lib.workspace.resource_group import ResourceGroup


def raw_provider(stack: TerraformStack) -> RawProvider:
    return RawProvider(stack, "Azapi", name="azapi", source="Azure/azapi", version="2.4.0")


def raw_resource(stack: TerraformStack, resource_group: ResourceGroup, raw_provider: RawProvider) -> RawResource:
    return RawResource(
        stack,
        "Serverless",
        type="azapi_resource",
        arguments={
            "type": "Microsoft.Databricks/workspaces@2026-01-01",
            "name": "dbw-serverless",
            "location": "westeurope",
            "body": {"properties": {"computeMode": "Serverless"}},
        },
        references={"parent_id": resource_group.arm_id},
        provider=raw_provider.provider,
    )
