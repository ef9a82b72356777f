"""What an area earns when some of its numbers are others, and whether that reaches a level.

The same rules as in `scoring`, evaluated metric by metric and remembered, so that a plan can look
at thousands of possibilities. A plan is still verified with `scoring.score` itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations as chosen_from
from itertools import product
from typing import NamedTuple

from calculator import conditions, derive, moves, parts, rules
from calculator.answers import Amounts
from calculator.area import Area, Metric, Track
from calculator.conditions import Condition, Count, Line
from calculator.edition import Edition
from calculator.errors import UnknownName
from calculator.levels import TOTAL
from calculator.ranges import ZERO, Range, add, at_most, known, largest
from calculator.readings import Choices, combinations
from calculator.rules import BestOf, Rule, Sum
from calculator.steps import Amount

__all__ = ["Contender", "Earning", "Ground", "Scenario", "Values", "View", "alternatives"]

Values = Mapping[str, Fraction]
"""Numbers that take the place of what was answered."""


class View(NamedTuple):
    """A metric of a track under one combination of the readings that touch it."""

    track: str | None
    metric: str
    chosen: tuple[object, ...]


class Earning:
    """What one rule earns by the values of the inputs that it reads; each is computed once."""

    def __init__(self, area: Area, rule: Rule, amounts: Amounts) -> None:
        """Keep of the area and of its amounts what the rule reads."""
        self.rule = rule
        self.reads = moves.read_by(area, rule)
        named = [line.name for line in rules.lines_of(rule)]
        named += [linear.per for linear in rules.linear_rules(rule)]
        derived = {name: area.derived[name] for name in named if name in area.derived}
        self._area = area._replace(derived=derived)
        self._amounts = {name: amounts[name] for name in self.reads}
        self.is_open = any(
            amount is None or (isinstance(amount, Range) and bool(amount.open))
            for amount in self._amounts.values()
        )
        self._known: dict[tuple[Fraction | None, ...], Range] = {}
        self._members: tuple[Earning, ...] = ()
        # Members earn on their own where there is no condition, and nothing open that they share.
        if isinstance(rule, BestOf | Sum) and not rule.head.when and not self.is_open:
            self._members = tuple(Earning(area, each, amounts) for each in rule.rules)

    @property
    def members(self) -> tuple[Earning, ...]:
        """The members of a rule that earn on their own."""
        return self._members

    def points(self, values: Values) -> Range:
        """What it earns with some values in the place of what was answered."""
        key = tuple(values.get(name) for name in self.reads)
        if key not in self._known:
            self._known[key] = self._earn(values)
        return self._known[key]

    def _earn(self, values: Values) -> Range:
        if self._members:
            earned = [each.points(values) for each in self._members]
            if isinstance(self.rule, BestOf):
                return largest(earned)
            cap = self.rule.cap if isinstance(self.rule, Sum) else None
            return add(earned) if cap is None else at_most(add(earned), cap)
        amounts: dict[str, Amount] = {
            name: known(values[name]) if name in values else amount
            for name, amount in self._amounts.items()
        }
        given = parts.given(self._area, amounts)
        return parts.evaluate(self._area, self.rule, amounts, given).points or ZERO


class Contender(NamedTuple):
    """A track that counts or may count; `certain` tells whether it surely takes part."""

    track: Track
    certain: bool


class Scenario(NamedTuple):
    """One combination of readings, and what the level that is aimed at requires under it."""

    choices: Choices
    requires: tuple[Condition, ...]


class Ground:
    """An area as it stands, to be looked at with other numbers."""

    def __init__(
        self,
        edition: Edition,
        area: Area,
        amounts: Amounts,
        contenders: tuple[Contender, ...],
        day: str,
    ) -> None:
        """Prepare what every metric of the contending tracks earns."""
        self.edition = edition
        self.area = area
        self.amounts = amounts
        self.contenders = contenders
        self._day = day
        self._asked: dict[tuple[object, ...], list[tuple[Line, ...]]] = {}
        self.earnings = {
            View(each.track.name, metric.name, chosen): Earning(
                area, rules.in_force(rule, day), amounts
            )
            for each in contenders
            for metric in each.track.metrics.values()
            for chosen, rule in metric.rules.items()
        }

    def scenarios(self, level: str, *, adopted: bool) -> tuple[Scenario, ...]:
        """What a level requires under the adopted readings, or under each combination of them."""
        every = combinations(self.edition.contradictions(self.area))
        return tuple(
            Scenario(choices, self._requires(level, choices))
            for choices in (every[:1] if adopted else every)
        )

    def _requires(self, name: str, choices: Choices) -> tuple[Condition, ...]:
        levels = {each.name: each for each in self.edition.levels_of(self.area).under(choices)}
        if name not in levels:
            raise UnknownName("level", name, levels)
        return conditions.in_force(levels[name].requires, self._day)

    def view(self, track: Track, metric: Metric, scenario: Scenario) -> View:
        """A metric as a scenario sees it."""
        return View(track.name, metric.name, metric.chosen(scenario.choices))

    def scores(self, track: Track, scenario: Scenario, values: Values) -> dict[str, Range]:
        """The points of every metric of a track, and their total."""
        scores = {
            metric.name: self.earnings[self.view(track, metric, scenario)].points(values)
            for metric in track.metrics.values()
        }
        return {**scores, TOTAL: add(scores.values())}

    def amount(self, name: str, values: Values) -> Amount:
        """The value of an input or derived input."""
        if name in values:
            return known(values[name])
        if name not in self.area.derived:
            return self.amounts[name]
        derived = self.area.derived[name]
        ranges = {term: self.amount(term, values) for term in derived.terms}
        return derive.compute(
            derived, {term: each for term, each in ranges.items() if isinstance(each, Range)}
        )

    def meets(
        self, requires: tuple[Condition, ...], scores: Mapping[str, Range], values: Values
    ) -> bool:
        """Whether scores surely meet the requirements of a level."""
        ways = self._ways(requires, scores)
        return any(all(self._holds(line, scores, values) for line in lines) for lines in ways)

    def signs(
        self, requires: tuple[Condition, ...], scores: Mapping[str, Range], values: Values
    ) -> list[bool]:
        """Whether each line of each way to meet the requirements holds."""
        ways = self._ways(requires, scores)
        return [self._holds(line, scores, values) for lines in ways for line in lines]

    def _ways(
        self, requires: tuple[Condition, ...], scores: Mapping[str, Range]
    ) -> list[tuple[Line, ...]]:
        key = (requires, *scores)
        if key not in self._asked:
            metrics = tuple(name for name in scores if name != TOTAL)
            self._asked[key] = alternatives(requires, metrics)
        return self._asked[key]

    def _holds(self, line: Line, scores: Mapping[str, Range], values: Values) -> bool:
        """Whether a line surely holds; the most frequent test has a short way."""
        if line.space == "input":
            asked = self.amount(line.name, values)
            return conditions.check_all((line,), lambda _space, _name: asked)[0].holds is True
        points = scores[line.name]
        if line.test == "at_least" and isinstance(line.bound, Fraction):
            return points.low is not None and points.low >= line.bound
        return conditions.check_all((line,), lambda _space, _name: points)[0].holds is True

    def reaches(
        self,
        scenario: Scenario,
        values: Values,
        change: Mapping[tuple[str | None, str], Fraction] | None = None,
    ) -> bool:
        """Whether the level is surely reached; `change` adds to the points of some metrics."""
        scored = []
        for each in self.contenders:
            scores = self.scores(each.track, scenario, values)
            for (track, metric), points in (change or {}).items():
                if track == each.track.name:
                    scores[metric] = add((scores[metric], known(points)))
                    scores[TOTAL] = add((scores[TOTAL], known(points)))
            scored.append((each, scores, self.meets(scenario.requires, scores, values)))
        certain = [one for one in scored if one[0].certain]
        if self.area.choose == "assigned" or not certain:
            return all(met for _, _, met in scored)
        best = (
            max(scores[TOTAL].low or Fraction(0) for _, scores, met in certain if met)
            if any(met for _, _, met in certain)
            else None
        )
        return best is not None and all(
            met or (scores[TOTAL].high or Fraction(0)) <= best for _, scores, met in scored
        )


def alternatives(requires: Iterable[Condition], metrics: tuple[str, ...]) -> list[tuple[Line, ...]]:
    """The ways to meet requirements: each a list of plain lines that must all hold."""
    ways: list[tuple[Line, ...]] = [()]
    for each in requires:
        ways = [(*way, *more) for way, more in product(ways, _ways(each, metrics))]
    return ways


def _ways(condition: Condition, metrics: tuple[str, ...]) -> Iterator[tuple[Line, ...]]:
    if isinstance(condition, Count):
        for chosen in chosen_from(condition.of, condition.least):
            yield from alternatives(chosen, metrics)
    elif condition.space == "every":
        yield from alternatives(
            [condition._replace(space="score", name=name) for name in metrics], metrics
        )
    elif condition.test == "in" and isinstance(condition.bound, tuple):
        for bound in condition.bound:
            yield (condition._replace(test="is", bound=bound),)
    else:
        yield (condition,)
