"""JSON Schemas of the files people write, for editors: `python -m app.schema_files` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from app.platform_schema import platform_schema
from app.request_file import request_schema
from naming.schema import NAMES, schema_text

FOLDER = Path(__file__).parents[1] / "schemas"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_texts() -> dict[str, str]:
    """The text of each schema file, by its name."""
    schema = {"$schema": _DIALECT, **platform_schema()}
    platform = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    request = json.dumps({"$schema": _DIALECT, **request_schema()}, indent=2, ensure_ascii=False) + "\n"
    own = {"platform.schema.json": platform, "request.schema.json": request}
    return own | {f"{name}.schema.json": schema_text(name) for name in NAMES}


def write_schemas(folder: Path = FOLDER) -> list[Path]:
    """Write every schema file; those that are up to date stay as they are."""
    folder.mkdir(exist_ok=True)
    written = []
    for name, text in schema_texts().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


if __name__ == "__main__":
    for path in write_schemas():
        print(path.name)
