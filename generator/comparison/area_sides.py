"""The two sides of an area under comparison, and which of their tracks are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.comparison.changed import Line, Pair, cites
from generator.comparison.directions import Names
from generator.load import Fields
from generator.references import mapping

__all__ = ["Sides", "compared_tracks", "either", "tracks_of"]

Tracks = Mapping[str | None, Fields]


class Sides(NamedTuple):
    """An area, its two sides, and for each the names by which inputs are known in every track."""

    area: str
    old: Fields
    new: Fields
    names: tuple[Names, Names]
    track: str | None = None


def tracks_of(area: Fields) -> Tracks:
    """The tracks of an area; an area without tracks is one without a name."""
    if "tracks" not in area:
        return {None: {"metrics": area.get("metrics", {})}}
    return {
        str(name): mapping(track) for name, track in mapping(mapping(area["tracks"])["of"]).items()
    }


def compared_tracks(old: Fields, new: Fields) -> list[tuple[str | None, str | None]]:
    """Which tracks are compared: those of one name, or each with an area that had none."""
    before, after = [*tracks_of(old)], [*tracks_of(new)]
    if None in before or None in after:
        return [(one, other) for one in before for other in after]
    return [(name, name) for name in after if name in before]


def either(key: tuple[str, ...], old: Fields, new: Fields) -> Pair:
    """A field that at least one of two records has."""
    found = [
        Line(key, each[key[0]], cites(each)) if key[0] in each else None for each in (old, new)
    ]
    return Pair(found[0], found[1])
