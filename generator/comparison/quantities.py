"""The quantities that the rules of a track read, and the whole numbers over which each is varied.

A quantity is an answer, or what is computed from two answers. It takes the values from 0 to the
larger of the limits that two editions set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, gcd
from typing import NamedTuple

from calculator import conditions, rules
from calculator.area import Area, Track
from calculator.conditions import Line
from calculator.edition import Edition
from calculator.levels import Level
from calculator.rules import Rule
from calculator.steps import numbers

__all__ = ["NotComparable", "Side", "Value", "Varied", "kind_of", "side", "varied"]

Value = Fraction | bool | str

WHOLE = 40
"""Up to this limit every whole number is tried; beyond it, at least FEWEST steps are taken."""

FEWEST = 10


class NotComparable(Exception):  # noqa: N818 (it is an answer, not a failure)
    """Why verdicts cannot be compared: a reason, and the names that either edition alone asks."""

    def __init__(self, reason: str, old: Iterable[str] = (), new: Iterable[str] = ()) -> None:
        """Keep the names as they are asked in each edition."""
        super().__init__(reason)
        self.reason = reason
        self.old = tuple(old)
        self.new = tuple(new)


class Varied(NamedTuple):
    """A quantity that is varied.

    Attributes:
        name: the name by which it is known in every track.
        asked: its name in the old and in the new edition, where they read it.
        values: the values that it takes.
        step: the distance between them, where it is the same.
    """

    name: str
    asked: tuple[str | None, str | None]
    values: tuple[Value, ...]
    step: Fraction | None


class Side(NamedTuple):
    """A track of an area in one edition, as scored on the edition's own day."""

    edition: Edition
    area: Area
    track: Track
    rules: Mapping[str, Rule]
    gates: tuple[Line, ...]

    @property
    def name(self) -> str:
        """What the names of the track's inputs may begin with."""
        return f"{self.track.name}-" if self.track.name else ""

    def plain(self, name: str) -> str:
        """The name by which an input is known in every track."""
        return name.removeprefix(self.name)

    def own(self, name: str) -> str:
        """The name of an input in this track."""
        prefixed = f"{self.name}{name}"
        return prefixed if prefixed in self.area.inputs or prefixed in self.area.derived else name

    def reads(self, rule: Rule) -> tuple[str, ...]:
        """What a rule measures or tests."""
        found = [linear.per for linear in rules.linear_rules(rule)]
        return tuple(dict.fromkeys([*found, *(line.name for line in rules.lines_of(rule))]))

    @property
    def gated(self) -> tuple[str, ...]:
        """The inputs that the levels ask for."""
        return tuple(dict.fromkeys(line.name for line in self.gates))


def side(edition: Edition, area: Area, track: Track, levels: Iterable[Level]) -> Side:
    """One side, under the adopted readings and on the edition's own day."""
    adopted = {
        name: rules.in_force(next(iter(metric.rules.values())), edition.name)
        for name, metric in track.metrics.items()
    }
    asked = [line for level in levels for line in conditions.lines_of(level.requires)]
    gates = dict.fromkeys(line for line in asked if line.space == "input")
    return Side(edition, area, track, adopted, tuple(gates))


def kind_of(each: Side, name: str) -> tuple[object, ...]:
    """What a name stands for: an answer of some type and unit, or what is computed from which."""
    derived = each.area.derived.get(name)
    if derived is not None:
        return (derived.function, *(each.plain(term) for term in derived.terms))
    asked = each.area.inputs[name]
    return (asked.type, asked.unit)


def varied(name: str, both: tuple[Side, Side], read: tuple[tuple[str, ...], ...]) -> Varied:
    """A quantity with its values; `read` are the names that the rules of each side read."""
    asked = [
        each.own(name) if each.own(name) in (*each.area.inputs, *each.area.derived) else None
        for each in both
    ]
    is_read = [each if each in own else None for each, own in zip(asked, read, strict=True)]
    values, step = _values(name, both, tuple(asked))
    shown = (is_read[0], is_read[1]) if any(is_read) else (asked[0], asked[1])
    return Varied(name, shown, values, step)


def _values(
    name: str, both: tuple[Side, Side], asked: tuple[str | None, ...]
) -> tuple[tuple[Value, ...], Fraction | None]:
    kinds = [kind_of(each, own)[0] for each, own in zip(both, asked, strict=True) if own]
    if "flag" in kinds:
        return (False, True), None
    if "choice" in kinds:
        options = [
            option
            for each, own in zip(both, asked, strict=True)
            if own is not None and own in each.area.inputs
            for option in each.area.inputs[own].options
        ]
        return tuple(dict.fromkeys(options)), None
    full = {
        linear.full_at
        for each in both
        for rule in each.rules.values()
        for linear in rules.linear_rules(rule)
        if _measures(each, linear.per, name)
    }
    turns = {turn for each in both for line in _lines(each) if each.plain(line.name) == name
             for turn in _turns(line)}  # fmt: skip
    return _numbers(full, turns)


def _measures(each: Side, per: str, name: str) -> bool:
    """Whether a rule measures a quantity, or something computed from it."""
    if each.plain(per) == name:
        return True
    derived = each.area.derived.get(per)
    if derived is None or derived.function == "growth":
        return False
    return name in [each.plain(term) for term in derived.terms]


def _lines(each: Side) -> Iterator[Line]:
    for rule in each.rules.values():
        yield from rules.lines_of(rule)
    yield from each.gates


def _turns(line: Line) -> tuple[Fraction, ...]:
    """The values on both sides of where a condition turns."""
    bounds = numbers(line.bound)
    if line.test in ("at_least", "below"):
        return tuple(turn for each in bounds for turn in (max(each - 1, Fraction(0)), each))
    return tuple(turn for each in bounds for turn in (max(each - 1, Fraction(0)), each, each + 1))


def _numbers(
    full: set[Fraction], turns: set[Fraction]
) -> tuple[tuple[Fraction, ...], Fraction | None]:
    """The whole numbers from 0 to the largest limit, or steps towards it that meet every limit."""
    highest = Fraction(ceil(max(full | turns, default=Fraction(1))))
    if highest <= WHOLE:
        found = {Fraction(each) for each in range(int(highest) + 1)} | turns
        return tuple(sorted(found)), Fraction(1) if turns <= {*map(Fraction, range(41))} else None
    if not full:
        return tuple(sorted(turns)), None
    step = _step([ceil(each) for each in full], int(highest))
    found = {Fraction(each) for each in range(0, int(highest) + 1, step)} | full | turns
    regular = len(found) == highest // step + 1
    return tuple(sorted(found)), Fraction(step) if regular else None


def _step(limits: list[int], highest: int) -> int:
    """The largest step in whole units that meets all limits in at least FEWEST steps."""
    common = gcd(*limits)
    for parts in range(1, common + 1):
        if common % parts == 0 and highest * parts // common >= FEWEST:
            step = common // parts
            return step if highest // step <= WHOLE else -(-highest // FEWEST)
    return -(-highest // FEWEST)
