"""What groups, permissions and federation refuse, at the edge of each rule."""

from collections.abc import Callable
from typing import Any

import pytest

from constructs_lib.identity.account import Account
from constructs_lib.identity.entitlements import Entitlements
from constructs_lib.identity.federation_policy import FederationPolicy
from constructs_lib.identity.group import Group
from constructs_lib.identity.group_members import GroupMembers
from constructs_lib.identity.permission_target import LEVELS, PermissionTarget
from constructs_lib.identity.permissions import Permissions
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.service_principal_access import ServicePrincipalAccess
from constructs_lib.identity.workload_identity import WorkloadIdentity
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment
from naming.errors import RuleError
from tests.constructs_lib.samples_databricks import SAMPLES
from tests.constructs_lib.synthesis import it, made, terraform
from tests.constructs_lib.world import ACCOUNT, ADA, GRACE, World

HERE = {"host": "https://adb-1.2.azuredatabricks.net"}
"""The provider that every test's stack has."""


def permissions(w: World, access: dict[Principal, str], target: PermissionTarget | None = None) -> Permissions:
    return Permissions(w.scope, "It", target=target or w.job.permission_target, access=access)


def entitlements(w: World, **given: Any) -> Entitlements:
    return Entitlements(w.scope, "It", **{"member": w.local_group, **given})


def local_robot(w: World) -> ServicePrincipal:
    return ServicePrincipal(w.scope, "Local", names=w.names, purpose="local")


def access(w: World, **given: Any) -> ServicePrincipalAccess:
    return ServicePrincipalAccess(w.scope, "It", **{"service_principal": w.robot, **given})


def twice(w: World) -> None:
    Permissions(w.scope, "First", target=w.cluster.permission_target, access={ADA: "CAN_RESTART"})
    Permissions(w.scope, "Second", target=w.cluster.permission_target, access={GRACE: "CAN_RESTART"})


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda w: Account(w.scope, "A", account_id="my-account"), "the account's UUID"),
        (lambda w: Principal.user("ada"), "an address"),
        (lambda w: Principal.user("${x}@y.z"), "Terraform would evaluate"),
        (lambda w: Principal.group(" "), "a name"),
        (lambda w: Principal.group("%{x}"), "Terraform would evaluate"),
        (lambda w: Principal.service_principal("etl"), "application id"),
        (lambda w: ServicePrincipal(w.scope, "S", names=w.names, purpose="x", application_id="etl"), "application id"),
        (lambda w: GroupMembers(w.scope, "M", group=w.readers, members={}), "at least one member"),
        (lambda w: GroupMembers(w.scope, "M", group=w.readers, members={"Ada": "ada@example.com"}), "number"),
        (lambda w: GroupMembers(w.scope, "M", group=w.readers, members={"L": local_robot(w)}), "the same account"),
        (lambda w: GroupMembers(w.scope, "M", group=w.local_group, members={"R": w.robot}), "the same account"),
        (lambda w: WorkspaceAssignment(w.scope, "A", member=w.local_group), "of the account"),
        (lambda w: WorkspaceAssignment(w.scope, "A", member=w.local_group.principal), "of the account"),
        (lambda w: entitlements(w, member=ADA, sql_access=True), "WorkspaceAssignment"),
        (lambda w: entitlements(w), "at least one"),
        (lambda w: entitlements(w, consume_only=True, workspace_access=True), "consume_only"),
        (lambda w: entitlements(w, consume_only=True, sql_access=True), "consume_only"),
        (lambda w: entitlements(w, member=w.readers, sql_access=True), "WorkspaceAssignment"),
        (lambda w: PermissionTarget("table_id", "1"), "cluster_id"),
        (lambda w: permissions(w, {}), "at least one principal"),
        (lambda w: permissions(w, {ADA: "CAN_RUN"}), "CAN_MANAGE_RUN"),
        (lambda w: permissions(w, {ADA: "CAN_MANAGE"}, w.policy.permission_target), "allowed is CAN_USE"),
        (lambda w: permissions(w, {Principal.group("admins"): "CAN_VIEW"}), "anyone but admins"),
        (lambda w: permissions(w, {w.readers.principal: "IS_OWNER"}), "no group"),
        (lambda w: permissions(w, {ADA: "IS_OWNER", GRACE: "IS_OWNER"}), "one user"),
        (twice, "Add to the access of"),
        (lambda w: access(w), "at least one user or manager"),
        (lambda w: access(w, users=[w.local_group.principal]), "of the account"),
        (lambda w: access(w, service_principal=local_robot(w), users=[ADA]), "made in the account"),
        (lambda w: WorkloadIdentity("http://idp.example.com", "job:1"), "https"),
        (lambda w: WorkloadIdentity("https://idp.example.com", "repo:*"), "no wildcard"),
        (lambda w: WorkloadIdentity("https://idp.example.com", ""), "subject"),
        (lambda w: WorkloadIdentity("https://idp.example.com", "a", ("${x}",)), "Terraform would evaluate"),
        (
            lambda w: FederationPolicy(
                w.scope,
                "F",
                service_principal=local_robot(w),
                identity=WorkloadIdentity("https://idp.example.com", "job:1"),
            ),
            "Give it an account",
        ),
    ],
)
def test_fails_with_the_rule_and_what_came(make: Callable[[World], object], named: str) -> None:
    with pytest.raises(RuleError, match=named):
        made(make)


@pytest.mark.parametrize("field", LEVELS)
def test_every_level_of_every_object_can_be_given(field: str) -> None:
    for level in LEVELS[field]:
        found = it(lambda w, level=level: permissions(w, {ADA: level}, PermissionTarget(field, "1")))
        assert found == {
            "TYPE": "databricks_permissions",
            field: "1",
            "access_control": [{"user_name": "ada@example.com", "permission_level": level}],
        }


def test_an_account_is_a_provider_only_where_something_stands_in_it() -> None:
    def unused(w: World) -> None:
        Account(w.scope, "Account", account_id=ACCOUNT)
        Group(w.scope, "It", names=w.names, purpose="readers")

    assert terraform(unused)["provider"]["databricks"] == [HERE]


def test_an_account_is_one_provider_for_all() -> None:
    (fullest,) = [sample for sample in SAMPLES if sample.name == "GroupMembers fullest"]
    assert terraform(fullest.make)["provider"]["databricks"] == [
        HERE,
        {"alias": "account", "host": "https://accounts.azuredatabricks.net", "account_id": ACCOUNT},
    ]


def test_addresses_are_lower_case_as_databricks_reads_them_back() -> None:
    assert Principal.user("Ada@Example.com") == Principal.user("ada@example.com")


def test_an_azure_devops_pipeline_is_one_subject() -> None:
    found = WorkloadIdentity.azure_devops(ACCOUNT, "example", "platform", "deploy")
    assert found == WorkloadIdentity(
        f"https://vstoken.dev.azure.com/{ACCOUNT}", "p://example/platform/deploy", ("api://AzureADTokenExchange",)
    )
