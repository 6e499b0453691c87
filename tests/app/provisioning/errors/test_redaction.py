"""Secrets are taken out of whatever Terraform says; ids, names and hashes stay."""

from __future__ import annotations

import base64
import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.provisioning.errors.patterns import rows
from app.provisioning.errors.redaction import REDACTED, redacted, redacted_data, secret_rows
from app.provisioning.events import diagnostic_of, parse_event

HEX = "0123456789abcdef"
WORDS = string.ascii_letters + string.digits + "-_~"


def key_of(count: int) -> st.SearchStrategy[str]:
    return st.binary(min_size=count, max_size=count).map(lambda key: base64.b64encode(key).decode())


def token(prefix: str, alphabet: str, least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=least, max_size=most).map(lambda rest: prefix + rest)


SIGNATURE = key_of(32).map(lambda key: key.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"))
JWT = st.tuples(*(token("e", WORDS.replace("~", ""), 10, 60) for _ in range(3))).map(
    lambda parts: ".".join([f"eyJ{parts[0]}", parts[1], parts[2]])
)
DAPI = token("dapi", HEX, 32, 32) | token("dapi", HEX, 32, 32).map(lambda it: f"{it}-2") | token("dose", HEX, 32, 32)
ENTRA = st.tuples(token("", "abcXYZ09._~-", 3, 3), token("", WORDS, 31, 34)).map(lambda it: f"{it[0]}8Q~{it[1]}")
PASSWORD = token("p", string.ascii_letters + string.digits + "!$%*+-.^_(),", 5, 40)
PEM = st.lists(token("M", string.ascii_letters + string.digits + "+/", 60, 63), min_size=1, max_size=4).map("\n".join)

SAID = {
    "GET https://acc.blob.core.windows.net/raw?sv=2024-08-04&se=2026&sig={}&sp=r: 403": SIGNATURE,
    "source=https%3A%2F%2Facc.blob.core.windows.net%2Fraw%3Fsv%3D2024%26sig%3D{}": key_of(32).map(lambda it: it[:40]),
    "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey={};EndpointSuffix=core.windows.net": key_of(64),
    "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={};EntityPath=hub": key_of(32),
    "the key {} was refused": key_of(64),
    "Server=tcp:db;User ID=sa;Password={};Encrypt=true": PASSWORD,
    "Authorization: Bearer {}": JWT | token("a1", WORDS, 20, 60),
    "GET /api [Authorization: Basic {}]": key_of(24),
    "the token {}, which has expired": JWT,
    "token {}: 403 Invalid access token": DAPI,
    "Invalid client secret provided: '{}'": ENTRA,
    "client_id=11111111-2222-3333-4444-555555555555&client_secret={}&scope=x": PASSWORD,
    '{{"access_token":"{}","token_type":"x"}}': PASSWORD,
    '{{\\"refresh_token\\": \\"{}\\"}}': PASSWORD,
    'admin_password = "{}"': PASSWORD,
    'primary_access_key: "{}"': PASSWORD,
    "postgresql://lakemason:{}@db.example.com:5432/ledger": PASSWORD,
    "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----": PEM,
    "-----BEGIN PRIVATE KEY-----\n{}": PEM,
}
"""Ways in which a secret is said, and what such a secret looks like."""

LINES = st.text(string.ascii_letters + string.digits + " .,:\n", max_size=40)


@pytest.mark.parametrize("said", SAID)
def test_a_secret_is_taken_out_wherever_it_stands(said: str) -> None:
    @given(SAID[said], LINES, LINES)
    def holds(secret: str, before: str, behind: str) -> None:
        text = f"{before}\n{said.format(secret)}\n{behind}"
        left = redacted(text)
        assert secret not in left
        assert REDACTED in left
        assert left.startswith(f"{before}\n")
        alone = secret.rstrip(").,")  # which may be the sentence's own
        if "PRIVATE" not in said:
            assert left in (text.replace(secret, REDACTED), text.replace(alone, REDACTED))
        assert left.endswith(f"\n{behind}") or said.endswith("-----\n{}"), "but for a key that is cut off"
        assert redacted(left) == left, "twice is once"

    holds()


GUID = st.uuids().map(str)
NAME = token("st", string.ascii_lowercase + string.digits, 1, 22)
LEFT_ALONE = {
    "/subscriptions/{}/resourceGroups/rg-ml/providers/Microsoft.Storage/storageAccounts/stml": GUID,
    "/subscriptions/{0}/resourceGroups/rg/providers/Microsoft.Authorization/roleAssignments/{0}": GUID,
    "Status=403 Code=\"AuthorizationFailed\" Message=\"The client '{0}' with object id '{0}' has no access\"": GUID,
    "Correlation ID: {} Trace ID: x": GUID,
    "https://{}.blob.core.windows.net/raw?sv=2024&se=2026": NAME,
    "abfss://raw@{}.dfs.core.windows.net/": NAME,
    "SharedAccessKeyName={};": NAME,
    "azurerm_key_vault_secret.{}: a secret, password or token is missing": NAME,
    "The sha256 {} differs": token("", HEX, 64, 64),
    "h1:{}": key_of(32),
    "stml{}": token("", HEX, 8, 13),
    "adb-{}.7.azuredatabricks.net": token("", string.digits, 16, 16),
    "bearer token {} is not authorised": st.just("expired"),
    "Basic {} authentication is off": st.just("username-and-password"),
    "design={}": NAME,
    'client_secret = "(sensitive value)" and {}': NAME,
    '"client_secret": required field is not set; {}': NAME,
}
"""What is no secret, however long it is."""


@pytest.mark.parametrize("said", LEFT_ALONE)
def test_what_is_no_secret_stays(said: str) -> None:
    @given(LEFT_ALONE[said])
    def holds(value: str) -> None:
        text = said.format(value)
        assert redacted(text) == text

    holds()


def test_every_text_that_rows_of_errors_give_stays() -> None:
    for row in rows():
        for example in row.examples:
            assert redacted(example) == example, row.name


@given(st.text(max_size=300))
def test_whatever_is_said_it_can_be_said_again(text: str) -> None:
    assert redacted(redacted(text)) == redacted(text)


def test_every_kind_of_secret_has_a_source_and_is_hinted_at_in_lower_case() -> None:
    for row in secret_rows():
        assert row.source
        assert row.hint == tuple(word.lower() for word in row.hint)


def test_a_signature_within_something_that_is_taken_out_leaves_one_note() -> None:
    assert redacted("SharedAccessSignature=sv=2020&sig=abc%3D; x") == f"SharedAccessSignature={REDACTED}; x"
    assert redacted("(refused: Password=a(b)c).") == f"(refused: Password={REDACTED})."


PARTS = (
    "a.b-c+", "eyJabcdef", "-eyJ", "-eyJabcde.a", "http://a:b/ ", "a:@", "password=", 'password="', "password=\\",
    "abcdefgh/", "-----BEGIN PRIVATE KEY-----", "bearer ", "fs.azure.account.key.",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_whole_page_takes_no_longer_than_its_length_does(part: str) -> None:
    page = part * (600_000 // len(part)) + " bearer sig key= token :// dapi"  # many minutes, if begun at anew each time
    assert redacted(page).endswith(" bearer sig key= token :// dapi")


@pytest.mark.parametrize(
    "said",
    [
        r'{"client_secret":"abc\u0026TAIL"}',
        r"{\"client_secret\":\"abc\u0026TAIL\"}",
        """{"password":"pa'TAIL"}""",
        """password='pa"TAIL'""",
        r'"password": "pa\"TAIL"',
        r"{\"password\": \"pa\\\"TAIL\"}",
        r"{\\\"password\\\": \\\"paTAIL\\\"}",
        '"password": "(TAIL"',
        '"string_value":"TAIL"',
        'string_value = "TAIL"',
        '{"client-secret":"TAIL"}',
        '{"primaryKey":"TAIL","secondaryKey":"TAIL"}',
        '{"token":"TAIL"}',
        '"fs.azure.account.oauth2.client.secret": "TAIL"',
        r"{\"secret\":\"TAIL\"}",
        'pwd="TAIL"',
        "Authorization: Bearer abcdefghTAILijkl",
        "refused: Bearer abcdefghTAILijklmnop",
        "https://user:p@TAIL@host/",
        "-----BEGIN PRIVATE KEY-----MIIETAIL-----END PRIVATE KEY-----",
        r"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nTAIL==",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nMIIEvQIBADANBgkqTAIL",
        "token-eyJhbGciOiJ.TAILTAIL.TAIL",
    ],
)
def test_no_end_of_a_secret_is_left(said: str) -> None:
    left = redacted(f"{said}\nand on")
    assert "TAIL" not in left
    assert left.endswith("\nand on")
    assert redacted(left) == left, "twice is once"


def test_what_stands_beside_a_secret_stays() -> None:
    assert redacted(r'{"password":"a\"b","x":"y"}') == f'{{"password":"{REDACTED}","x":"y"}}'
    assert redacted(r"{\"password\":\"a\\\"b\",\"x\":1}") == rf"{{\"password\":\"{REDACTED}\",\"x\":1}}"
    assert redacted("GET https://u:p@ss@host/a@b: 403") == f"GET https://u:{REDACTED}@host/a@b: 403"


@pytest.mark.parametrize(
    "said",
    [
        'invalid_token: "The access token expired"',
        "-----BEGIN PRIVATE KEY----- is missing: expected PEM. The key vault kv1 at rg refused it",
        "-----BEGIN PRIVATE KEY-----\nis what a key begins with.",
        'Bearer authorization_uri="https://login.microsoftonline.com/common", error="invalid_token"',
        'primary_key = "id"',
        "https://host:443/x@y and git@host:z",
    ],
)
def test_what_only_looks_like_a_secret_stays(said: str) -> None:
    assert redacted(said) == said


def test_a_value_is_secret_by_its_name() -> None:
    data = {"client_secret": "a", "tags": {"Team": "ml"}, "api-key": ["b", ""], "password": None, "token": {"id": "c"}}
    expected = {**data, "client_secret": REDACTED, "api-key": [REDACTED, ""]}
    assert redacted_data(data) == expected
    assert redacted_data(expected) == expected
    assert redacted_data("hunter2", "password") == REDACTED
    assert redacted_data("hunter2", "spark_conf.fs.azure.account.oauth2.client.secret") == REDACTED


@pytest.mark.parametrize(
    "name",
    [
        "fs.azure.account.oauth2.client.secret.stml.dfs.core.windows.net",
        "fs.azure.account.key.stml.dfs.core.windows.net",
        "fs.azure.sas.fixed.token.stml.dfs.core.windows.net",
        "DB_SECRET",
        "GIT_TOKEN",
        "SECRET_KEY",
    ],
)
def test_what_people_give_a_cluster_is_secret_by_its_name(name: str) -> None:
    assert redacted_data({"spark_conf": {name: "hunter2"}}) == {"spark_conf": {name: REDACTED}}
    assert redacted_data("hunter2", f"spark_conf.{name}") == REDACTED
    assert redacted(f'{{"{name}":"hunter2","spark.x":"y"}}') == f'{{"{name}":"{REDACTED}","spark.x":"y"}}'


@pytest.mark.parametrize(
    "name", ["key_vault_secret_id", "token_endpoint", "secret_scope", "fs.azure.account.auth.type.stml", "a_key"]
)
def test_a_name_that_only_speaks_of_secrets_hides_nothing(name: str) -> None:
    assert redacted_data({name: "value"}) == {name: "value"}


@pytest.mark.parametrize("naming", ["name", "key"])
def test_a_value_is_secret_by_the_name_in_its_pair(naming: str) -> None:
    pair = {naming: "DB_PASSWORD", "value": "hunter2"}
    assert redacted_data([pair, {naming: "TEAM", "value": "ml"}]) == [
        {naming: "DB_PASSWORD", "value": REDACTED},
        {naming: "TEAM", "value": "ml"},
    ]


def test_a_reference_to_a_secret_scope_is_no_secret() -> None:
    reference = {"password": "{{secrets/ml/db-password}}", "client_secret": "{{secrets/ml/TAIL"}
    assert redacted_data(reference) == {**reference, "client_secret": REDACTED}
    said = '"password": "{{secrets/ml/db-password}}"'
    assert redacted(said) == said
    assert "TAIL" not in redacted('"password": "{{secrets/ml/db}}TAIL"')


def test_an_event_holds_none_in_any_of_its_parts() -> None:
    secret = "dapi" + HEX * 2
    diagnostic = {
        "severity": "error", "summary": f"with {secret}", "detail": "?sig=abc%2Bdef&se=1", "address": "x.Y",
        "snippet": {"code": f"token = {secret}", "values": [{"statement": secret}]},
    }  # fmt: skip
    line = json.dumps({"type": "diagnostic", "@message": f"Error: {secret}", "diagnostic": diagnostic})
    event = parse_event(line.replace("&", "\\u0026"))  # as Go writes it
    assert secret not in json.dumps(event.data) + event.message
    found = diagnostic_of(event)
    assert found
    assert str(found) == f"with {REDACTED} (x.Y)\n?sig={REDACTED}&se=1"
    assert parse_event(f"panic: {secret}\n").message == f"panic: {REDACTED}"
