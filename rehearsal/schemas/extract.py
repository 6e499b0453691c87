"""Takes the schemas of types.txt out of the installed bindings: `python -m rehearsal.schemas.extract`.

The provider packages are found without importing them (that takes 15 seconds): the sources are in
the jsii archive inside, one `lib/<type>/index.js` a type with its TypeScript in a source map.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

from rehearsal.schemas.typescript import Json, Schema, read_schema

HERE = Path(__file__).parent
TYPES_FILE = HERE / "types.txt"
PROVIDERS = ("azurerm", "databricks")

_SOURCE_MAP = re.compile(rb"sourceMappingURL=data:application/json;base64,([A-Za-z0-9+/=]+)")
_FILE = re.compile(r"index\.js|index-structs/structs\d+\.js")
_VERSION = re.compile(r"providerVersion: '([\d.]+)'")


class MissingTypeError(LookupError):
    """Types are asked for that the installed bindings do not have."""


def asked_types(text: str) -> dict[str, list[tuple[str, str]]]:
    """Read the list of types: for each provider, pairs of ("resource" or "data", type)."""
    found: dict[str, list[tuple[str, str]]] = {provider: [] for provider in PROVIDERS}
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if words:
            kind, name = words
            found[name.partition("_")[0]].append((kind, name))
    return found


def folder_of(kind: str, name: str) -> str:
    """Name the folder of a type in the archive: `databricks-workspace`, `data-azurerm-client-config`."""
    if kind == "data":
        return f"data-{name.replace('_', '-')}"
    return name.partition("_")[2].replace("_", "-")


def extract(provider: str, types: list[tuple[str, str]]) -> Schema:
    """Extract the provider's own schema and those of some of its types.

    Raises:
        MissingTypeError: the bindings have no such type; all of them are named.
    """
    folders = {folder_of(kind, name): (kind, name) for kind, name in types}
    sources = _sources(_archive(provider), {"provider", *folders})
    if missing := sorted(" ".join(folders[folder]) for folder in folders.keys() - sources.keys()):
        raise MissingTypeError(
            f"The installed {provider} bindings have no {', '.join(missing)} (see {TYPES_FILE.name})."
        )
    out: dict[str, Schema] = {"resource": {}, "data": {}}
    for folder, (kind, name) in sorted(folders.items()):
        out[kind][name] = read_schema(sources[folder])
    version = _VERSION.search(sources["provider"])
    assert version is not None
    own = read_schema(sources["provider"])
    return {"version": version[1], "provider": own, "resources": out["resource"], "data_sources": out["data"]}


def render(schemas: Schema) -> str:
    """Write schemas as JSON, one line a type: small, and a change shows as the lines of its types."""
    lines = [f'"version":{json.dumps(schemas["version"])}', f'"provider":{_compact(schemas["provider"])}']
    for kind in ("resources", "data_sources"):
        types = schemas[kind]
        assert isinstance(types, dict)
        rows = ",\n".join(f"{json.dumps(name)}:{_compact(types[name])}" for name in sorted(types))
        lines.append(f'"{kind}":{{\n{rows}\n}}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def _archive(provider: str) -> Path:
    spec = find_spec(f"cdktf_cdktf_provider_{provider}")
    if spec is None or spec.origin is None:
        raise MissingTypeError(f"The bindings of {provider} are not installed.")
    return next(Path(spec.origin).parent.glob("_jsii/*.jsii.tgz"))


def _sources(archive: Path, folders: set[str]) -> dict[str, str]:
    """Read the sources of some folders: the main file, and where a type is large, its structs in files of their own."""
    found: dict[str, list[str]] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            parts = member.name.split("/")[1:]
            if len(parts) > 2 and parts[0] == "lib" and parts[1] in folders and _FILE.fullmatch("/".join(parts[2:])):
                file = tar.extractfile(member)
                assert file is not None
                found.setdefault(parts[1], []).append(_typescript(file.read()))
    return {folder: "\n".join(texts) for folder, texts in found.items()}


def _typescript(javascript: bytes) -> str:
    found = _SOURCE_MAP.search(javascript)
    assert found is not None
    source = json.loads(base64.b64decode(found[1]))["sourcesContent"][0]
    assert isinstance(source, str)
    return source


def main() -> None:
    """Write azurerm.json and databricks.json beside this file."""
    for provider, types in asked_types(TYPES_FILE.read_text("utf-8")).items():
        path = HERE / f"{provider}.json"
        path.write_text(render(extract(provider, types)), "utf-8")
        sys.stderr.write(f"{path.name}: {len(types)} types\n")


if __name__ == "__main__":
    main()
