"""Conditions: lines that must all hold, each one test of one value.

There is one shape everywhere: a line names an input, a derived input or a score and one test, or it
asks that `count` of several lines hold. There are no free formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Literal, NamedTuple, cast

from calculator import days
from calculator.days import ALWAYS, Days
from calculator.errors import InvalidEdition
from calculator.numeral import from_exact
from calculator.ranges import NOBODY, Range
from calculator.shapes import Fields, cite, field, items, mapping, within
from calculator.steps import Amount, Bound, Cite, Step, Text, members, numbers

__all__ = [
    "Condition",
    "Count",
    "Line",
    "LookUp",
    "Truth",
    "check_all",
    "in_force",
    "lines_of",
    "parse_all",
]

ORDERED = ("at_least", "below", "more_than")
TESTS = ("is", "in", *ORDERED)
SPACES: tuple[Literal["input", "score", "every"], ...] = ("input", "score", "every")

LookUp = Callable[[str, str], Amount]
"""Gives the value for a name space (`input` or `score`) and a name in it."""


class Truth(NamedTuple):
    """Whether something holds: True, False, or None while the `open` inputs can still decide it."""

    holds: bool | None
    open: frozenset[str] = NOBODY


class Line(NamedTuple):
    """One test of one value: `space` says whether `name` is an input, a score or `every` score."""

    space: Literal["input", "score", "every"]
    name: str
    test: str
    bound: Bound
    cite: Cite = ()
    days: Days = ALWAYS


class Count(NamedTuple):
    """At least `least` of several conditions hold.

    `called` is what they are called in each language, if anything: pairs, so that it can be a key.
    """

    least: int
    of: tuple[Line | Count, ...]
    cite: Cite = ()
    called: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> Text | None:
        """What the conditions are called."""
        return dict(self.called) if self.called else None


Condition = Line | Count


def parse_all(fields: Fields, key: str) -> tuple[Condition, ...]:
    """Read the list of lines under a key; a key left out is no condition."""
    lines = []
    for place, value in enumerate(items(fields, key)):
        with within(key, str(place)):
            lines.append(_parse(mapping(value)))
    return tuple(lines)


def _parse(fields: Fields) -> Condition:
    if "count" in fields:
        least = field(fields, "count")
        if isinstance(least, bool) or not isinstance(least, int):
            raise InvalidEdition("a whole number is expected", ("count",))
        called = mapping(fields.get("title", {}))
        titled = tuple((language, str(words)) for language, words in called.items())
        return Count(least, parse_all(fields, "of"), cite(fields), titled)
    space = [each for each in SPACES if each in fields]
    tests = [each for each in TESTS if each in fields]
    if len(space) != 1 or len(tests) != 1:
        raise InvalidEdition("a line names one value and one test")
    with within(tests[0]):
        bound = _bound(fields[tests[0]], tests[0])
    return Line(space[0], str(fields[space[0]]), tests[0], bound, cite(fields), days.parse(fields))


def _bound(value: object, test: str) -> Bound:
    if test == "in":
        if not isinstance(value, list | tuple):
            raise InvalidEdition("a list is expected")
        return tuple(cast("Fraction | str", _bound(each, "is")) for each in value)
    if isinstance(value, bool) and test == "is":
        return value
    try:
        return from_exact(value)
    except ValueError:
        if isinstance(value, str) and test == "is":
            return value
        raise InvalidEdition("an exact number is expected") from None


def in_force(conditions: tuple[Condition, ...], day: str) -> tuple[Condition, ...]:
    """The conditions that ask something on a day."""
    return tuple(
        each._replace(of=in_force(each.of, day)) if isinstance(each, Count) else each
        for each in conditions
        if isinstance(each, Count) or each.days.hold(day)
    )


def lines_of(conditions: Iterable[Condition]) -> Iterator[Line]:
    """Every line, also those inside counts."""
    for each in conditions:
        if isinstance(each, Line):
            yield each
        else:
            yield from lines_of(each.of)


def check_all(conditions: tuple[Condition, ...], look_up: LookUp) -> tuple[Truth, tuple[Step, ...]]:
    """Whether all conditions hold, and a step for each."""
    results = [_check(each, look_up) for each in conditions]
    return _at_least(len(results), [truth for truth, _ in results]), tuple(
        step for _, step in results
    )


def _check(condition: Condition, look_up: LookUp) -> tuple[Truth, Step]:
    if isinstance(condition, Count):
        results = [_check(each, look_up) for each in condition.of]
        truth = _at_least(condition.least, [truth for truth, _ in results])
        return truth, Step(
            kind="count",
            bound=Fraction(condition.least),
            holds=truth.holds,
            title=condition.title,
            cite=condition.cite,
            steps=tuple(step for _, step in results),
        )
    amount = look_up(condition.space, condition.name)
    truth = _test(condition, amount)
    return truth, Step(
        kind="line" if condition.space == "input" else "score",
        name=condition.name,
        amount=amount,
        test=condition.test,
        bound=condition.bound,
        holds=truth.holds,
        cite=condition.cite,
    )


def _at_least(least: int, truths: list[Truth]) -> Truth:
    """Whether at least `least` of the truths hold."""
    holding = sum(truth.holds is True for truth in truths)
    undecided = [truth for truth in truths if truth.holds is None]
    if holding >= least:
        return Truth(holds=True)
    if holding + len(undecided) < least:
        return Truth(holds=False)
    return Truth(None, NOBODY.union(*(truth.open for truth in undecided)))


def _test(line: Line, amount: Amount) -> Truth:
    if amount is None:
        return Truth(None, frozenset((line.name,)))
    if not isinstance(amount, Range):
        return Truth(amount in members(line.bound))
    if amount.undefined == "always":
        return Truth(holds=False)
    holds = _compare(amount, line.test, line.bound)
    if amount.undefined == "maybe" and holds:
        holds = None
    return Truth(holds) if holds is not None else Truth(None, amount.open)


def _compare(amount: Range, test: str, bound: Bound) -> bool | None:
    if test in ("is", "in"):
        if amount.value is not None:
            return amount.value in members(bound)
        within_reach = any(_reaches(amount, each) for each in numbers(bound))
        return None if within_reach else False
    if not isinstance(bound, Fraction):
        raise InvalidEdition("a number is compared with a number")
    if test == "more_than":
        if amount.high is not None and amount.high <= bound:
            return False
        return True if amount.low is not None and amount.low > bound else None
    at_least: bool | None = None
    if amount.low is not None and amount.low >= bound:
        at_least = True
    elif amount.high is not None and amount.high < bound:
        at_least = False
    if test == "at_least" or at_least is None:
        return at_least
    return not at_least


def _reaches(amount: Range, bound: Fraction) -> bool:
    return (amount.low is None or amount.low <= bound) and (
        amount.high is None or amount.high >= bound
    )
