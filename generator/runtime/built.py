"""Python for the browser, and a snapshot: built when not there yet, and then kept.

It depends on Pyodide, the calculator's code and this package, and on no published edition. What
scoring needs is not listed anywhere: the calculator scores an invented programme, exercise.yml, in
Pyodide under Node, what it imported is what the zip holds, and what it called is the code that
comes first.
"""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from generator.errors import BuildError

__all__ = ["CACHE", "OWN", "PARTED", "key_of", "lock", "material", "python_files"]

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "calculator"
HERE = Path(__file__).parent
CACHE = ROOT / "build" / "runtime"
KEPT = 3
"""So many builds stay, for those who go back and forth between states of the code."""

SLIM = {
    "_pyodide/_base.py": "_base.py",
    "_pyodide/docstring.py": "docstring.py",
    "_pyodide/jsbind.py": "jsbind.py",
    "asyncio/__init__.py": "asyncio.py",
    "inspect.py": "inspect.py",
    "pyodide/_package_loader.py": "_package_loader.py",
    "pyodide/code.py": "code.py",
    "pyodide/webloop.py": "webloop.py",
    "traceback.py": "traceback.py",
}
"""Modules of the standard library's zip with the stand-ins that take their places."""


PARTED = ("pyodide.asm.mjs", "pyodide.asm.wasm", "rest.wasm")
"""Pyodide's files as far as scoring needs them, and the code that comes after the first score."""
OWN = ("python.zip", "more.zip", "python.snapshot", *PARTED)
"""What is built: the library for scoring, what else is imported, Python's memory, its code."""


def python_files(modules: Path, cache: Path = CACHE) -> dict[str, bytes]:
    """The library that takes the place of Pyodide's own, its code in parts, and the snapshot.

    Args:
        modules: the folder into which npm installed Pyodide.
        cache: where they are kept.

    Raises:
        BuildError: Node is missing, or the calculator does not run in the browser's Python.
    """
    kept = cache / key_of(modules)
    if not all((kept / name).is_file() for name in OWN):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _derive(modules, Path(work))
            kept.mkdir(exist_ok=True)
            for name in OWN:
                (Path(work) / name).replace(kept / name)
        _forget(cache)
    return {name: (kept / name).read_bytes() for name in OWN}


def lock(modules: Path) -> dict[str, object]:
    """All that Pyodide asks of its lock file where no further package is loaded."""
    whole = json.loads((modules / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    return {"info": whole["info"], "packages": {}}


def key_of(modules: Path) -> str:
    """A name for everything that the zip is made from."""
    pinned = [ROOT / "package-lock.json", modules / "pyodide" / "package.json"]
    own = [path for path in HERE.rglob("*") if path.suffix in (".py", ".mjs", ".yml")]
    own.append(PACKAGE / "web" / "rest.mjs")
    digest = hashlib.sha256()
    for path in (*pinned, *sorted(PACKAGE.glob("*.py")), *sorted(own)):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _forget(cache: Path) -> None:
    """Delete all but the newest builds."""
    builds = sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in builds[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _derive(modules: Path, work: Path) -> None:
    """Let Node write the files into `work`."""
    node = shutil.which("node")
    if node is None:
        raise BuildError("Node is missing", "install Node 20 or newer")
    (work / "pyodide").symlink_to((modules / "pyodide").resolve())
    shutil.copy(HERE / "inside.py", work)
    (work / "lock.json").write_text(json.dumps(lock(modules)), encoding="utf-8")
    (work / "material.json").write_text(json.dumps(material()), encoding="utf-8")
    _write_whole(modules / "pyodide" / "python_stdlib.zip", work / "whole.zip")
    run = subprocess.run(  # noqa: S603
        [node, str(HERE / "derive.mjs"), str(work)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        problem = f"the calculator does not run in the browser's Python: {run.stderr.strip()}"
        raise BuildError(problem, "the error is in calculator/, or in generator/runtime/")


def _write_whole(stdlib: Path, target: Path) -> None:
    """The whole standard library with the stand-ins, and the calculator, as sources."""
    with zipfile.ZipFile(stdlib) as read, zipfile.ZipFile(target, "w") as written:
        for name in read.namelist():
            if name in SLIM:
                written.write(HERE / "slim" / SLIM[name], name)
            elif not name.startswith("asyncio/"):
                written.writestr(name, read.read(name))
        for path in sorted(PACKAGE.glob("*.py")):
            written.write(path, f"{PACKAGE.name}/{path.name}")


def material() -> dict[str, Any]:
    """What the calculator is exercised with, and the modules that it must be able to import."""
    exercise = yaml.safe_load((HERE / "exercise.yml").read_text(encoding="utf-8"))
    asked = [*exercise["requests"], *chain.from_iterable(map(_typed, exercise["editions"]))]
    requests = [{**each, "language": language} for each in asked for language in ("ja", "en")]
    return {**exercise, "requests": requests, "modules": sorted(set(_modules()))}


def _typed(fields: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Whatever people type, as the answer to every question of an edition."""
    for area, parts in fields["areas"].items():
        for text in TYPED:
            answers = dict.fromkeys(parts["inputs"], text)
            yield {"edition": fields["edition"], "area": area, "answers": answers}


TYPED = ("?", "１，２３４", " 1 234.50 ", "-1", "1/3", "12%", "9" * 400, "true", "七")
"""What somebody may type, whatever the question is."""

COMMANDS = ("__main__", "batch_command")
"""The command line, which does not run in the browser."""


def _modules() -> Iterator[str]:
    """The calculator's modules, and those that they name: some imports stand inside functions."""
    for path in PACKAGE.glob("*.py"):
        if path.stem in COMMANDS:
            continue
        yield PACKAGE.name if path.stem == "__init__" else f"{PACKAGE.name}.{path.stem}"
        yield from _named(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _named(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
