"""What must hold of windows, so that a look ahead can apply them and the page can name them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checking import finding
from generator.findings import Finding
from generator.load import Loaded
from generator.references import mapping

__all__ = ["anchors", "lengths"]

WINDOWS = ("score", "windows")
HEADINGS = ("total", "levels", "windows", "categories", "points")
"""Anchors that the page of the score has by itself."""


def lengths(loaded: Loaded) -> Iterator[Finding]:
    """A window has one month or more, or names the reading that says why its length is unknown."""
    for name, each in mapping(mapping(loaded.fields.get("score")).get("windows")).items():
        window, at = mapping(each), (*WINDOWS, name)
        if window.get("months") == 0:
            message = "'months' is 0"
            hint = "write 1 or more: the month that ends the window counts, too"
            yield finding(loaded, (*at, "months"), "number", message, hint)
        if "months" not in window and not window.get("see") and loaded.is_whole(*at):
            message = f"'{name}' says neither how many months it has nor why that is not known"
            hint = "add 'months', or 'see: [reading]' with the reading that tells of the silence"
            yield finding(loaded, at, "missing-key", message, hint)


def anchors(loaded: Loaded) -> Iterator[Finding]:
    """Keys are addresses: no window has the anchor of something else on the page of the score."""
    taken = dict.fromkeys(HEADINGS, "a heading")
    for part in ("levels", "statements", "categories"):
        taken |= dict.fromkeys(loaded.keys("score", part) or (), part)
    taken |= dict.fromkeys(loaded.keys("areas") or (), "areas")
    for name in mapping(mapping(loaded.fields.get("score")).get("windows")):
        if name in taken:
            message = f"'{name}' is the anchor of {taken[name]} too"
            yield finding(loaded, (*WINDOWS, name), "anchor", message, "choose another key")
