"""What serverless Python finds installed."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import matching, plain


@dataclass(frozen=True)
class Environment:
    """Packages for serverless tasks.

    Args:
        key: What tasks call it.
        dependencies: Lines as in a requirements file: `requests==2.32.4`, or a wheel in a volume.
        version: Version of Databricks' serverless environment, such as `4`; pinned, so that runs stay the same.

    Raises:
        RuleError: A key or version of another form.
    """

    key: str
    dependencies: tuple[str, ...] = ()
    version: str = "4"

    def __post_init__(self) -> None:
        matching("key", self.key, r"[A-Za-z0-9_-]{1,100}", allowed="1-100 letters, digits, - and _")
        matching(
            "version", self.version, r"\d+", allowed="a number", source="Azure Databricks docs, serverless environment"
        )
        for line in self.dependencies:
            plain("dependencies", line)
