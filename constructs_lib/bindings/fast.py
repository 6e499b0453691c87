"""Opens the provider packages without loading all of them.

Their `__init__` imports every submodule (1,527 for azurerm) although a platform uses a handful, and jsii
checks types on each call under `if __debug__`. Importing plainly takes over 10 s and 0.6 GB. Here
an import hook stands in for the package roots with empty ones, and compiles binding modules as
`python -O` would; asserts elsewhere stay. On the node side `preload.cjs` does the like. Where a package's
layout is not the known one, the plain import runs, with one warning.

`LAKEMASON_BINDINGS=plain` keeps the door plain, to compare.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
import types
import warnings
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path

PROVIDERS = ("cdktf_cdktf_provider_azurerm", "cdktf_cdktf_provider_databricks")
_OPTIMIZED = ("cdktf", "constructs", *PROVIDERS)
_LEVEL = 1
"""As `python -O`: asserts and `if __debug__` blocks are left out; docstrings stay."""


def install() -> None:
    """Open the door fast in this process; does nothing a second time, or where bindings are loaded already."""
    if os.environ.get("LAKEMASON_BINDINGS") == "plain" or any(isinstance(f, _Finder) for f in sys.meta_path):
        return
    if any(name in sys.modules for name in _OPTIMIZED):
        warnings.warn("cdktf was imported before constructs_lib.bindings, so it loads slowly", stacklevel=2)
        return
    sys.meta_path.insert(0, _Finder())
    preload = Path(__file__).with_name("preload.cjs")
    options = os.environ.get("NODE_OPTIONS", "")
    if str(preload) not in options:
        quoted = str(preload).replace("\\", "\\\\").replace('"', '\\"')
        os.environ["NODE_OPTIONS"] = f'{options} --require "{quoted}"'.strip()


class _Finder(MetaPathFinder):
    """Finds binding modules as Python does, and gives them our loaders."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in _OPTIMIZED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or not isinstance(spec.loader, SourceFileLoader) or spec.origin is None:
            return spec
        if fullname in PROVIDERS:
            if _is_known(Path(spec.origin)):
                spec.loader = _EmptyRoot()
                return spec
            warnings.warn(f"{fullname} has an unknown layout; loading all of it", stacklevel=2)
        spec.loader = _OptimizedLoader(spec.loader.name, spec.loader.path)
        return spec


class _EmptyRoot(Loader):
    """Makes a package root that holds nothing: its submodules are found, not loaded."""

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        return None


class _OptimizedLoader(SourceFileLoader):
    """Compiles one module as `python -O` would, and keeps the result beside Python's own."""

    def get_code(self, fullname: str) -> types.CodeType:
        cache = Path(importlib.util.cache_from_source(self.path, optimization=f"lakemason{_LEVEL}"))
        stat = os.stat(self.path)
        stamp = importlib.util.MAGIC_NUMBER + int(stat.st_mtime_ns).to_bytes(8) + stat.st_size.to_bytes(8)
        try:
            data = cache.read_bytes()
            if data.startswith(stamp):
                code: types.CodeType = marshal.loads(memoryview(data)[len(stamp) :])
                return code
        except (OSError, ValueError, EOFError, TypeError):
            pass  # no cache, or an unreadable one: compile
        code = compile(self.get_data(self.path), self.path, "exec", dont_inherit=True, optimize=_LEVEL)
        _write_whole(cache, stamp + marshal.dumps(code))
        return code


def _write_whole(path: Path, data: bytes) -> None:
    """Write a cache file at once; a folder that cannot be written to costs speed, nothing else."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        partial.write_bytes(data)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)


def _is_known(init: Path) -> bool:
    """Whether a package root only imports its submodules: nothing is lost by leaving it empty."""
    text = init.read_text(encoding="utf-8")
    return (
        (init.parent / "_jsii" / "__init__.py").is_file()
        and text.count("\nfrom . import ") > 100
        and text.count("\nclass ") == 0
    )
