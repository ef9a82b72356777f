"""What is varied to compare the verdicts of two editions, and in which whole units.

Rules measure quantities: an answer, or something computed from two answers. Each quantity that the
rules of a track read is varied on its own, from 0 to the larger of the limits that the two editions
set. Two answers that are only read through what is computed from them count as one quantity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, gcd
from typing import NamedTuple

from calculator import conditions, derive, rules
from calculator.area import Area, Track
from calculator.conditions import Line
from calculator.derive import Derived
from calculator.edition import Edition
from calculator.levels import Level
from calculator.ranges import Range, known
from calculator.rules import Given, Rule
from calculator.steps import Amount

__all__ = ["NotComparable", "Plan", "Side", "Varied", "plan", "side"]

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


class Plan(NamedTuple):
    """What is varied, and how the inputs of either edition follow from it."""

    sides: tuple[Side, Side]
    varied: tuple[Varied, ...]

    def needed(self, place: int, names: Iterable[str]) -> tuple[str, ...]:
        """The quantities on which some inputs of one side depend."""
        side = self.sides[place]
        listed = {each.name for each in self.varied}
        found: list[str] = []
        for name in names:
            derived = side.area.derived.get(name)
            found += [side.plain(name)]
            found += [side.plain(each) for each in derived.terms] if derived else []
        return tuple(each for each in dict.fromkeys(found) if each in listed)

    def given(self, place: int, names: Iterable[str], values: Mapping[str, Value]) -> Given:
        """What a rule of one side is read with."""
        side = self.sides[place]
        answers = self.answers(place, names, values)
        amounts: dict[str, Amount] = {
            name: known(each) if isinstance(each, Fraction) else each
            for name, each in answers.items()
        }
        numbers = {name: each for name, each in amounts.items() if isinstance(each, Range)}
        for name in names:
            if name in side.area.derived:
                amounts[name] = derive.compute(side.area.derived[name], numbers)
        return Given(amounts, {}, {})

    def answers(
        self, place: int, names: Iterable[str], values: Mapping[str, Value]
    ) -> dict[str, Value]:
        """The answers of one side that make the quantities what they are."""
        side = self.sides[place]
        found: dict[str, Value] = {}
        for name in names:
            derived = side.area.derived.get(name)
            if derived is None:
                found[name] = values[side.plain(name)]
            else:
                found |= _terms(side, derived, values)
        return found


def _terms(side: Side, derived: Derived, values: Mapping[str, Value]) -> dict[str, Value]:
    """The two answers from which a quantity is computed; the second is 0, or any base, if free."""
    first, second = derived.terms
    free = Fraction(100 if derived.function == "growth" else 0)
    before = values.get(side.plain(second), free)
    amount = values.get(side.plain(derived.name))
    if not isinstance(amount, Fraction) or not isinstance(before, Fraction):
        return {first: values[side.plain(first)], second: before}
    now = before * (100 + amount) / 100 if derived.function == "growth" else before + amount
    return {first: now, second: before}


def side(edition: Edition, area: Area, track: Track, levels: Iterable[Level]) -> Side:
    """One side, under the adopted readings and on the edition's own day."""
    adopted = {
        name: rules.in_force(next(iter(metric.rules.values())), edition.name)
        for name, metric in track.metrics.items()
    }
    asked = [line for level in levels for line in conditions.lines_of(level.requires)]
    gates = dict.fromkeys(line for line in asked if line.space == "input")
    return Side(edition, area, track, adopted, tuple(gates))


def plan(old: Side, new: Side) -> Plan:
    """What to vary.

    Raises:
        NotComparable: the two sides ask too different things.
    """
    both = (old, new)
    _check_metrics(both)
    read = tuple(_read(each) for each in both)
    _check_kinds(both, read)
    plain = [
        (each.plain(name), name in each.area.inputs)
        for each, own in zip(both, read, strict=True)
        for name in own
    ]
    order = list(dict.fromkeys(name for name, _ in plain))
    free = _free(_uses(both, read), [name for name, is_input in plain if is_input])
    names = sorted(free, key=lambda name: order.index(name) if name in order else len(order))
    return Plan(both, tuple(_varied(name, both, read) for name in names))


def _read(each: Side) -> tuple[str, ...]:
    found = [name for rule in each.rules.values() for name in each.reads(rule)]
    return tuple(dict.fromkeys([*found, *each.gated]))


def _check_metrics(both: tuple[Side, Side]) -> None:
    """A metric that both have is measured by something that both ask; no points are read off."""
    apart: tuple[list[str], list[str]] = ([], [])
    for name in dict.fromkeys([*both[0].rules, *both[1].rules]):
        reads = [
            {each.plain(read): read for read in each.reads(each.rules[name])}
            if name in each.rules
            else {}
            for each in both
        ]
        shared = reads[0].keys() & reads[1].keys()
        for place, each in enumerate(both):
            points = [
                read
                for plain, read in reads[place].items()
                if _kind(each, read)[0] == "points" and plain not in shared
            ]
            apart[place].extend(points)
        if reads[0] and reads[1] and not shared:
            for place in (0, 1):
                apart[place].extend(reads[place].values())
    if apart[0] or apart[1]:
        raise NotComparable("inputs", dict.fromkeys(apart[0]), dict.fromkeys(apart[1]))


def _kind(each: Side, name: str) -> tuple[object, ...]:
    """What a name stands for: an answer of some type and unit, or what is computed from which."""
    derived = each.area.derived.get(name)
    if derived is not None:
        return (derived.function, *(each.plain(term) for term in derived.terms))
    asked = each.area.inputs[name]
    return (asked.type, asked.unit)


def _check_kinds(both: tuple[Side, Side], read: tuple[tuple[str, ...], ...]) -> None:
    """What both read is the same kind of thing on both sides."""
    kinds = [{each.plain(name): (name, _kind(each, name)) for name in names}
             for each, names in zip(both, read, strict=True)]  # fmt: skip
    other = [
        name for name in kinds[0] if name in kinds[1] and kinds[0][name][1] != kinds[1][name][1]
    ]
    if other:
        raise NotComparable(
            "kind", (kinds[0][name][0] for name in other), (kinds[1][name][0] for name in other)
        )


def _uses(both: tuple[Side, Side], read: tuple[tuple[str, ...], ...]) -> dict[str, Derived]:
    """What is computed from what, by the names known in every track."""
    found: dict[str, Derived] = {}
    for each, own in zip(both, read, strict=True):
        for name in own:
            if name in each.area.derived:
                derived = each.area.derived[name]
                first, second = (each.plain(term) for term in derived.terms)
                found[each.plain(name)] = derived._replace(terms=(first, second))
    return found


def _free(computed: Mapping[str, Derived], read_plainly: list[str]) -> list[str]:
    """The quantities that are varied, so that everything read follows from them.

    A computed one is varied itself, and its first term follows. Where something else reads that
    term, the two terms are varied, and what is computed follows.
    """
    names = list(dict.fromkeys(read_plainly))
    firsts = [each.terms[0] for each in computed.values()]
    seconds = [each.terms[1] for each in computed.values()]
    for name, derived in computed.items():
        first, second = derived.terms
        if first in read_plainly or firsts.count(first) > 1 or first in seconds:
            if derived.function == "growth":
                raise NotComparable("together", (first,))
            names += [first, second]
        else:
            names += [name, second] if seconds.count(second) > 1 else [name]
    return list(dict.fromkeys(names))


def _varied(name: str, both: tuple[Side, Side], read: tuple[tuple[str, ...], ...]) -> Varied:
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
    kinds = [_kind(each, own)[0] for each, own in zip(both, asked, strict=True) if own]
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
    bounds = line.bound if isinstance(line.bound, tuple) else (line.bound,)
    numbers = [each for each in bounds if isinstance(each, Fraction)]
    if line.test in ("at_least", "below"):
        return tuple(turn for each in numbers for turn in (max(each - 1, Fraction(0)), each))
    return tuple(turn for each in numbers for turn in (max(each - 1, Fraction(0)), each, each + 1))


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
