"""What a rule earns when everything that it reads is answered: the same points, without reasons.

`rules.evaluate` keeps a step for everything it looks at and computes with ranges. Many thousand
partners with answers that hardly repeat need neither: here a rule becomes a function of features
once. A test holds both equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from calculator.answer_columns import UNIT, Pair, lowest, ratio
from calculator.conditions import Condition, Count, Line
from calculator.features import Seen
from calculator.rules import BestOf, Linear, Rule, Sum, Table
from calculator.steps import Bound, members

__all__ = ["Points", "earning", "exact", "points_of", "summed"]

Points = int | Pair
"""Points: whole, or in lowest terms; whole numbers and pairs are faster than fractions."""

Features = Sequence[Seen]
"""The features that the rules of a metric read; `Places` says where each is."""

Places = Mapping[str, int]
Test = Callable[[Features], bool]
Earn = Callable[[Features], Points]


def exact(points: Points) -> Fraction:
    """Points as a fraction."""
    return Fraction(points) if isinstance(points, int) else Fraction(*points)


def points_of(value: Fraction) -> Points:
    """A fraction as points."""
    return value.numerator if value.denominator == 1 else value.as_integer_ratio()


def summed(points: Iterable[Points | None]) -> Points:
    """The sum of the points that are settled."""
    whole, number, one = 0, 0, 1
    for each in points:
        if type(each) is int:
            whole += each
        elif each is not None:
            other, two = each  # type: ignore[misc]
            number, one = number * two + other * one, one * two
    return whole if one == 1 else lowest(number + whole * one, one)


def earning(rule: Rule, places: Places) -> Earn:
    """The function that gives a rule's points for the features that it reads."""
    earned = _ungated(rule, places)
    if not rule.head.when:
        return earned
    gate = _all(rule.head.when, places)
    return lambda seen: earned(seen) if gate(seen) else 0


def _ungated(rule: Rule, places: Places) -> Earn:
    if isinstance(rule, Linear):
        return _linear(rule, places[rule.per])
    if isinstance(rule, Table):
        rows = [(_all(row.when, places), points_of(row.points)) for row in rule.rows]
        return lambda seen: next((points for test, points in rows if test(seen)), 0)
    members = [earning(each, places) for each in rule.rules]
    if isinstance(rule, BestOf):
        return lambda seen: _largest([each(seen) for each in members])
    return _sum(rule, members)


def _sum(rule: Sum, members: list[Earn]) -> Earn:
    if rule.cap is None:
        return lambda seen: summed([each(seen) for each in members])
    cap = points_of(rule.cap)
    return lambda seen: _at_most(summed([each(seen) for each in members]), cap)


def _largest(points: list[Points]) -> Points:
    whole = [each for each in points if isinstance(each, int)]
    return max(whole) if len(whole) == len(points) else max(points, key=exact)


def _at_most(points: Points, cap: Points) -> Points:
    if isinstance(points, int) and isinstance(cap, int):
        return min(points, cap)
    return min(points, cap, key=exact)


def _linear(rule: Linear, place: int) -> Earn:
    most = points_of(rule.points)
    full, parts = (rule.full_at * UNIT).as_integer_ratio()
    above, below = rule.points.as_integer_ratio()
    above, below = above * parts, below * full

    def earn(seen: Features) -> Points:
        value = seen[place]
        if value is None:
            return 0
        number, one = (value, 1) if type(value) is int else ratio(value)
        if number <= 0:
            return 0
        if number * parts >= full * one:
            return most
        return lowest(above * number, below * one)

    return earn


def _all(conditions: tuple[Condition, ...], places: Places) -> Test:
    tests = [_test(each, places) for each in conditions]
    if len(tests) == 1:
        return tests[0]
    return lambda seen: all(each(seen) for each in tests)


def _test(condition: Condition, places: Places) -> Test:
    if isinstance(condition, Count):
        tests = [_test(each, places) for each in condition.of]
        least = condition.least
        return lambda seen: sum([each(seen) for each in tests]) >= least
    return _line(condition, places[condition.name])


def _line(line: Line, place: int) -> Test:
    compare = _comparison(line.test, line.bound)
    if compare is None:
        wanted = [_as_seen(each) for each in members(line.bound)]
        return lambda seen: seen[place] in wanted

    def holds(seen: Features) -> bool:
        value = seen[place]
        if type(value) is int:
            return compare(value, 1)
        return value is not None and compare(*ratio(value))

    return holds


def _as_seen(bound: object) -> object:
    return points_of(bound * UNIT) if isinstance(bound, Fraction) else bound


def _comparison(test: str, bound: Bound) -> Callable[[int, int], bool] | None:
    """An ordered test of a number; None for a test of equality."""
    if test in ("is", "in") or not isinstance(bound, Fraction):
        return None
    limit, parts = (bound * UNIT).as_integer_ratio()
    if test == "at_least":
        return lambda number, one: number * parts >= limit * one
    if test == "below":
        return lambda number, one: number * parts < limit * one
    return lambda number, one: number * parts > limit * one
