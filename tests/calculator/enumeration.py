"""Plans by looking at everything: every number of steps of every input, up to where it is full.

Slow, simple, and apart from the planner: it shares the rules and nothing of the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import NamedTuple

from calculator import conditions, parts, rules
from calculator.answers import Amounts
from calculator.area import Area, Track
from calculator.conditions import Condition, Count, Line
from calculator.edition import Edition
from calculator.levels import TOTAL
from calculator.ranges import Range, known
from calculator.readings import Choices, combinations

__all__ = ["Box", "Enumeration"]

HUGE = Fraction(10**9)
Steps = tuple[int, ...]


class Move(NamedTuple):
    """An input that may be raised, as the test knows it."""

    start: Fraction
    step: Fraction
    cost: Fraction
    highest: Fraction | None = None

    def value(self, steps: int) -> Fraction:
        """The value after some steps."""
        value = self.start + steps * self.step
        return value if self.highest is None else min(value, self.highest)


class Box(NamedTuple):
    """How many steps of each input are looked at."""

    names: tuple[str, ...]
    most: Steps

    @property
    def size(self) -> int:
        """How many possibilities that are."""
        return prod(each + 1 for each in self.most)


class Enumeration:
    """An area whose every possibility within a box is scored."""

    def __init__(
        self,
        edition: Edition,
        area: Area,
        amounts: Amounts,
        moves: Mapping[str, Move],
        *,
        day: str,
        adopted: bool = False,
        level: int = 0,
    ) -> None:
        self.edition, self.area, self.moves, self.day = edition, area, moves, day
        self.amounts = {**amounts, **{name: known(each.start) for name, each in moves.items()}}
        self.level = level
        every = combinations(edition.contradictions(area))
        self.readings: tuple[Choices, ...] = every[:1] if adopted else every
        self.tracks = self._tracks()
        self.reads = {
            (track.name, metric.name): tuple(
                name
                for name in moves
                if any(self._reads(rule, name) for rule in metric.rules.values())
            )
            for track in self.tracks
            for metric in track.metrics.values()
        }
        self._known: dict[object, Fraction] = {}
        self._met: dict[object, bool] = {}
        self.box = self._box()

    def _tracks(self) -> tuple[Track, ...]:
        given = parts.given(self.area, self.amounts)
        holding = tuple(
            track
            for track in self.area.tracks
            if conditions.check_all(track.when, given.look_up)[0].holds
        )
        if self.area.choose == "assigned":
            return holding[:1]
        return holding or self.area.tracks[:1]

    def _reads(self, rule: rules.Rule, name: str) -> bool:
        named = {line.name for line in rules.lines_of(rule)}
        named |= {linear.per for linear in rules.linear_rules(rule)}
        return any(
            name == each or (each in self.area.derived and name in self.area.derived[each].terms)
            for each in named
        )

    def points(
        self, track: Track, metric: str, choices: Choices, values: Mapping[str, Fraction]
    ) -> Fraction:
        """What a metric earns with some values."""
        chosen = track.metrics[metric].chosen(choices)
        own = tuple(values[name] for name in self.reads[track.name, metric])
        key = (track.name, metric, chosen, own)
        if key not in self._known:
            amounts = {**self.amounts, **{name: known(each) for name, each in values.items()}}
            rule = rules.in_force(track.metrics[metric].rules[chosen], self.day)
            points = rules.evaluate(rule, parts.given(self.area, amounts)).points
            assert points is not None
            assert points.value is not None, (metric, points)
            self._known[key] = points.value
        return self._known[key]

    def _box(self) -> Box:
        """Every input up to the number of steps from which no metric changes any more.

        With all other inputs as they are, or as high as can be: what opens a gate matters in the
        second, and the lesser of two options in the first.
        """
        here = {name: move.start for name, move in self.moves.items()}
        full = {
            name: HUGE if move.highest is None else move.highest
            for name, move in self.moves.items()
        }
        most = (max(self._most(name, here), self._most(name, full)) for name in self.moves)
        return Box(tuple(self.moves), tuple(most))

    def _most(self, name: str, others: Mapping[str, Fraction]) -> int:
        move = self.moves[name]

        def earned(value: Fraction) -> list[Fraction]:
            values = {**others, name: value}
            return [
                self.points(track, metric, choices, values)
                for track in self.tracks
                for metric in track.metrics
                for choices in self.readings
                if name in self.reads[track.name, metric]
            ] + [
                Fraction(_test(line, self.amount(line.name, values)))
                for choices in self.readings
                for line in conditions.lines_of(self.requires(choices))
                if line.space == "input"
            ]

        wanted = earned(HUGE if move.highest is None else move.highest)
        steps = 0
        while earned(move.value(steps)) != wanted:
            steps += 1
        return steps

    def qualifies(self, values: Mapping[str, Fraction]) -> bool:
        """Whether the level is reached under every reading that is looked at."""
        return all(self._under(choices, values) for choices in self.readings)

    def _under(self, choices: Choices, values: Mapping[str, Fraction]) -> bool:
        requires = self.requires(choices)
        asked = {
            line.name: self.amount(line.name, values)
            for line in conditions.lines_of(requires)
            if line.space == "input"
        }
        scored = []
        for track in self.tracks:
            scores = {name: self.points(track, name, choices, values) for name in track.metrics}
            key = (requires, track.name, *scores.items(), *asked.items())
            total = sum(scores.values(), Fraction(0))
            if key not in self._met:
                self._met[key] = _meets(requires, {**scores, TOTAL: total}, asked)
            scored.append((total, self._met[key]))
        best = max(total for total, _ in scored)
        return any(met for total, met in scored if total == best)

    def requires(self, choices: Choices) -> tuple[Condition, ...]:
        """What the level requires under some readings."""
        return self.edition.levels_of(self.area).under(choices)[self.level].requires

    def amount(self, name: str, values: Mapping[str, Fraction]) -> object:
        """What an input or derived input comes to with some values."""
        amounts = {**self.amounts, **{each: known(value) for each, value in values.items()}}
        amount = parts.given(self.area, amounts).amounts[name]
        return amount.value if isinstance(amount, Range) else amount

    def vectors(self) -> Iterator[Steps]:
        """Every possibility, smaller ones first."""
        return product(*(range(each + 1) for each in self.box.most))

    def values(self, steps: Steps) -> dict[str, Fraction]:
        """The values of a possibility."""
        return {
            name: move.value(each)
            for (name, move), each in zip(self.moves.items(), steps, strict=True)
        }

    def cost(self, steps: Steps) -> Fraction:
        """What a possibility costs."""
        return sum(
            (move.cost * each for move, each in zip(self.moves.values(), steps, strict=True)),
            Fraction(0),
        )

    def ways(self) -> tuple[Fraction | None, set[Steps]]:
        """The least cost of all that qualify, and those below which nothing smaller qualifies."""
        holds_within: dict[Steps, bool] = {}
        least: Fraction | None = None
        minimal: set[Steps] = set()
        for steps in self.vectors():
            below = any(
                holds_within[(*steps[:at], each - 1, *steps[at + 1 :])]
                for at, each in enumerate(steps)
                if each
            )
            here = self.qualifies(self.values(steps))
            if here:
                cost = self.cost(steps)
                least = cost if least is None else min(least, cost)
                if not below:
                    minimal.add(steps)
            holds_within[steps] = here or below
        return least, minimal


def _meets(
    requires: tuple[Condition, ...], scores: Mapping[str, Fraction], asked: Mapping[str, object]
) -> bool:
    return all(_holds(each, scores, asked) for each in requires)


def _holds(
    condition: Condition, scores: Mapping[str, Fraction], asked: Mapping[str, object]
) -> bool:
    if isinstance(condition, Count):
        return sum(_holds(each, scores, asked) for each in condition.of) >= condition.least
    if condition.space == "input":
        return _test(condition, asked[condition.name])
    if condition.space == "every":
        return all(_test(condition, each) for name, each in scores.items() if name != TOTAL)
    return _test(condition, scores[condition.name])


def _test(line: Line, value: object) -> bool:
    if line.test == "is" or not isinstance(value, Fraction):
        return value == line.bound
    assert isinstance(line.bound, Fraction)
    return {
        "at_least": value >= line.bound,
        "more_than": value > line.bound,
        "below": value < line.bound,
    }[line.test]
