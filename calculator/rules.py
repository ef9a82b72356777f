"""Points rules: the four ways in which points are earned.

`linear` in proportion, `table` by the first row that applies, `best_of` the largest and `sum` all
of several rules. Any rule may carry `when`; while that does not hold, the rule earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import conditions, days
from calculator.conditions import Condition, Line, LookUp, Truth
from calculator.days import ALWAYS, Days
from calculator.derive import Derived
from calculator.errors import InvalidEdition
from calculator.ranges import ZERO, Range, add, at_most, hull, known, largest, share
from calculator.shapes import Fields, cite, items, mapping, number, optional_text, within, word
from calculator.steps import Amount, Cite, Step, Text

__all__ = [
    "Given",
    "Linear",
    "Rule",
    "evaluate",
    "in_force",
    "linear_rules",
    "lines_of",
    "maximum",
    "parse",
]


class Given(NamedTuple):
    """What a rule is read with.

    `amounts` are the values to compute with. `tested` holds, for some inputs, the value that
    conditions see instead: `parts` decides conditions for a whole part of an input's values by
    one value in it. `derived` explains where an amount that was computed comes from.
    """

    amounts: Mapping[str, Amount]
    tested: Mapping[str, Amount]
    derived: Mapping[str, Derived]

    def look_up(self, _space: str, name: str) -> Amount:
        """The value that a condition sees."""
        return self.tested[name] if name in self.tested else self.amounts[name]


class Head(NamedTuple):
    """What every rule has: its condition, its title as a member of another rule, and its places."""

    when: tuple[Condition, ...]
    title: Text | None
    cite: Cite
    days: Days = ALWAYS


class Linear(NamedTuple):
    """All `points` at `full_at` of the value `per`, in proportion below it."""

    head: Head
    points: Fraction
    per: str
    full_at: Fraction


class Row(NamedTuple):
    """One row of a table: its points, and when it applies."""

    points: Fraction
    when: tuple[Condition, ...]


class Table(NamedTuple):
    """The points of the first row that applies."""

    head: Head
    rows: tuple[Row, ...]


class BestOf(NamedTuple):
    """The largest of several rules."""

    head: Head
    rules: tuple[Rule, ...]


class Sum(NamedTuple):
    """All of several rules together, at most `cap`."""

    head: Head
    rules: tuple[Rule, ...]
    cap: Fraction | None


Rule = Linear | Table | BestOf | Sum


def parse(fields: Fields) -> Rule:
    """Read a rule; its fields tell which of the four it is."""
    when = conditions.parse_all(fields, "when")
    head = Head(when, optional_text(fields, "title"), cite(fields), days.parse(fields))
    if "per" in fields:
        full_at = number(fields, "full_at")
        if full_at <= 0:
            raise InvalidEdition("more than 0 is expected", ("full_at",))
        return Linear(head, number(fields, "points"), word(fields, "per"), full_at)
    if "table" in fields:
        return Table(head, _rows(fields))
    if "best_of" in fields:
        return BestOf(head, _members(fields, "best_of"))
    if "sum" in fields:
        return Sum(
            head, _members(fields, "sum"), number(fields, "cap") if "cap" in fields else None
        )
    raise InvalidEdition("a rule has 'per', 'table', 'best_of' or 'sum'")


def _rows(fields: Fields) -> tuple[Row, ...]:
    rows = []
    for place, value in enumerate(items(fields, "table")):
        with within("table", str(place)):
            row = mapping(value)
            rows.append(Row(number(row, "points"), conditions.parse_all(row, "when")))
    return tuple(rows)


def _members(fields: Fields, key: str) -> tuple[Rule, ...]:
    members = []
    for place, value in enumerate(items(fields, key)):
        with within(key, str(place)):
            members.append(parse(mapping(value)))
    if not members:
        raise InvalidEdition("at least one rule is expected", (key,))
    return tuple(members)


def in_force(rule: Rule, day: str) -> Rule:
    """A rule as it stands on a day: without lines and members of other days."""
    head = rule.head._replace(when=conditions.in_force(rule.head.when, day))
    if not head.days.hold(day):
        return Sum(head, (), None)
    if isinstance(rule, Linear):
        return rule._replace(head=head)
    if isinstance(rule, Table):
        rows = (each._replace(when=conditions.in_force(each.when, day)) for each in rule.rows)
        return rule._replace(head=head, rows=tuple(rows))
    members = tuple(in_force(each, day) for each in rule.rules if each.head.days.hold(day))
    return rule._replace(head=head, rules=members) if members else Sum(head, (), None)


def evaluate(rule: Rule, given: Given) -> Step:
    """What a rule earns, and how it came to that."""
    gate, gate_steps = conditions.check_all(rule.head.when, given.look_up)
    step = _earn(rule, given)
    return step._replace(
        holds=gate.holds,
        points=_gated(step.points or ZERO, gate),
        maximum=maximum(rule),
        title=rule.head.title,
        cite=rule.head.cite,
        steps=(*gate_steps, *step.steps),
    )


def _gated(points: Range, gate: Truth) -> Range:
    if gate.holds is None:
        return hull((ZERO, points), gate.open)
    return points if gate.holds else ZERO


def _earn(rule: Rule, given: Given) -> Step:
    """What a rule would earn if its condition held."""
    if isinstance(rule, Linear):
        amount = given.amounts[rule.per]
        if not isinstance(amount, Range):
            raise InvalidEdition(f"'{rule.per}' is not a number")
        earned = share(amount, rule.points, rule.full_at)
        computed = _computed(given, rule.per, amount)
        return Step("linear", rule.per, amount, bound=rule.full_at, points=earned, steps=computed)
    if isinstance(rule, Table):
        return _first_row(rule.rows, given.look_up)
    steps = tuple(evaluate(each, given) for each in rule.rules)
    points = tuple(step.points or ZERO for step in steps)
    if isinstance(rule, BestOf):
        return Step("best_of", points=largest(points), steps=steps)
    total = add(points)
    return Step("sum", points=total if rule.cap is None else at_most(total, rule.cap), steps=steps)


def _computed(given: Given, name: str, amount: Amount) -> tuple[Step, ...]:
    """How a derived input was computed; nothing for an input that was answered."""
    if name not in given.derived:
        return ()
    derived = given.derived[name]
    terms = tuple(Step("input", term, given.amounts[term]) for term in derived.terms)
    return (Step("derived", name, amount, test=derived.function, cite=derived.cite, steps=terms),)


def _first_row(rows: tuple[Row, ...], look_up: LookUp) -> Step:
    steps: list[Step] = []
    possible: list[tuple[Truth, Range]] = []
    for row in rows:
        truth, lines = conditions.check_all(row.when, look_up)
        points = known(row.points)
        steps.append(Step("row", holds=truth.holds, points=points, steps=lines))
        if truth.holds is not False:
            possible.append((truth, points))
        if truth.holds:
            break
    earned = ZERO
    for truth, points in reversed(possible):
        earned = points if truth.holds else hull((points, earned), truth.open)
    return Step("table", points=earned, steps=tuple(steps))


def maximum(rule: Rule) -> Fraction:
    """The most that a rule can earn."""
    if isinstance(rule, Linear):
        return rule.points
    if isinstance(rule, Table):
        return max((row.points for row in rule.rows), default=Fraction(0))
    if isinstance(rule, BestOf):
        return max(maximum(each) for each in rule.rules)
    total = sum((maximum(each) for each in rule.rules), Fraction(0))
    return total if rule.cap is None else min(total, rule.cap)


def lines_of(rule: Rule) -> Iterator[Line]:
    """Every line of every condition in a rule."""
    yield from conditions.lines_of(rule.head.when)
    if isinstance(rule, Table):
        for row in rule.rows:
            yield from conditions.lines_of(row.when)
    elif not isinstance(rule, Linear):
        for each in rule.rules:
            yield from lines_of(each)


def linear_rules(rule: Rule) -> Iterator[Linear]:
    """Every linear rule in a rule."""
    if isinstance(rule, Linear):
        yield rule
    elif not isinstance(rule, Table):
        for each in rule.rules:
            yield from linear_rules(each)
