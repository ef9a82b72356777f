"""What must hold of the order of levels: each asks for no less than the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from calculator.conditions import ORDERED
from calculator.numeral import from_exact
from generator.checking import areas, finding, levels_in
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import as_list, mapping

__all__ = ["ascending"]

SPACES = ("input", "score", "every")

Line = tuple[str, Fraction]
"""A test that compares, and its bound."""


def ascending(loaded: Loaded) -> Iterator[Finding]:
    """Levels stand in ascending order: where two bind one value, the later asks for no less."""
    yield from _ordered(loaded, ("score", "levels"), levels_in(loaded))
    for key, area in areas(loaded):
        yield from _ordered(loaded, ("areas", key, "levels"), mapping(area.get("levels")))


def _ordered(loaded: Loaded, at: tuple[str, ...], levels: Fields) -> Iterator[Finding]:
    for (low, lower), (high, higher) in combinations(levels.items(), 2):
        asked = {key: line for key, (_, line) in _lines(lower).items()}
        for key, (place, line) in _lines(higher).items():
            before = asked.get(key)
            if before is not None and _strictness(line) < _strictness(before):
                path = (*at, high, "requires", str(place), line[0])
                message = (
                    f"'{high}' asks '{key[1]}' for {_shown(line)}, "
                    f"which is easier than {_shown(before)} of '{low}' before it"
                )
                hint = "write the levels in ascending order, the easiest first"
                yield finding(loaded, path, "levels", message, hint)


def _lines(level: object) -> dict[tuple[str, ...], tuple[int, Line]]:
    """The strictest line for each value, kind of test and span of days, with its place.

    Lines of a count are left aside: of these, some need not hold.
    """
    found: dict[tuple[str, ...], tuple[int, Line]] = {}
    for place, value in enumerate(as_list(mapping(level).get("requires"))):
        fields = mapping(value)
        for space in (each for each in SPACES if each in fields):
            for test in (each for each in ORDERED if each in fields):
                try:
                    line = (test, from_exact(fields[test]))
                except ValueError:
                    continue
                days = (str(fields.get("from", "")), str(fields.get("until", "")))
                key = (space, str(fields[space]), _direction(test), *days)
                if key not in found or _strictness(line) > _strictness(found[key][1]):
                    found[key] = (place, line)
    return found


def _direction(test: str) -> str:
    return "down" if test == "below" else "up"


def _strictness(line: Line) -> tuple[Fraction, bool]:
    """The larger, the fewer values a line lets pass; only of lines in the same direction."""
    test, bound = line
    return (-bound if test == "below" else bound), test == "more_than"


def _shown(line: Line) -> str:
    return f"{line[0]} {line[1]}"
