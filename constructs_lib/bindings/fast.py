"""Opens the provider packages without loading all of them.

Their `__init__` imports every submodule (1,527 for azurerm) although a platform uses a handful, and jsii
checks types on each call under `if __debug__`. Importing plainly takes over 10 s and 0.6 GB. Here
an import hook stands in for the package roots with empty ones, and compiles binding modules as
`python -O` would, without what only those checks use, and with annotations that nobody works out; asserts
elsewhere stay. On the node side `kernel.py` and `preload.cjs` do the like. Where a package's layout is not the
known one, the plain import runs, with one warning.

`LAKEMASON_BINDINGS=plain` keeps the door plain, to compare.
"""

from __future__ import annotations

import ast
import gc
import importlib.util
import marshal
import os
import sys
import types
import warnings
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path

from constructs_lib.bindings import kernel

PROVIDERS = ("cdktf_cdktf_provider_azurerm", "cdktf_cdktf_provider_databricks")
_OPTIMIZED = ("cdktf", "constructs", *PROVIDERS)
_LEVEL = 1
"""As `python -O`: asserts and `if __debug__` blocks are left out; docstrings stay."""
_FLAGS = annotations.compiler_flag
"""As if each module said `from __future__ import annotations`: nobody reads them, and they cost more than the rest."""
_CACHE = "lakemason3"
"""Names the files of what is compiled; another number for another way to compile."""
_CHECKS = ("typeguard", "_metadata_package_version", "TYPEGUARD_MAJOR_VERSION", "check_type")
"""What a module's type checks use, besides functions that hold nothing but the types; reading the version of
typeguard alone takes a millisecond for each module."""
_STUB = "_typecheckingstub__"


def install() -> bool:
    """Open the door fast in this process; does nothing a second time, or where bindings are loaded already.

    Returns:
        Whether node loads packages while Python goes on.
    """
    if os.environ.get("LAKEMASON_BINDINGS") == "plain" or any(isinstance(f, _Finder) for f in sys.meta_path):
        return False
    if any(name in sys.modules for name in _OPTIMIZED):
        warnings.warn("cdktf was imported before constructs_lib.bindings, so it loads slowly", stacklevel=2)
        return False
    sys.meta_path.insert(0, _Finder())
    if kernel.start():
        return True
    options = os.environ.get("NODE_OPTIONS", "")
    if str(kernel.PRELOAD) not in options:
        quoted = str(kernel.PRELOAD).replace("\\", "\\\\").replace('"', '\\"')
        os.environ["NODE_OPTIONS"] = f'{options} --require "{quoted}"'.strip()
    return False


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

    def exec_module(self, module: types.ModuleType) -> None:
        if not gc.isenabled():  # one that is imported by another, or somebody else's wish
            return super().exec_module(module)
        gc.disable()
        try:
            super().exec_module(module)
        finally:
            gc.freeze()  # thousands of classes that stay for good: the collector need not walk them again and again
            gc.enable()

    def get_code(self, fullname: str) -> types.CodeType:
        cache = Path(importlib.util.cache_from_source(self.path, optimization=_CACHE))
        stat = os.stat(self.path)
        stamp = importlib.util.MAGIC_NUMBER + int(stat.st_mtime_ns).to_bytes(8) + stat.st_size.to_bytes(8)
        try:
            data = cache.read_bytes()
            if data.startswith(stamp):
                code: types.CodeType = marshal.loads(memoryview(data)[len(stamp) :])
                return code
        except (OSError, ValueError, EOFError, TypeError):
            pass  # no cache, or an unreadable one: compile
        code = _compile(self.get_data(self.path), self.path)
        _write_whole(cache, stamp + marshal.dumps(code))
        return code


def _compile(source: bytes, path: str) -> types.CodeType:
    """Compile a module without its type checks; whole where something else uses what they use."""
    without = ast.parse(source, path)
    without.body = [part for part in _without_checks(without.body) if not _is_for_checks(part)]
    for module in (without, source):
        code: types.CodeType = compile(module, path, "exec", _FLAGS, dont_inherit=True, optimize=_LEVEL)
        if not any(name in _CHECKS or name.startswith(_STUB) for name in _names(code)):
            break
    return code


def _without_checks(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements, and those of classes and functions among them, without `if __debug__`: not even its names stay."""
    kept: list[ast.stmt] = []
    for part in body:
        match part:
            case ast.If(test=ast.Name(id="__debug__"), orelse=[]):
                continue
            case ast.ClassDef() | ast.FunctionDef():
                part.body = _without_checks(part.body) or [ast.copy_location(ast.Pass(), part)]
        kept.append(part)
    return kept


def _is_for_checks(part: ast.stmt) -> bool:
    match part:
        case ast.FunctionDef(name=name):
            return name in _CHECKS or name.startswith(_STUB)
        case ast.Import(names=[ast.alias(name=name, asname=None)]) | ast.ImportFrom(names=[ast.alias(asname=name)]):
            return name in _CHECKS
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in _CHECKS
    return False


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


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
