"""What a rule earns when everything that it reads is answered: the same points, without reasons.

`rules.evaluate` keeps a step for everything it looks at and computes with ranges. Many thousand
partners with answers that hardly repeat need neither: here a rule becomes a function once, and
numbers are pairs of whole numbers, a numerator and a denominator above 0. A test holds both equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import cast

from calculator.area import Area
from calculator.conditions import Condition, Count, Line
from calculator.rules import BestOf, Linear, Rule, Sum, Table
from calculator.steps import Bound

__all__ = ["Pair", "Points", "Settled", "Values", "earning"]

Pair = tuple[int, int]
"""An exact number: its numerator, and its denominator, which is above 0."""

Settled = Pair | bool | str | None
"""A settled value: a number, a flag, a choice, or None where it is undefined."""

Points = int | Fraction
"""Points: whole where they can be, since whole numbers are added faster."""

Values = Mapping[str, Settled]
Look = Callable[[Values], Settled]
Test = Callable[[Values], bool]


def earning(area: Area, rule: Rule) -> Callable[[Values], Points]:
    """The function that gives a rule's points for settled values of the inputs that it reads."""
    earned = _ungated(area, rule)
    if not rule.head.when:
        return earned
    gate = _all(area, rule.head.when)
    return lambda values: earned(values) if gate(values) else 0


def _ungated(area: Area, rule: Rule) -> Callable[[Values], Points]:
    if isinstance(rule, Linear):
        return _linear(area, rule)
    if isinstance(rule, Table):
        rows = [(_all(area, row.when), _plain(row.points)) for row in rule.rows]
        return lambda values: next((points for test, points in rows if test(values)), 0)
    members = [earning(area, each) for each in rule.rules]
    if isinstance(rule, BestOf):
        return lambda values: max(each(values) for each in members)
    return _sum(rule, members)


def _sum(rule: Sum, members: list[Callable[[Values], Points]]) -> Callable[[Values], Points]:
    if rule.cap is None:
        return lambda values: sum(each(values) for each in members)
    cap = _plain(rule.cap)
    return lambda values: min(sum(each(values) for each in members), cap)


def _linear(area: Area, rule: Linear) -> Callable[[Values], Points]:
    look = _look(area, rule.per)
    most = _plain(rule.points)
    full, parts = rule.full_at.as_integer_ratio()
    above, below = rule.points.as_integer_ratio()

    def earn(values: Values) -> Points:
        value = look(values)
        if value is None:
            return 0
        number, denominator = cast("Pair", value)
        if number <= 0:
            return 0
        if number * parts >= full * denominator:
            return most
        return _plain(Fraction(above * number * parts, below * denominator * full))

    return earn


def _plain(value: Fraction) -> Points:
    return value.numerator if value.denominator == 1 else value


def _look(area: Area, name: str) -> Look:
    """How to look up an input, or compute a derived input."""
    if name not in area.derived:
        return lambda values: values[name]
    first, second = area.derived[name].terms
    if area.derived[name].function == "growth":
        return lambda values: _growth(cast("Pair", values[first]), cast("Pair", values[second]))
    return lambda values: _less(cast("Pair", values[first]), cast("Pair", values[second]))


def _less(minuend: Pair, subtrahend: Pair) -> Pair:
    (number, one), (other, two) = minuend, subtrahend
    return number * two - other * one, one * two


def _growth(now: Pair, before: Pair) -> Pair | None:
    """The change in percent; None, which is undefined, without anything before."""
    (number, one), (other, two) = now, before
    return ((number * two - other * one) * 100, one * other) if other > 0 else None


def _all(area: Area, conditions: tuple[Condition, ...]) -> Test:
    tests = [_test(area, each) for each in conditions]
    if len(tests) == 1:
        return tests[0]
    return lambda values: all(each(values) for each in tests)


def _test(area: Area, condition: Condition) -> Test:
    if isinstance(condition, Count):
        tests = [_test(area, each) for each in condition.of]
        least = condition.least
        return lambda values: sum(each(values) for each in tests) >= least
    return _line(condition, _look(area, condition.name))


def _line(line: Line, look: Look) -> Test:
    wanted = line.bound if isinstance(line.bound, tuple) else (line.bound,)
    compare = _comparison(line.test, line.bound)

    def holds(values: Values) -> bool:
        value = look(values)
        if value is None:
            return False
        if not isinstance(value, tuple):
            return value in wanted
        return Fraction(*value) in wanted if compare is None else compare(*value)

    return holds


def _comparison(test: str, bound: Bound) -> Callable[[int, int], bool] | None:
    """An ordered test of a number; None for a test of equality."""
    if test in ("is", "in") or not isinstance(bound, Fraction):
        return None
    limit, parts = bound.as_integer_ratio()
    if test == "at_least":
        return lambda number, denominator: number * parts >= limit * denominator
    if test == "below":
        return lambda number, denominator: number * parts < limit * denominator
    return lambda number, denominator: number * parts > limit * denominator
