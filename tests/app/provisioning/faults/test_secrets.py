"""Secrets that a provider's error quotes are nowhere that anybody keeps or shows it."""

from __future__ import annotations

import base64
import sqlite3
import zlib

import pytest

from tests.app.provisioning.faults.scene import NAME, WORKSPACE, Scene, fault

KEY = base64.b64encode(bytes(range(64))).decode()
TOKEN = "dapi" + "0123456789abcdef" * 2
SIGNATURE = "Zm9vYmFyYmF6cXV4MTIz%2Bquux%3D"
SECRETS = (KEY, TOKEN, SIGNATURE)
SAID = (
    f"PUT https://acc.blob.core.windows.net/raw?sv=2024-08-04&sig={SIGNATURE}&sp=r: 403 Forbidden: "
    f"AccountName=acc;AccountKey={KEY};EndpointSuffix=core.windows.net, token {TOKEN}"
)


def kept(scene: Scene) -> dict[str, bytes]:
    """All that the project keeps, by file and by row; what is packed is unpacked. Without the cloud's own faults."""
    files = [path for path in scene.root.rglob("*") if path.is_file() and "cloud.db" not in path.name]
    found = {str(path.relative_to(scene.root)): path.read_bytes() for path in files}
    with sqlite3.connect(scene.root / ".lakemason" / "lakemason.db") as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for number, row in enumerate(database.execute(f"select * from {table}")):
                cells = [_unpacked(cell) if isinstance(cell, bytes) else str(cell).encode() for cell in row]
                found[f"{table} {number}"] = b" ".join(cells)
    return found


def _unpacked(cell: bytes) -> bytes:
    try:
        return zlib.decompress(cell)
    except zlib.error:
        return cell


@pytest.mark.parametrize("style", ["plain", "json"])
def test_a_secret_in_an_error_is_kept_and_shown_nowhere(scene: Scene, style: str) -> None:
    scene.lakemason(
        "rehearsal", "fault", "add", "denied", "--operation", "create", "--type", WORKSPACE, "--message", SAID
    ).good()
    failed = scene.run("deploy", "--json", "--progress", style)
    assert failed.code == 1
    assert "AccountName=acc;AccountKey=(redacted);EndpointSuffix=core.windows.net" in failed.err
    shown = scene.lakemason("runs", "show", "1", "--rehearse").good()
    exported = scene.lakemason("runs", "export", "--rehearse").good()
    assert "&sig=(redacted)&sp=r: 403 Forbidden" in shown.out, "the rest of the error is all there"
    assert "token (redacted)" in exported.out
    written = kept(scene)
    assert any(name.startswith("runs ") and b"(redacted)" in text for name, text in written.items())
    for secret in SECRETS:
        assert secret not in failed.out + failed.err
        assert secret not in shown.out + exported.out
        assert [name for name, text in written.items() if secret.encode() in text] == []


def test_one_in_what_is_only_looked_at_as_well(standing: Scene) -> None:
    standing.strike(fault("denied", WORKSPACE, "read", message=SAID, times=9))
    failed = standing.lakemason("drift", NAME, "--rehearse")
    assert failed.code == 1
    assert "token (redacted)" in failed.err
    for secret in SECRETS:
        assert secret not in failed.out + failed.err
