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

from calculator import derive, rules, steps
from calculator.area import Area
from calculator.conditions import Line
from calculator.ranges import ZERO, Range, hull, known
from calculator.rules import Given, Rule
from calculator.steps import Amount, Step

__all__ = ["evaluate", "given", "jointly"]

MOST = 400
"""So many parts are looked at together; more would keep the reader waiting."""


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
    reads, lines = _reads(area, rule), tuple(rules.lines_of(rule))
    twice = {
        name: _parts(area, name, lines, amounts[name])
        for name in _tested(area, lines, amounts)
        if reads.count(name) > 1 and name not in values.tested
    }
    if not twice:
        return step
    possible = [
        rules.evaluate(rule, each).points or ZERO
        for _, each in _in_parts(area, amounts, values, twice)
    ]
    moved_by = frozenset(twice) if len(set(possible)) > 1 else frozenset()
    return step._replace(points=hull(possible, moved_by))


def jointly(
    area: Area,
    rules_by_name: Mapping[str, Rule],
    asked: list[list[Line]],
    amounts: Mapping[str, Amount],
    values: Given,
) -> tuple[frozenset[str], list[tuple[Mapping[str, Amount], Given]]]:
    """Divide the open inputs that several metrics read, or a metric and a level.

    What metrics can earn together is then looked at part by part: an age that is still open cannot
    be both young enough for one metric and old enough for another.

    Args:
        area: the area that is scored.
        rules_by_name: the rule of each metric.
        asked: for each level, its lines that ask for answers.
        amounts: the answers.
        values: what `given` gave for them.

    Returns:
        The names of those inputs, and for each combination of their parts the answers, as amounts
        and with the derived inputs. Nothing where no input is shared, or where the combinations
        are too many to be looked at; the metrics are then taken one by one.
    """
    reads = [set(_reads(area, rule)) for rule in rules_by_name.values()]
    by_level = [[line.name for line in level] for level in asked]
    reads.append({name for names in by_level for name in names})
    reads.append({name for names in by_level for name in names if names.count(name) > 1})
    lines = [line for rule in rules_by_name.values() for line in rules.lines_of(rule)]
    lines += [line for level in asked for line in level]
    shared = {
        name: _parts(area, name, lines, amounts[name])
        for name in _tested(area, lines, amounts)
        if sum(name in each for each in reads) > 1
    }
    combinations = 1
    for each in shared.values():
        combinations *= len(each)
    if not shared or combinations > MOST:
        return frozenset(), []
    return frozenset(shared), list(_in_parts(area, amounts, values, shared))


def _in_parts(
    area: Area,
    amounts: Mapping[str, Amount],
    values: Given,
    divided: Mapping[str, tuple[Part, ...]],
) -> Iterator[tuple[Mapping[str, Amount], Given]]:
    """The answers with each combination of the parts of some inputs."""
    for chosen in product(*divided.values()):
        parts = dict(zip(divided, chosen, strict=True))
        computed = dict(amounts) | {name: part.amount for name, part in parts.items()}
        seen = {**values.tested, **{name: part.seen for name, part in parts.items()}}
        yield computed, given(area, computed, seen)


def _reads(area: Area, rule: Rule) -> list[str]:
    """Every input that a rule reads, as often as it does."""
    uses = [line.name for line in rules.lines_of(rule)]
    uses += [linear.per for linear in rules.linear_rules(rule)]
    return [
        term
        for name in uses
        for term in (area.derived[name].terms if name in area.derived else (name,))
    ]


def _tested(area: Area, lines: Iterable[Line], amounts: Mapping[str, Amount]) -> Iterator[str]:
    """The open inputs that a condition reads."""
    for name in dict.fromkeys(line.name for line in lines):
        if name in area.inputs and _is_open(amounts[name]):
            yield name


def _is_open(amount: Amount) -> bool:
    return amount is None or (isinstance(amount, Range) and bool(amount.open))


def _parts(area: Area, name: str, lines: Iterable[Line], amount: Amount) -> tuple[Part, ...]:
    """The values of an open input, divided where a line about it turns."""
    if not isinstance(amount, Range):
        options = (
            (True, False) if area.inputs[name].type == "flag" else tuple(area.inputs[name].options)
        )
        return tuple(Part(each, each) for each in options)
    bounds = (line.bound for line in lines if line.name == name)
    turns = sorted(
        {bound for each in bounds for bound in steps.numbers(each)} | {amount.low or Fraction(0)}
    )
    whole = area.inputs[name].type == "count"
    return tuple(_number_parts(turns, amount, whole=whole))


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
