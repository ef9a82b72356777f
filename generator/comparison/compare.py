"""Comparison of two editions: typed changes, each with what was and what is, and both sources.

Nothing here is words: pages and `saiten diff` put a change into sentences. Whatever differs is told
by exactly one change; what nobody compares by its meaning is told with its path.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.areas import area_changes
from generator.comparison.changed import KINDS, Change, Line, Pair, cites
from generator.comparison.parts import part_changes
from generator.load import Fields
from generator.references import mapping

__all__ = ["compare"]


def compare(old: Fields, new: Fields) -> list[Change]:
    """Every change from one edition to another: those of no area first, then area by area."""
    return [*_in_order(part_changes(old, new)), *_areas(old, new)]


def _in_order(changes: Iterator[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: KINDS.index(change.kind))


def _areas(old: Fields, new: Fields) -> Iterator[Change]:
    before, after = mapping(old.get("areas")), mapping(new.get("areas"))
    for key in dict.fromkeys([*after, *before]):
        was, now = mapping(before.get(key)), mapping(after.get(key))
        if repr(was) == repr(now):  # unlike ==, it sees the order of tracks
            continue
        if was and now:
            yield from area_changes(key, was, now)
        else:
            own = Line(("designation",), (now or was)["designation"], cites(now or was))
            pair = Pair(None, own) if now else Pair(own, None)
            yield Change("area", key, key, (now or was)["title"], (pair,))
