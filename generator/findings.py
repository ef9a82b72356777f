"""Findings: what is wrong in a rule file, where, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from unicodedata import category

__all__ = ["Finding", "Mark", "show"]


class Mark(NamedTuple):
    """A place in a file; lines and columns count from 1."""

    path: Path
    line: int
    column: int


class Finding(NamedTuple):
    """One mistake: its place, its code, what is wrong, and what to do."""

    mark: Mark
    code: str
    message: str
    hint: str


def show(finding: Finding, relative_to: Path | None = None) -> str:
    """The finding in one line, then the line of the file with a caret below the place."""
    path, line, column = finding.mark
    try:
        shown = path.resolve().relative_to((relative_to or Path.cwd()).resolve())
    except ValueError:
        shown = path
    head = f"{shown}:{line}:{column}: [{finding.code}] {finding.message} (hint: {finding.hint})"
    head, source = _visible(head), _visible(_line(path, line))
    if not source.strip():
        return head
    margin = "".join("\t" if letter == "\t" else _blank(letter) for letter in source[: column - 1])
    return f"{head}\n    {source}\n    {margin}^"


def _visible(text: str) -> str:
    """A text with a sign in the place of every letter that a terminal would obey and not show."""
    unseen = ("Cc", "Cf", "Cs")
    return "".join("\ufffd" if category(each) in unseen and each != "\t" else each for each in text)


def _blank(letter: str) -> str:
    """A blank as wide as the letter: Japanese letters take two columns of a terminal."""
    return "\u3000" if ord(letter) >= 0x2E80 else " "


def _line(path: Path, number: int) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[number - 1] if 0 < number <= len(lines) else ""
