"""What a plan may move, and at which numbers of steps a rule can give something else.

A plan only adds: more people, more customers, more consumption. What is subtracted (customers lost,
last year's figure) is a fact, and so is what decides which track counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import conditions, rules
from calculator.area import Area
from calculator.conditions import Line
from calculator.inputs import CountOf, Input
from calculator.ranges import Range
from calculator.rules import Linear, Rule, Table
from calculator.steps import Amount, numbers

__all__ = [
    "MOST_STEPS",
    "RISING",
    "Move",
    "facts",
    "is_rising",
    "read_by",
    "stands",
    "terms",
    "turns",
    "unit",
]

MOST_STEPS = 5000
"""The most numbers of steps of one input that are told apart; beyond them, a plan is not proven."""

RISING = ("at_least", "more_than")
"""The tests that more of a value never turns from met to unmet."""


class Move(NamedTuple):
    """An input that a plan may raise.

    Attributes:
        start: its value now; what was not answered starts at the least that it can be.
        step: by how much one step raises it.
        highest: the most that it can be, if there is such a limit; the last step ends there.
        cost: what one step costs.
        assumed: whether `start` was not answered.
        unit: the smallest loss that is looked at.
    """

    name: str
    start: Fraction
    step: Fraction
    highest: Fraction | None
    cost: Fraction
    assumed: bool
    unit: Fraction = Fraction(1)

    def value(self, steps: int) -> Fraction:
        """The value after some steps; never below 0 nor above the highest."""
        value = max(self.start + steps * self.step, Fraction(0))
        return value if self.highest is None else min(value, max(self.highest, self.start))

    def fewest(self, value: Fraction) -> int:
        """The fewest steps to at least a value."""
        steps = (value - self.start) / self.step
        return -(-steps.numerator // steps.denominator)

    def beyond(self, value: Fraction) -> int:
        """The fewest steps to more than a value."""
        steps = (value - self.start) / self.step
        return steps.numerator // steps.denominator + 1


def unit(question: Input) -> Fraction:
    """The smallest change of an answer that is told apart: 1, or a hundredth of points."""
    return Fraction(1, 100) if question.type in ("points", "percent") else Fraction(1)


def facts(area: Area) -> frozenset[str]:
    """The inputs that nobody can plan: what is subtracted, decides the track, or is said to be."""
    subtracted = {derived.terms[1] for derived in area.derived.values()}
    deciding = {
        term
        for track in area.tracks
        for line in conditions.lines_of(track.when)
        for term in terms(area, line.name)
    }
    said = {name for name, question in area.inputs.items() if question.fixed}
    return frozenset(subtracted | deciding | said)


def terms(area: Area, name: str) -> tuple[str, ...]:
    """The inputs behind a name: those of a derived input, or the input itself."""
    return area.derived[name].terms if name in area.derived else (name,)


def read_by(area: Area, rule: Rule) -> tuple[str, ...]:
    """The inputs that a rule reads, each once, in the order of the area."""
    named = [line.name for line in rules.lines_of(rule)]
    named += [linear.per for linear in rules.linear_rules(rule)]
    reads = {term for name in named for term in terms(area, name)}
    return tuple(name for name in area.inputs if name in reads)


def stands(area: Area, name: str, amount: Amount) -> tuple[Fraction, Fraction | None, bool]:
    """Where an input starts, the most it can be, and whether its start is assumed."""
    origin = area.inputs[name].origin
    limit = Fraction(len(origin.flags)) if isinstance(origin, CountOf) else None
    if area.inputs[name].type == "points":
        limit = max(
            (
                linear.full_at
                for track in area.tracks
                for metric in track.metrics.values()
                for rule in metric.rules.values()
                for linear in rules.linear_rules(rule)
                if linear.per == name
            ),
            default=None,
        )
    if isinstance(amount, Range):
        return amount.low or Fraction(0), limit, amount.value is None
    return Fraction(0), limit, True


def is_rising(rule: Rule) -> bool:
    """Whether a rule never earns less when what it reads is more."""
    if any(line.test not in RISING for line in rules.lines_of(rule)):
        return False
    if isinstance(rule, Table):
        points = [row.points for row in rule.rows]
        return all(each >= 0 for each in points) and points == sorted(points, reverse=True)
    if isinstance(rule, Linear):
        return rule.points >= 0
    return all(is_rising(each) for each in rule.rules)


def turns(
    area: Area,
    amounts: Mapping[str, Amount],
    move: Move,
    read: Iterable[Rule],
    lines: Iterable[Line],
) -> tuple[tuple[int, ...], bool]:
    """The numbers of steps at which rules or lines can turn, 0 first; whether that is all of them.

    Between two of them nothing changes.
    """
    found: set[int] = set()
    whole = True
    for rule in read:
        lines = (*lines, *rules.lines_of(rule))
        for linear in rules.linear_rules(rule):
            spans = _span(area, amounts, move, linear)
            stride = max(1, -(-len(spans) // MOST_STEPS))
            whole = whole and stride == 1
            found.update(spans[::stride])
            found.update(spans[-1:])
    for line in lines:
        found.update(_turns_of(area, amounts, move, line))
    last = None if move.highest is None else max(move.fewest(move.highest), 0)
    counted = {each if last is None else min(each, last) for each in found if each > 0}
    return (0, *sorted(counted)), whole


def _span(area: Area, amounts: Mapping[str, Amount], move: Move, linear: Linear) -> range:
    """The steps on which a linear rule earns more than nothing, up to where it is full."""
    first = list(_needed(area, amounts, move, linear.per, Fraction(0)))
    last = list(_needed(area, amounts, move, linear.per, linear.full_at))
    if not first or not last:
        return range(0)
    return range(max(move.beyond(min(first)), 1), max(move.fewest(max(last)), 0) + 1)


def _turns_of(area: Area, amounts: Mapping[str, Amount], move: Move, line: Line) -> Iterator[int]:
    for bound in numbers(line.bound):
        for value in _needed(area, amounts, move, line.name, bound):
            if line.test != "more_than":
                yield move.fewest(value)
            if line.test not in ("at_least", "below"):
                yield move.beyond(value)


def _needed(
    area: Area, amounts: Mapping[str, Amount], move: Move, name: str, bound: Fraction
) -> Iterator[Fraction]:
    """The values of an input at which a name that it moves reaches a bound.

    Two where what is subtracted is open between two ends.
    """
    if name == move.name:
        yield bound
    if name not in area.derived or area.derived[name].terms[0] != move.name:
        return
    derived = area.derived[name]
    before = amounts[derived.terms[1]]
    for end in dict.fromkeys((before.low, before.high)) if isinstance(before, Range) else ():
        if end is not None and derived.function != "growth":
            yield bound + end
        elif end:
            yield end * (100 + bound) / 100
