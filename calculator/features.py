"""What conditions and rules can tell apart of the answers that they read.

An input, or one that is derived from two, is seen as a number no finer than anything compares it
with: beyond the highest bound all values are alike. So answers that hardly repeat come to few
features, and what these come to is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import repeat
from operator import sub
from typing import Any

from calculator import rules
from calculator.answer_columns import UNIT, Open, Pair, Value, Values, lowest, ratio
from calculator.area import Area
from calculator.conditions import Line
from calculator.rules import Rule
from calculator.steps import numbers

__all__ = ["Feature", "Seen", "bounds_of", "clamped", "feature"]

Seen = Value | None
"""A value as rules see it; None is growth from nothing, which is undefined."""

Feature = Callable[[Values], list[Seen]]


def bounds_of(area: Area, lines: Iterable[Line], of: Iterable[Rule]) -> dict[str, set[Fraction]]:
    """The inputs and derived inputs that are read, with the numbers that each is compared with."""
    found: dict[str, set[Fraction]] = {}
    for line in lines:
        found.setdefault(line.name, {Fraction(0)}).update(numbers(line.bound))
    for linear in (each for rule in of for each in rules.linear_rules(rule)):
        found.setdefault(linear.per, {Fraction(0)}).add(linear.full_at)
    order = [*area.inputs, *area.derived]
    return {name: found[name] for name in order if name in found}


def feature(area: Area, name: str, bounds: Iterable[Fraction]) -> Feature:
    """How to see an input, or a derived input, in columns of settled answers."""
    ends = _ends(bounds)
    if name not in area.derived:
        if not area.inputs[name].is_number:
            return lambda values: [*values[name]]
        return lambda values: _all_clamped(values[name], *ends)
    first, second = area.derived[name].terms
    if area.derived[name].function == "growth":
        return lambda values: list(
            map(_growth, values[first], values[second], repeat(ends[0]), repeat(ends[1]))
        )
    return lambda values: _all_clamped(_differences(values[first], values[second]), *ends)


def clamped(area: Area, name: str, bounds: Iterable[Fraction]) -> Callable[[Value], Value]:
    """How to see one answer that may be open."""
    if not area.inputs[name].is_number:
        return lambda value: value
    low, high = _ends(bounds)
    return lambda value: value if type(value) is Open else _clamped(value, low, high)


def _ends(bounds: Iterable[Fraction]) -> Pair:
    """Whole numbers below and above all bounds."""
    listed = [Fraction(0), *bounds]
    return -int(-min(listed) * UNIT) - UNIT, int(max(listed) * UNIT) + UNIT


def _all_clamped(column: Iterable[Value], low: int, high: int) -> list[Seen]:
    listed: list[Any] = [*column]
    try:
        return list(map(max, map(min, listed, repeat(high)), repeat(low)))
    except TypeError:
        return [_clamped(each, low, high) for each in listed]


def _clamped(value: Value, low: int, high: int) -> Value:
    number, one = ratio(value)
    if number >= high * one:
        return high
    return low if number <= low * one else value


def _differences(minuends: Iterable[Value], subtrahends: Iterable[Value]) -> list[Value]:
    first, second = [*minuends], [*subtrahends]
    try:
        return list(map(sub, first, second))
    except TypeError:
        return list(map(_less, first, second))


def _less(minuend: Value, subtrahend: Value) -> Value:
    (number, one), (other, two) = ratio(minuend), ratio(subtrahend)
    return lowest(number * two - other * one, one * two)


def _growth(now: Value, before: Value, low: int, high: int) -> Seen:
    """The change in percent; None, which is undefined, without anything before."""
    if type(now) is int and type(before) is int:
        rise, base = (now - before) * (100 * UNIT), before
    else:
        (number, one), (other, two) = ratio(now), ratio(before)
        rise, base = (number * two - other * one) * (100 * UNIT), other * one
    if base <= 0:
        return None
    if rise >= high * base:
        return high
    return low if rise <= low * base else lowest(rise, base)
