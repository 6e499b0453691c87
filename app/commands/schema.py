"""The command `lakemason schema`."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="platform, request, naming-values or naming-patterns.")],
) -> None:
    """Print the JSON Schema of a file that people write, for editors and programs.

    Example: lakemason schema naming-values > schemas/naming-values.schema.json
    """
    from app.schema_files import schema_texts
    from naming.errors import LakemasonError

    texts = {file.removesuffix(".schema.json"): text for file, text in schema_texts().items()}
    if name not in texts:
        raise LakemasonError(f"There is no schema {name!r}. There are: {', '.join(texts)}.")
    typer.echo(texts[name], nl=False)
