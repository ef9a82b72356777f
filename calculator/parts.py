"""What a rule can still earn while an input that it reads twice is open.

Ranges forget that two uses of an open input move together: with growth over a base that must be at
least 1,000, the highest growth would be read off a base below the floor. So the values of such an
input are divided where a condition turns, each part is evaluated on its own, and what is possible
is whatever is possible in some part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from calculator import derive, rules
from calculator.area import Area
from calculator.ranges import ZERO, Range, hull, known
from calculator.rules import Given, Rule
from calculator.steps import Amount, Step

__all__ = ["evaluate", "given"]


class Part(NamedTuple):
    """Some of an input's values: the amount to compute with, and one for conditions to see."""

    amount: Amount
    seen: Amount


def given(
    area: Area, amounts: Mapping[str, Amount], tested: Mapping[str, Amount] | None = None
) -> Given:
    """The answers together with the derived inputs that they give."""
    values = dict(amounts)
    numbers = {name: amount for name, amount in amounts.items() if isinstance(amount, Range)}
    for name, derived in area.derived.items():
        values[name] = derive.compute(derived, numbers)
    return Given(values, tested or {}, area.derived)


def evaluate(area: Area, rule: Rule, amounts: Mapping[str, Amount], values: Given) -> Step:
    """What a rule earns, with everything that it can still earn; `values` is what `given` gave."""
    step = rules.evaluate(rule, values)
    if step.points is None or not step.points.open:
        return step
    twice = {
        name: _parts(area, name, rule, amounts[name]) for name in _read_twice(area, rule, amounts)
    }
    return step._replace(points=_over_parts(area, rule, amounts, twice)) if twice else step


def _over_parts(
    area: Area, rule: Rule, amounts: Mapping[str, Amount], twice: Mapping[str, tuple[Part, ...]]
) -> Range:
    """Everything that a rule can earn in some part of the inputs that it reads twice."""
    possible = []
    for chosen in product(*twice.values()):
        parts = dict(zip(twice, chosen, strict=True))
        computed = dict(amounts) | {name: part.amount for name, part in parts.items()}
        seen = {name: part.seen for name, part in parts.items()}
        possible.append(rules.evaluate(rule, given(area, computed, seen)).points or ZERO)
    return hull(possible, frozenset(twice) if len(set(possible)) > 1 else frozenset())


def _read_twice(area: Area, rule: Rule, amounts: Mapping[str, Amount]) -> Iterator[str]:
    """Open inputs that a condition reads and the rule reads once more."""
    tested = [line.name for line in rules.lines_of(rule)]
    uses = tested + [linear.per for linear in rules.linear_rules(rule)]
    reads = [
        term
        for name in uses
        for term in (area.derived[name].terms if name in area.derived else (name,))
    ]
    for name in dict.fromkeys(tested):
        if name in area.inputs and reads.count(name) > 1 and _is_open(amounts[name]):
            yield name


def _is_open(amount: Amount) -> bool:
    return amount is None or (isinstance(amount, Range) and bool(amount.open))


def _parts(area: Area, name: str, rule: Rule, amount: Amount) -> tuple[Part, ...]:
    """The values of an open input, divided where a line about it turns."""
    if not isinstance(amount, Range):
        options = (
            (True, False) if area.inputs[name].type == "flag" else tuple(area.inputs[name].options)
        )
        return tuple(Part(each, each) for each in options)
    bounds = (line.bound for line in rules.lines_of(rule) if line.name == name)
    turns = sorted(
        {bound for each in bounds for bound in _numbers(each)} | {amount.low or Fraction(0)}
    )
    whole = area.inputs[name].type == "count"
    return tuple(_number_parts(turns, amount, whole=whole))


def _numbers(bound: object) -> Iterable[Fraction]:
    if isinstance(bound, Fraction):
        return (bound,)
    return (
        tuple(each for each in bound if isinstance(each, Fraction))
        if isinstance(bound, tuple)
        else ()
    )


def _number_parts(turns: list[Fraction], amount: Range, *, whole: bool) -> Iterator[Part]:
    """Each turning value, and the values between it and the next."""
    for turn, after in zip(turns, (*turns[1:], amount.high), strict=True):
        if amount.high is not None and turn > amount.high:
            return
        yield Part(known(turn), known(turn))
        if after is not None and (turn >= after or (whole and after - turn <= 1)):
            continue
        between = turn + 1 if after is None or whole else (turn + after) / 2
        yield Part(Range(turn, after, amount.open), known(between))
