"""How many outcomes get another verdict in another edition, by area, track and level."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from calculator import conditions
from calculator.area import Area, Track
from calculator.edition import Edition
from calculator.levels import Level
from generator.comparison.by_identity import ByIdentity
from generator.comparison.quantities import NotComparable, Varied, side
from generator.comparison.tallies import Tally, tally
from generator.comparison.varied import plan

__all__ = ["Outcome", "levels_in_force", "outcomes"]


class Outcome(NamedTuple):
    """The verdicts of an area's track under two editions.

    Attributes:
        area: the area.
        tracks: the track in the old and the new edition, None in an area without tracks.
        level: the level in the old and the new edition.
        tally: the counts; None where the editions cannot be compared.
        varied: what was varied.
        reason: why the editions cannot be compared.
        apart: the inputs for which that is so, as the old and the new edition name them.
    """

    area: str
    tracks: tuple[str | None, str | None]
    level: tuple[Level, Level] | None
    tally: Tally | None
    varied: tuple[Varied, ...] = ()
    reason: str = ""
    apart: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def outcomes(old: Edition, new: Edition) -> tuple[Outcome, ...]:
    """The verdicts of every area that both editions have, by track and level."""
    return _outcomes(ByIdentity(old, new))


@lru_cache(maxsize=64)
def _outcomes(pair: ByIdentity[Edition]) -> tuple[Outcome, ...]:
    return tuple(
        outcome
        for key in pair.new.areas
        if key in pair.old.areas
        for outcome in _of_area(pair.old, pair.new, pair.old.areas[key], pair.new.areas[key])
    )


def _of_area(old: Edition, new: Edition, before: Area, after: Area) -> Iterator[Outcome]:
    tracks = _tracks(before, after)
    names = [tuple(each.name for each in area.tracks) for area in (before, after)]
    if not tracks:
        apart = tuple(tuple(name for name in each if name) for each in names)
        yield Outcome(after.name, (None, None), None, None, (), "tracks", (apart[0], apart[1]))
    levels = _levels((old, before), (new, after))
    for one, other in tracks:
        both = (one.name, other.name)
        try:
            sides = (
                side(old, before, one, (level for level, _ in levels)),
                side(new, after, other, (level for _, level in levels)),
            )
            planned = plan(*sides)
            tallies = tally(planned, levels)
        except NotComparable as error:
            apart = (error.old, error.new)
            yield Outcome(after.name, both, None, None, (), error.reason, apart)
        else:
            for level, counts in zip(levels, tallies, strict=True):
                yield Outcome(after.name, both, level, counts, planned.varied)


def _tracks(before: Area, after: Area) -> list[tuple[Track, Track]]:
    """Tracks of one name, or each with an area that has none."""
    if len(before.tracks) == 1 or len(after.tracks) == 1:
        alone = before.tracks[0].name is None or after.tracks[0].name is None
        if alone:
            return list(product(before.tracks, after.tracks))
    return [
        (one, other) for other in after.tracks for one in before.tracks if one.name == other.name
    ]


def levels_in_force(edition: Edition, area: Area) -> list[Level]:
    """The levels of an area under the adopted readings, as they stand on the edition's day."""
    adopted = next(iter(edition.levels_of(area).variants.values()))
    return [
        level._replace(requires=conditions.in_force(level.requires, edition.name))
        for level in adopted
    ]


def _levels(old: tuple[Edition, Area], new: tuple[Edition, Area]) -> list[tuple[Level, Level]]:
    """The levels of one name, or else the lowest of each, under the adopted readings."""
    before, after = levels_in_force(*old), levels_in_force(*new)
    found = [(one, other) for other in after for one in before if one.name == other.name]
    return found or list(zip(before[:1], after[:1], strict=False))
