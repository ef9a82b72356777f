"""Counts verdicts under two editions exactly.

Combinations of answers are not listed one by one. For each metric it is counted how often each pair
of points (in the old edition, in the new one) comes out of the quantities that it reads; these
counts are then folded over the metrics. Metrics that read a quantity together are counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import NamedTuple

from calculator import conditions, rules
from calculator.conditions import Condition, Count, Line
from calculator.levels import TOTAL, Level
from calculator.ranges import known
from calculator.rules import Given
from calculator.steps import Amount
from generator.comparison.quantities import NotComparable, Value, Varied
from generator.comparison.varied import Plan

__all__ = ["Tally", "tally"]

MANY = 200_000
"""The most combinations of the quantities that metrics read together."""

NO_LIMIT = 10**30


class Tally(NamedTuple):
    """How many combinations reach a level under both editions, one of them, or neither."""

    both: int
    only_old: int
    only_new: int
    neither: int

    @property
    def all(self) -> int:
        """How many combinations there are."""
        return sum(self)


State = tuple[int, tuple[bool, ...], int, tuple[bool, ...]]
"""Points so far, and which of the lines asked of single metrics hold so far: old, then new."""

Counts = Mapping[State, int]
Scored = tuple[Fraction, tuple[bool, ...]]
Part = Mapping[tuple[Scored, Scored], int]
"""How often each pair of outcomes comes out of the quantities of some metrics."""


class _Levels:
    """What the levels of one side ask: `lines` are those not about the total, each once."""

    def __init__(self, requires: list[tuple[Condition, ...]]) -> None:
        self._requires = requires
        asked = [line for level in requires for line in conditions.lines_of(level)]
        self.lines = tuple(dict.fromkeys(line for line in asked if not _is_total(line)))
        self._needed = [
            [
                self.lines.index(each)
                for each in level
                if isinstance(each, Line) and each in self.lines
            ]
            for level in requires
        ]
        bounds = [line.bound for line in asked if _is_total(line)]
        self.limit = max(
            (each for each in bounds if isinstance(each, Fraction)), default=Fraction(0)
        )

    def within_reach(self, held: tuple[bool, ...]) -> bool:
        """Whether some level does not fail already, whatever is added."""
        return any(all(held[place] for place in needed) for needed in self._needed)

    def reached(self, level: int, points: Fraction, held: tuple[bool, ...]) -> bool:
        """Whether a level holds."""
        return all(self._holds(each, points, held) for each in self._requires[level])

    def _holds(self, condition: Condition, points: Fraction, held: tuple[bool, ...]) -> bool:
        if isinstance(condition, Count):
            holding = sum(self._holds(each, points, held) for each in condition.of)
            return holding >= condition.least
        if _is_total(condition):
            return _test(condition, known(points))
        return held[self.lines.index(condition)]


def _is_total(line: Line) -> bool:
    return line.space == "score" and line.name == TOTAL


def _test(line: Line, amount: Amount) -> bool:
    truth, _ = conditions.check_all((line,), lambda _space, _name: amount)
    return truth.holds is True


def tally(planned: Plan, levels: list[tuple[Level, Level]]) -> list[Tally]:
    """The counts for each level.

    Raises:
        NotComparable: there is no level, or too much is read together.
    """
    if not levels:
        raise NotComparable("levels")
    asked = (
        _Levels([old.requires for old, _ in levels]),
        _Levels([new.requires for _, new in levels]),
    )
    parts = list(_parts(planned, asked))
    scale = lcm(*(points.denominator for part in parts for pair in part for points, _ in pair))
    folded = _folded(parts, asked, scale)
    return [_tally(folded, asked, place, scale) for place in range(len(levels))]


def _folded(parts: list[Part], asked: tuple[_Levels, _Levels], scale: int) -> Counts:
    """All metrics together, with points in whole numbers."""
    fewest = min(points for part in parts for pair in part for points, _ in pair)
    limit = max(each.limit for each in asked)
    # What adds up to more than every limit stays there, unless something takes points away.
    highest = int(limit * scale) + 1 if fewest >= 0 else NO_LIMIT
    folded: Counter[State] = Counter(
        {(0, (True,) * len(asked[0].lines), 0, (True,) * len(asked[1].lines)): 1}
    )
    for part in sorted(parts, key=len):
        folded = _fold(folded, part, asked, scale, highest)
    return folded


def _fold(
    folded: Counts, part: Part, asked: tuple[_Levels, _Levels], scale: int, highest: int
) -> Counter[State]:
    """One part more; outcomes for which the same lines hold are taken together."""
    alike: dict[tuple[tuple[bool, ...], ...], list[tuple[int, int, int]]] = {}
    for ((old, held), (new, also)), count in part.items():
        alike.setdefault((held, also), []).append((int(old * scale), int(new * scale), count))
    found: Counter[State] = Counter()
    for (was, held, now, also), times in folded.items():
        for (still, yet), outcomes in alike.items():
            before, after = tuple(map(min, held, still)), tuple(map(min, also, yet))
            # Points no longer matter once no level is within reach.
            kept = asked[0].within_reach(before), asked[1].within_reach(after)
            if kept == (False, False):
                found[0, before, 0, after] += times * sum(count for _, _, count in outcomes)
                continue
            for more, plus, count in outcomes:
                points = (
                    min(was + more, highest) if kept[0] else 0,
                    min(now + plus, highest) if kept[1] else 0,
                )
                found[points[0], before, points[1], after] += count * times
    return found


def _tally(folded: Counts, asked: tuple[_Levels, _Levels], level: int, scale: int) -> Tally:
    counts: Counter[tuple[bool, bool]] = Counter()
    for (old, held, new, also), count in folded.items():
        reached = (
            asked[0].reached(level, Fraction(old, scale), held),
            asked[1].reached(level, Fraction(new, scale), also),
        )
        counts[reached] += count
    return Tally(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def _parts(planned: Plan, asked: tuple[_Levels, _Levels]) -> Iterator[Part]:
    """The outcomes of each group of metrics that read a quantity together."""
    needs: dict[str, set[str]] = {"": set()}
    for place, each in enumerate(planned.sides):
        for name, rule in each.rules.items():
            needs.setdefault(name, set()).update(planned.needed(place, each.reads(rule)))
        needs[""].update(planned.needed(place, each.gated))
    for metrics, quantities in _groups(needs):
        values = [each for each in planned.varied if each.name in quantities]
        if prod(len(each.values) for each in values) > MANY:
            names = [[str(each.asked[place]) for each in values] for place in (0, 1)]
            raise NotComparable("many", *names)
        yield _count(planned, asked, metrics, values)


def _groups(needs: Mapping[str, set[str]]) -> list[tuple[list[str], set[str]]]:
    """Metrics grouped so that no two groups share a quantity."""
    groups: list[tuple[list[str], set[str]]] = []
    for name, quantities in needs.items():
        together = [each for each in groups if each[1] & quantities]
        groups = [each for each in groups if not each[1] & quantities]
        metrics = [name, *(other for each, _ in together for other in each)]
        groups.append((metrics, quantities.union(*(shared for _, shared in together))))
    return groups


def _count(
    planned: Plan, asked: tuple[_Levels, _Levels], metrics: list[str], varied: list[Varied]
) -> Part:
    """How often each pair of outcomes comes out of the quantities of some metrics."""
    found: Counter[tuple[Scored, Scored]] = Counter()
    scorers = [
        [_Scorer(planned, place, name, asked[place].lines) for name in metrics] for place in (0, 1)
    ]
    names = [each.name for each in varied]
    for chosen in product(*(each.values for each in varied)):
        values = dict(zip(names, chosen, strict=True))
        old, new = (_together([one.score(values) for one in each]) for each in scorers)
        found[old, new] += 1
    return found


def _together(scored: list[Scored]) -> Scored:
    points = sum((each for each, _ in scored), Fraction(0))
    return points, tuple(map(all, zip(*(held for _, held in scored), strict=True)))


class _Scorer:
    """Scores one metric of one side, remembering what it has scored; "" is what levels ask."""

    def __init__(self, planned: Plan, place: int, name: str, lines: tuple[Line, ...]) -> None:
        side = planned.sides[place]
        self._planned = planned
        self._place = place
        self._name = name
        self._lines = lines
        self._rule = side.rules.get(name)
        self._reads = side.reads(self._rule) if self._rule is not None else ()
        if not name:
            self._reads = side.gated
        self._needs = planned.needed(place, self._reads)
        self._known: dict[tuple[Value, ...], Scored] = {}

    def score(self, values: Mapping[str, Value]) -> Scored:
        """The points, and for each line of the levels whether it holds, if it is about this."""
        key = tuple(values[name] for name in self._needs)
        if key not in self._known:
            self._known[key] = self._score(values)
        return self._known[key]

    def _score(self, values: Mapping[str, Value]) -> Scored:
        given = self._planned.given(self._place, self._reads, values)
        points = Fraction(0)
        if self._rule is not None:
            step = rules.evaluate(self._rule, given)
            points = (step.points.value if step.points is not None else None) or Fraction(0)
        return points, tuple(self._holds(line, points, given) for line in self._lines)

    def _holds(self, line: Line, points: Fraction, given: Given) -> bool:
        """Whether a line holds; one about something else does not fail here."""
        if line.space == "input":
            return bool(self._name) or _test(line, given.look_up(line.space, line.name))
        about_this = line.space == "every" or line.name == self._name
        return self._rule is None or not about_this or _test(line, known(points))
