"""The pages there are, and what each shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from constructs_lib.reference.examples import FOLDER, Example, examples
from constructs_lib.reference.source import PACKAGE, Described, described, function


@dataclass(frozen=True)
class Entity:
    """One page.

    Args:
        key: The folder in constructs_lib, the examples' file and the page's.
        title: Its headline.
        modules: Modules outside the folder.
        functions: Functions for callers, by their module.
        pictures: Pictures besides that of the rest, each with the examples that it shows in full.
    """

    key: str
    title: str
    modules: tuple[str, ...] = ()
    functions: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def described(self) -> list[Described]:
        """Everything public, in the order of its files."""
        paths = [path for path in sorted((PACKAGE / self.key).glob("*.py")) if path.stem != "__init__"]
        paths += [PACKAGE / module for module in self.modules]
        found = [one for path in paths for one in described(path)]
        return found + [function(PACKAGE / self.key / module, name) for module, name in self.functions.items()]

    def examples(self) -> list[Example]:
        """Its examples in the order of their file."""
        return [one for one in examples().values() if one.entity == self.key]

    def shown(self) -> dict[str, list[str]]:
        """Its pictures, and the examples that each shows in full."""
        apart = {name for names in self.pictures.values() for name in names}
        rest = [one.name for one in self.examples() if one.name not in apart]
        return {self.key: rest, **{f"{self.key}-{key}": list(names) for key, names in self.pictures.items()}}

    def purpose(self) -> str:
        """What it is for, as its package or its examples say."""
        root = PACKAGE / self.key / "__init__.py"
        text = root.read_text(encoding="utf-8") if root.is_file() else _head(self.examples()[0].entity)
        return text.partition('"""')[2].partition('"""')[0]


def _head(entity: str) -> str:
    return (FOLDER / f"{entity}.py").read_text(encoding="utf-8")


ENTITIES = (
    Entity("workspace", "Workspace", functions={"azure_features.py": "azure_features"}),
    Entity(
        "network",
        "Network",
        pictures={
            "private": ("workspace_private_link", "private_access", "private_dns_zone", "private_endpoint"),
        },
    ),
    Entity("storage", "Storage"),
    Entity("messaging", "Messaging"),
    Entity("security", "Security", pictures={"keys": ("workspace_keys", "workspace_encryption")}),
    Entity("compute", "Compute"),
    Entity("unity_catalog", "Unity Catalog"),
    Entity("identity", "Identity"),
    Entity("jobs", "Jobs", modules=("schedule.py",)),
    Entity("serving", "Serving"),
    Entity("monitoring", "Monitoring"),
    Entity("escape_hatch", "Escape hatch", modules=("raw.py", "raw_provider.py")),
)
PAGES: Path = PACKAGE.parent / "docs" / "constructs"
