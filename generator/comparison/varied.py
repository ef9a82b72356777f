"""Plans what is varied to compare the verdicts of two editions, so that all answers follow from it.

Two answers that are only read through what is computed from them count as one quantity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import derive
from calculator.derive import Derived
from calculator.ranges import Range, known
from calculator.rules import Given
from calculator.steps import Amount
from generator.comparison.quantities import NotComparable, Side, Value, Varied, kind_of, varied

__all__ = ["Plan", "plan"]


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
    return Plan(both, tuple(varied(name, both, read) for name in names))


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
                if kind_of(each, read)[0] == "points" and plain not in shared
            ]
            apart[place].extend(points)
        if reads[0] and reads[1] and not shared:
            for place in (0, 1):
                apart[place].extend(reads[place].values())
    if apart[0] or apart[1]:
        raise NotComparable("inputs", dict.fromkeys(apart[0]), dict.fromkeys(apart[1]))


def _check_kinds(both: tuple[Side, Side], read: tuple[tuple[str, ...], ...]) -> None:
    """What both read is the same kind of thing on both sides."""
    kinds = [{each.plain(name): (name, kind_of(each, name)) for name in names}
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
