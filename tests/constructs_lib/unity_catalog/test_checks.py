"""What Unity Catalog's constructs refuse, at the edge of each rule."""

from collections.abc import Callable, Collection
from typing import Any

import pytest

from constructs_lib.identity.principal import Principal
from constructs_lib.schedule import Schedule
from constructs_lib.unity_catalog.artifact_allowlist import ArtifactAllowlist
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.grants import Grants
from constructs_lib.unity_catalog.lake_path import LakePath
from constructs_lib.unity_catalog.metastore_assignment import MetastoreAssignment
from constructs_lib.unity_catalog.monitored import Monitored
from constructs_lib.unity_catalog.privilege import ALLOWED, Privilege
from constructs_lib.unity_catalog.quality_monitor import QualityMonitor
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.securable import Securable
from constructs_lib.unity_catalog.service_credential import ServiceCredential
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from constructs_lib.unity_catalog.system_schemas import SystemSchemas
from constructs_lib.unity_catalog.volume import Volume
from constructs_lib.unity_catalog.workspace_binding import WorkspaceBinding
from naming.errors import RuleError
from tests.constructs_lib.synthesis import it, made
from tests.constructs_lib.world import ADA, World

LAKE = "abfss://bronze@stmlteammldevweu.dfs.core.windows.net/"


def catalog(w: World, **given: Any) -> Catalog:
    return Catalog(w.scope, "It", names=w.names, location=w.location, **{"path": "own", **given})


def schema(w: World, **given: Any) -> Schema:
    return Schema(w.scope, "It", names=w.names, catalog=w.catalog, domain="sales", layer="gold", **given)


def volume(w: World, **given: Any) -> Volume:
    return Volume(w.scope, "It", names=w.names, schema=w.schema, purpose="landing", **given)


def location(w: World, **given: Any) -> ExternalLocation:
    return ExternalLocation(w.scope, "It", names=w.names, credential=w.credential, place=LakePath(w.bronze), **given)


def credential(w: World, **given: Any) -> StorageCredential:
    return StorageCredential(w.scope, "It", names=w.names, connector=w.connector, **given)


def service(w: World, **given: Any) -> ServiceCredential:
    return ServiceCredential(w.scope, "It", names=w.names, connector=w.connector, **given)


def model(w: World, **given: Any) -> RegisteredModel:
    return RegisteredModel(w.scope, "It", names=w.names, schema=w.schema, purpose="churn", **given)


def grants(w: World, given: dict[Principal, Collection[Privilege]]) -> Grants:
    return Grants(w.scope, "It", securable=w.schema.securable, grants=given)


def binding(w: World, to: Any, **given: Any) -> WorkspaceBinding:
    return WorkspaceBinding(w.scope, "It", to=to, **{"workspace": "1", **given})


def monitor(w: World, **given: Any) -> QualityMonitor:
    values = {"table": "orders", "how": Monitored.snapshot(), **given}
    return QualityMonitor(w.scope, "It", names=w.names, schema=w.schema, output=w.schema, **values)


def allowlist(w: World, kind: Any, *prefixes: Any) -> ArtifactAllowlist:
    return ArtifactAllowlist(w.scope, "It", kind=kind, prefixes=prefixes)


def twice(w: World) -> None:
    Grants(w.scope, "First", securable=w.catalog.securable, grants={ADA: [Privilege.USE_CATALOG]})
    Grants(w.scope, "Second", securable=w.catalog.securable, grants={ADA: [Privilege.BROWSE]})


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda w: LakePath("wasbs://bronze@st.blob.core.windows.net/"), "abfss://"),
        (lambda w: LakePath("abfss://bronze@${x}/"), "container_url"),
        (lambda w: LakePath(LAKE, "/landing"), "path"),
        (lambda w: LakePath(LAKE, "landing/"), "path"),
        (lambda w: LakePath(LAKE, "../other"), "path"),
        (lambda w: LakePath(LAKE, "a/${x}"), "path"),
        (lambda w: catalog(w, path=""), "two catalogs in one"),
        (lambda w: catalog(w, path="a//b"), "path"),
        (lambda w: catalog(w, predictive_optimization="ON"), "ENABLE"),
        (lambda w: schema(w, location=w.location), "given with a path"),
        (lambda w: schema(w, path="a"), "given with a path"),
        (lambda w: schema(w, location=w.location, path="a//b"), "two schemas in one"),
        (lambda w: volume(w, location=w.location), "given with a location"),
        (lambda w: volume(w, path="a"), "given with a location"),
        (lambda w: volume(w, location=w.location, path="/a"), "folder/folder"),
        (lambda w: binding(w, catalog(w, isolated=False)), "something isolated"),
        (lambda w: binding(w, w.location, read_only=True), "for catalogs"),
        (lambda w: binding(w, service(w, isolated=False)), "something isolated"),
        (lambda w: binding(w, w.catalog, workspace="/subscriptions/1"), "Not its ARM id"),
        (lambda w: Securable("catalogs", "main"), "Did you mean catalog"),
        (lambda w: grants(w, {}), "at least one principal"),
        (lambda w: grants(w, {ADA: []}), "SELECT"),
        (lambda w: grants(w, {ADA: [Privilege.CREATE_SCHEMA]}), "CREATE_SCHEMA"),
        (lambda w: grants(w, {ADA: [Privilege.ALL_PRIVILEGES, Privilege.SELECT]}), "ALL_PRIVILEGES alone"),
        (lambda w: grants(w, {w.local_group.principal: [Privilege.SELECT]}), "Make the group with an account"),
        (twice, "Add to the grants of"),
        (
            lambda w: MetastoreAssignment(w.scope, "M", account=w.account, metastore_id="main", workspace=w.workspace),
            "a UUID",
        ),
        (lambda w: allowlist(w, "INIT_SCRIPT"), "at least one"),
        (lambda w: allowlist(w, "SCRIPT", "/Volumes/a/b/c/"), "INIT_SCRIPT"),
        (lambda w: allowlist(w, "INIT_SCRIPT", "/Volumes/a/b/c"), "ends in /"),
        (lambda w: allowlist(w, "LIBRARY_JAR", "dbfs:/jars/"), "ends in /"),
        (lambda w: allowlist(w, "LIBRARY_MAVEN", "/Volumes/a/b/c/"), "group:artifact:"),
        (lambda w: allowlist(w, "LIBRARY_MAVEN", w.volume), "Maven coordinates"),
        (lambda w: SystemSchemas(w.scope, "S", schemas=[]), "at least one"),
        (lambda w: SystemSchemas(w.scope, "S", schemas=["billing"]), "always on"),
        (lambda w: SystemSchemas(w.scope, "S", schemas=["Access"]), "lower-case"),
        (lambda w: monitor(w, table="sales.orders"), "without its schema"),
        (lambda w: monitor(w, slices=("${x}",)), "Terraform would evaluate"),
        (lambda w: Monitored.time_series(timestamp="at", granularities=()), "1 hour"),
        (lambda w: Monitored.time_series(timestamp="at", granularities=("2 hours",)), "Did you mean 1 hour"),
        (
            lambda w: Monitored.inference(timestamp="a", prediction="b", model_id="c", problem="ranking"),
            "classification",
        ),
        (lambda w: Schedule("0 6 * * *"), r"Quartz starts with seconds: 0 0 6 \* \* \?"),
        (lambda w: Schedule("0 6 * * MON"), r"Quartz starts with seconds: 0 0 6 \? \* MON"),
        (lambda w: Schedule("30 6 * * 1-5"), r"Quartz starts with seconds: 0 30 6 \? \* 2-6"),
        (lambda w: Schedule("0 6 1 * *"), r"Quartz starts with seconds: 0 0 6 1 \* \?"),
        (lambda w: Schedule("0 0 6 * * *"), "for exactly one"),
        (lambda w: Schedule("0 0 6 ? * ?"), "for exactly one"),
        (lambda w: Schedule("0 0 6 * * ? 2027 1"), "6 or 7"),
        (lambda w: Schedule("0 0 6 * * ?", timezone="Berlin"), "tz database"),
        (lambda w: Schedule("${x} 0 6 * * ?"), "Terraform would evaluate"),
    ],
)
def test_fails_with_the_rule_and_what_came(make: Callable[[World], object], named: str) -> None:
    with pytest.raises(RuleError, match=named):
        made(make)


@pytest.mark.parametrize("make", [catalog, schema, volume, location, credential, service, model])
def test_fails_for_an_owner_that_only_the_workspace_knows(make: Callable[..., object]) -> None:
    with pytest.raises(RuleError, match="owner"):
        made(lambda w: make(w, owner=w.local_group.principal))


@pytest.mark.parametrize("make", [catalog, schema, volume, location, credential, service, model])
def test_fails_for_a_comment_that_would_be_evaluated(make: Callable[..., object]) -> None:
    with pytest.raises(RuleError, match="comment"):
        made(lambda w: make(w, comment='${file("/etc/passwd")}'))


@pytest.mark.parametrize("kind", ALLOWED)
def test_every_privilege_of_every_securable_can_be_granted(kind: str) -> None:
    for privilege in ALLOWED[kind]:
        found = it(
            lambda w, privilege=privilege: Grants(
                w.scope, "It", securable=Securable(kind, "name"), grants={ADA: [privilege]}
            )
        )
        assert found == {
            "TYPE": "databricks_grants",
            kind: "name",
            "grant": [{"principal": "ada@example.com", "privileges": [privilege]}],
        }


def test_names_arrive_in_lower_case_as_unity_catalog_keeps_them() -> None:
    found = made(lambda w: Schema(w.scope, "It", names=w.names, catalog=w.catalog, domain="SALES", layer="Gold"))
    assert found["It"]["name"] == "sales_gold"
    assert found["Catalog"]["name"] == found["Catalog"]["name"].lower()


def test_a_path_may_stand_on_a_lake_that_does_not_exist_yet() -> None:
    assert LakePath("abfss://bronze@${TfToken[TOKEN.12]}/", "in").url == "abfss://bronze@${TfToken[TOKEN.12]}/in"
    assert LakePath(LAKE).url == LAKE.removesuffix("/")


def test_a_service_credential_is_bound_and_granted_as_a_credential() -> None:
    def make(w: World) -> None:
        own = service(w)
        WorkspaceBinding(w.scope, "Binding", to=own, workspace="1")
        Grants(w.scope, "Grants", securable=own.securable, grants={ADA: [Privilege.ACCESS]})

    found = made(make)
    assert found["Binding"]["securable_type"] == "credential"
    assert found["Binding"]["securable_name"] == found["Grants"]["credential"] == "<It.id>"
    assert found["Grants"]["grant"] == [{"principal": "ada@example.com", "privileges": ["ACCESS"]}]


def test_a_workspace_of_another_platform_is_bound_by_its_number() -> None:
    assert it(lambda w: binding(w, w.catalog, workspace="7405606901234567"))["workspace_id"] == 7405606901234567
