from __future__ import annotations

import threading

import pytest

from app.provisioning.errors.classify import asked_wait_seconds, classify, explain
from app.provisioning.errors.patterns import Kind
from app.provisioning.events import Diagnostic
from app.provisioning.terraform import TerraformError
from rehearsal.faults import Fault
from rehearsal.faults import Kind as FaultKind
from rehearsal.provider.striking import strike

THROTTLED = "unexpected status 429 (429 Too Many Requests) with error: SubscriptionRequestsThrottled: wait."
DENIED = (
    "unexpected status 403 (403 Forbidden) with error: AuthorizationFailed: The client '1' does not have authorization"
)


def error(summary: str, detail: str = "") -> Diagnostic:
    return Diagnostic("error", summary, detail, "databricks_cluster.a")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # A quota that is told with the code, and the status, of throttling or of a conflict.
        ("status 429 with error: OperationNotAllowed: exceeding approved Total Regional Cores quota.", "quota"),
        ("status 409 (409 Conflict) with error: OperationNotAllowed: exceeding approved standardDSv5 Quota", "quota"),
        ("status 429 with error: OperationNotAllowed: [TooManyRequests] too many requests", "throttled"),
        ("status 409 (409 Conflict) with error: MaxStorageAccountsCountPerSubscriptionExceeded: x", "quota"),
        ("status 400 (400 Bad Request) with error: NetworkCountLimitReached: Cannot create more than 1000", "quota"),
        ("status 400 (400 Bad Request) with error: RoleAssignmentLimitExceeded: No more role assignments", "quota"),
        # 409 is many things.
        ("status 409 (409 Conflict) with error: StorageAccountAlreadyTaken: taken", "exists"),
        ("status 409 (409 Conflict) with error: RoleAssignmentExists: The role assignment already exists.", "exists"),
        ("status 409 (409 Conflict) with: Data sink 'x' is already used in diagnostic setting 'a' for 'b'.", "exists"),
        ("status 409 (409 Conflict) with error: ScopeLocked: locked", "policy"),
        ("status 409 (409 Conflict) with error: MissingSubscriptionRegistration: x", "permission"),
        ("status 409 (409 Conflict) with error: SomethingNew: x", "conflict"),
        # So is 403, and a firewall is no permission.
        ("status 403 (403 This request is not authorized to perform this operation.) with error: x", "network"),
        ("with error: Forbidden: Client address is not authorized and caller is not a trusted service.", "network"),
        ("status 403 (403 Forbidden) with error: RequestDisallowedByPolicy: x", "policy"),
        ("status 403 (403 Forbidden) with error: SomethingNew: x", "permission"),
        # 429 where nothing was asked for too often.
        ("status 429 (429 Too Many Requests) with error: RetryableError: A retryable error occurred.", "conflict"),
        # A sign-in that was cut off is no wrong credential, nor is one that took too long, nor a fault of Entra ID.
        ('clientCredentialsToken: received HTTP status 503 with: {"error":"temporarily_unavailable"}', "server"),
        ("azure-client-secret: inner token: token error: AADSTS90033: A transient error has occurred.", "server"),
        ("clientCredentialsToken: received HTTP status 500 with response: ", "server"),
        ("clientCredentialsToken: received HTTP status 401 with response: AADSTS7000215: Invalid", "authentication"),
        ('default auth: azure-cli: Post "https://login.microsoftonline.com": read: connection reset by peer', "lost"),
        ("Failed to query available provider packages: dial tcp: connect: connection refused", "registry"),
        ("Error acquiring the state lock: open a.tfstate: read-only file system", "disk"),
        ("cannot create cluster: INVALID_PARAMETER_VALUE: Cluster 1 does not exist", "not_found"),
        ("cannot create cluster: something that nobody has seen", "unknown"),
    ],
)  # fmt: skip
def test_the_code_decides_and_not_the_status(text: str, kind: Kind) -> None:
    assert classify(text).kind == kind


@pytest.mark.parametrize("name", ["quota", "throttled-429", "conflict-409", "status-500", "timeout", "lost", "eof"])
def test_a_persons_names_mislead_nobody(name: str) -> None:
    denied = Diagnostic("error", f'creating Key Vault "{name}": {DENIED}', "", f'azurerm_key_vault.this["{name}"]')
    assert classify([denied]).kind == "permission"


def test_an_error_is_read_across_its_lines() -> None:
    wrapped = (
        'creating Workspace (Subscription: "1"\nResource Group Name: "rg"): unexpected status 409\n(409 Conflict) with'
    )
    assert classify([error(wrapped + "\nerror: AnotherOperationInProgress: Another operation")]).kind == "conflict"
    assert (
        classify([error("Plugin did not respond", "The plugin encountered an error, and failed to\nrespond")]).kind
        == "plugin"
    )


def test_a_command_is_tried_again_only_if_all_its_errors_pass() -> None:
    assert classify([error(THROTTLED), error(THROTTLED)]).retryable
    mixed = classify([error(THROTTLED), error(DENIED), error("nobody knows")])
    assert (mixed.kind, mixed.retryable) == ("permission", False)
    unknown = classify([error(THROTTLED), error("nobody knows")])
    assert (unknown.kind, unknown.retryable, unknown.advice) == ("unknown", False, "")


def test_of_errors_that_pass_the_one_that_holds_up_longest_speaks() -> None:
    both = [
        error(f"{THROTTLED} Retry-After: 7"),
        error(f"{THROTTLED} Please try again after '40' seconds."),
        error("x: EOF"),
    ]
    assert classify(both).retry_after_seconds == 40
    assert classify([*both, error("Plugin did not respond")]).kind == "plugin"


def test_warnings_decide_nothing() -> None:
    assert classify([Diagnostic("warning", DENIED), error(THROTTLED)]).kind == "throttled"
    assert classify([Diagnostic("warning", DENIED)]).kind == "unknown"
    assert not classify([]).retryable
    assert not classify("").retryable


def test_errors_that_were_printed_for_people_are_told_apart() -> None:
    framed = f"╷\n│ Error: creating a\n│ \n│ {THROTTLED}\n╵\n╷\n│ Error: creating b\n│ \n│ {DENIED}\n╵\n"
    assert classify(framed).kind == "permission"
    assert classify(framed.partition("╵")[0]).kind == "throttled"
    assert classify(f"Initializing the backend...\nError: a\n\n{THROTTLED}").kind == "throttled"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("REQUEST_LIMIT_EXCEEDED: later. Retry-After: 7", 7),
        ('"Retry-After": "120"', 120), ("Retry-After=[12.5]", 12.5),
        ("Please try again after '17' seconds.", 17), ("retry after 30 seconds", 30), ("Retry in 2 minutes", 120),
        ("try again in 1 hour", 3600), ("RetryAfter: 5s", 5), ("try again after '1' second.", 1),
        ("try again after 250 milliseconds", 0.25), ("Please try again later.", None),
        ("Retry-After: Wed, 21 Oct 2026", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_a_service_asks_to_wait_is_read_from_its_text(text: str, seconds: float | None) -> None:
    assert asked_wait_seconds(text) == seconds


def test_what_does_not_pass_asks_for_no_wait() -> None:
    assert classify(f"{DENIED} Please try again after '17' seconds.").retry_after_seconds is None


def test_the_next_step_names_what_the_error_names() -> None:
    said = explain("The subscription is not registered to use namespace 'Microsoft.Databricks'. See aka.ms")
    assert "`az provider register --namespace Microsoft.Databricks`" in said
    assert "--namespace NAMESPACE`" in explain("with error: MissingSubscriptionRegistration: x")


def test_a_failed_terraform_says_what_kind_of_failure_it_is() -> None:
    failed = TerraformError("Applying", "ml-dev-azure", [error(f"creating Key Vault: {DENIED}")], [])
    assert failed.classified.kind == "permission"
    assert failed.fix == failed.classified.advice
    assert failed.fix.startswith("The account that deploys may not do this in Azure")
    assert "AuthorizationFailed" in failed.message  # the original text stays
    assert (
        TerraformError("Preparing", "a", [], ["", "Error: Failed to install provider", "x"]).classified.kind
        == "registry"
    )
    assert TerraformError("Preparing", "a", [], []).fix == ""


EXPECTED: dict[FaultKind, tuple[Kind, Kind, bool]] = {
    "throttled": ("throttled", "throttled", True),
    "conflict": ("conflict", "conflict", True),
    "internal": ("server", "server", True),
    "unavailable": ("server", "server", True),
    "lost": ("lost", "lost", True),
    "hang": ("timeout", "timeout", True),
    "quota": ("quota", "quota", False),
    "denied": ("permission", "permission", False),
    "unauthenticated": ("authentication", "authentication", False),
    "policy": ("policy", "policy", False),
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_what_the_rehearsal_lets_go_wrong_is_known(kind: FaultKind) -> None:
    azure, databricks, retryable = EXPECTED[kind]
    for type_name, wanted in (("azurerm_key_vault", azure), ("databricks_cluster", databricks)):
        fault = Fault(kind=kind, seconds=0)
        said = str(strike(fault, "create", type_name, {"name": "kv", "host": "adb-1"}, threading.Event()))
        found = classify([error(said)])
        assert (found.kind, found.retryable) == (wanted, retryable), said


def test_a_page_of_text_is_no_trouble() -> None:
    assert classify(f"{THROTTLED} {'creating cannot create a: ' * 200_000}").kind == "throttled"
    assert classify("creating " * 300_000).kind == "unknown"
