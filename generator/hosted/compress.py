"""Compressed copies beside the files of a site, for hosts that send those.

Compressing again what was compressed before would take longer than everything else, so that results
are kept by the hash of the content: the runtime's, which change seldom, at brotli's best quality,
and the pages' at the one below which the time grows steeply.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.errors import BuildError

__all__ = ["CACHE", "compress"]

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / "compressed"
SCRIPT = Path(__file__).with_name("compress.mjs")
SMALLEST = 1024
"""Bytes; what is smaller fits a packet as it is."""
SUFFIXES = {
    *(".atom", ".css", ".html", ".ics", ".js", ".json", ".mjs"),
    *(".snapshot", ".svg", ".txt", ".wasm", ".xml", ".zip"),
}
"""What compresses; the runtime's zip is stored, not deflated."""
BEST = 11
QUICK = 9
KEPT = 4000
"""So many results stay, the last used ones."""


class _Copy(NamedTuple):
    source: Path
    kept: Path
    quality: int


def compress(site: Path, cache: Path = CACHE) -> None:
    """Put `.br` and `.gz` beside every file of a site that is worth it.

    Raises:
        BuildError: Node is missing, or fails.
    """
    cache.mkdir(parents=True, exist_ok=True)
    copies = list(_copies(site, cache))
    missing = {each.kept: each for each in copies if not _there(each)}
    if missing:
        _run(list(missing.values()))
    for each in copies:
        for suffix in (".br", ".gz"):
            kept = Path(f"{each.kept}{suffix}")
            shutil.copyfile(kept, f"{each.source}{suffix}")
            kept.touch()
    _forget(cache)


def _copies(site: Path, cache: Path) -> Iterator[_Copy]:
    for path in sorted(site.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file() and path.stat().st_size > SMALLEST:
            best = (site / "runtime" / "files") in path.parents
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            quality = BEST if best else QUICK
            yield _Copy(path, cache / f"{digest}-{quality}", quality)


def _there(copy: _Copy) -> bool:
    return all(Path(f"{copy.kept}{suffix}").is_file() for suffix in (".br", ".gz"))


def _run(copies: list[_Copy]) -> None:
    node = shutil.which("node")
    if node is None:
        raise BuildError("Node is missing", "install Node 20 or newer, or build with --plain")
    tasks = [
        {"source": str(each.source), "target": str(each.kept), "quality": each.quality}
        for each in copies
    ]
    given = json.dumps(tasks)
    run = subprocess.run(  # noqa: S603
        [node, str(SCRIPT)], input=given, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise BuildError(f"compressing fails: {run.stderr.strip()}", "build with --plain")


def _forget(cache: Path) -> None:
    """Delete all but the last used results."""
    results = sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in results[:-KEPT]:
        old.unlink(missing_ok=True)
