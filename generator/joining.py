"""Joins scripts and style sheets into few and small files: each one costs a way to the host.

esbuild does it. The sources stay one idea to a file; what is served is one file for each moment at
which it is needed.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.errors import BuildError

__all__ = ["Joined", "join", "join_in_place", "shorten"]

OPTIONS = (
    "--bundle",
    "--minify",
    "--target=es2022",
    "--charset=utf8",
    "--chunk-names=[name]-[hash]",
    "--log-level=error",
)
READ = "metafile"
"""Where esbuild says what it has read."""


class Joined(NamedTuple):
    """The files that were made, by name, and the paths of those that they were made from."""

    files: dict[str, bytes]
    parts: frozenset[Path]


def join(
    folder: Path,
    entries: Sequence[str],
    modules: Path,
    *,
    apart: Iterable[str] = (),
    plain: bool = False,
) -> Joined:
    """Files with all that they import; what several of them import gets a file of its own.

    Args:
        folder: where the files are.
        entries: their names, `.mjs` or `.css`.
        modules: the folder into which npm installed esbuild.
        apart: names of files beside them that stay files of their own.
        plain: whether scripts are made that import nothing, and are no modules: `.js`.

    Raises:
        BuildError: esbuild is not installed, or a file imports what is not there.
    """
    with tempfile.TemporaryDirectory() as work:
        suffix = ".js" if plain else ".mjs"
        kind = ["--format=iife" if plain else "--format=esm", f"--out-extension:.js={suffix}"]
        splitting = ["--splitting"] if len(entries) > 1 else []
        external = [f"--external:./{name}" for name in apart]
        target = [f"--outdir={work}", f"--metafile={work}/{READ}"]
        _run(modules, folder, [*entries, *OPTIONS, *kind, *splitting, *external, *target])
        files = {path.name: path.read_bytes() for path in sorted(Path(work).iterdir())}
    read = json.loads(files.pop(READ))["inputs"]
    return Joined(files, frozenset((folder / path).resolve() for path in read))


def join_in_place(entry: Path, modules: Path) -> None:
    """Put all that a file imports into it, and delete what it imported.

    Raises:
        BuildError: as `join`.
    """
    joined = join(entry.parent, [entry.name], modules)
    for part in joined.parts:
        part.unlink()
    entry.write_bytes(joined.files[entry.name])


def shorten(content: bytes, kind: str, modules: Path) -> bytes:
    """A plain script (`js`) or a style sheet (`css`) without what only people read.

    Raises:
        BuildError: esbuild is not installed, or this is none.
    """
    options = ["--minify", f"--loader={kind}", "--charset=utf8", "--log-level=error"]
    return _run(modules, modules, options, content)


def _run(modules: Path, folder: Path, options: Sequence[str], given: bytes = b"") -> bytes:
    program = (modules / ".bin" / "esbuild").resolve()
    if not program.is_file():
        raise BuildError("esbuild is not installed", "install Node 20 or newer, then run npm ci")
    command = [str(program), *options]
    run = subprocess.run(  # noqa: S603
        command, cwd=folder, input=given, capture_output=True, check=False
    )
    if run.returncode:
        raise BuildError(run.stderr.decode(errors="replace").strip(), f"the files are in {folder}")
    return run.stdout
