"""Notices that files have changed, by looking at their times and sizes a few times a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event

__all__ = ["changes"]

PAUSE = 0.15
Seen = Mapping[Path, tuple[int, int]]


def changes(folders: Iterable[Path], stop: Event) -> Iterator[frozenset[Path]]:
    """Yield the files that were changed, added or deleted, each time that something was."""
    watched = tuple(folders)
    seen = _look(watched)
    while not stop.wait(PAUSE):
        now = _look(watched)
        changed = frozenset(path for path in {*seen, *now} if seen.get(path) != now.get(path))
        seen = now
        if changed:
            yield changed


def _look(folders: tuple[Path, ...]) -> Seen:
    """The time and size of every file, hidden ones and caches left out."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.name.startswith(".") or path.suffix == ".pyc":
                continue
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file():
                found[path] = (status.st_mtime_ns, status.st_size)
    return found
