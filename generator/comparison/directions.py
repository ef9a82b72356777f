"""Whether a rule became stricter or looser, where one limit moved and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from calculator.numeral import from_exact
from generator.comparison.changed import Direction, Kind, Pair, bare
from generator.load import Fields
from generator.references import as_list, mapping

__all__ = ["Names", "direction", "renamed"]

Names = Callable[[str], str]
"""Gives an input the name by which it is known in every track."""


def renamed(value: object, names: Names) -> object:
    """A value with the names by which its inputs are known in every track."""
    if isinstance(value, Mapping):
        return {
            key: names(str(member)) if key in ("per", "input") else renamed(member, names)
            for key, member in value.items()
            if key != "readings"
        }
    return [renamed(member, names) for member in value] if isinstance(value, list) else value


def direction(
    kind: Kind, found: Iterable[Pair], names: tuple[Names, Names], kept: set[str] | None = None
) -> Direction | None:
    """Whether all lines became stricter, or all looser; None where that is not certain.

    Nothing is said about the conditions of a way of earning that only one side has: `kept` names
    those of both.
    """
    listed = list(found)
    if kept is not None and kind == "prerequisite":
        owners = {line.key[1] for pair in listed for line in pair if line is not None}
        if not owners <= kept:
            return None
    ways = {_way(kind, pair, names) for pair in listed}
    return next(iter(ways)) if len(ways) == 1 else None


def _way(kind: Kind, pair: Pair, names: tuple[Names, Names]) -> Direction | None:
    before, after = pair
    if kind in ("prerequisite", "level"):
        if before is None or after is None:
            return "stricter" if before is None else "looser"
        return _moved_bound(mapping(before.value), mapping(after.value), names)
    if kind == "threshold" and before is not None and after is not None:
        old, new = mapping(before.value), mapping(after.value)
        alike = names[0](str(old.get("per"))) == names[1](str(new.get("per")))
        if alike and "full_at" in old and bare(old["points"]) == bare(new.get("points")):
            return _compared(old["full_at"], new["full_at"])
        if old.get("falls") and new.get("falls") and bare(old["points"]) == bare(new["points"]):
            return _moved_row(old, new, names)
    return None


def _moved_row(old: Fields, new: Fields, names: tuple[Names, Names]) -> Direction | None:
    """The direction of a row whose limits moved and nothing else.

    Whoever leaves a row comes to a later one: in a table that falls, that earns no more.
    """
    lines = [as_list(side.get("when")) for side in (old, new)]
    if len(lines[0]) != len(lines[1]):
        return None
    ways = set()
    for before, after in zip(*lines, strict=True):
        sides = [
            bare(renamed(each, name)) for each, name in zip((before, after), names, strict=True)
        ]
        if sides[0] != sides[1]:
            ways.add(_moved_bound(mapping(before), mapping(after), names))
    return next(iter(ways)) if len(ways) == 1 else None


def _moved_bound(old: Fields, new: Fields, names: tuple[Names, Names]) -> Direction | None:
    """The direction of a condition whose limit moved and nothing else."""
    for test in ("at_least", "more_than", "below"):
        if test in old and test in new:
            rest = [
                bare(renamed({key: each[key] for key in each if key != test}, name))
                for each, name in ((old, names[0]), (new, names[1]))
            ]
            way = _compared(old[test], new[test])
            if rest[0] != rest[1] or way is None:
                return None
            return way if test != "below" else "looser" if way == "stricter" else "stricter"
    return None


def _compared(old: object, new: object) -> Direction | None:
    try:
        was, now = Fraction(from_exact(old)), Fraction(from_exact(new))
    except ValueError:
        return None
    return None if was == now else "stricter" if now > was else "looser"
