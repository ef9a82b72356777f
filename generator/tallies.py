"""Counts verdicts under two editions exactly.

Combinations of answers are not listed one by one. For each metric it is counted how often each pair
of points (in the old edition, in the new one) comes out of the quantities that it reads; these
counts are then folded over the metrics. Metrics that read a quantity together are counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import NamedTuple

from calculator import conditions, rules
from calculator.conditions import Condition, Line
from calculator.edition import TOTAL, Level
from calculator.ranges import known
from calculator.steps import Amount
from generator.varied import NotComparable, Plan, Value, Varied

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


State = tuple[Fraction, tuple[bool, ...], Fraction, tuple[bool, ...]]
"""The points so far and whether each level is within reach, in the old and the new edition."""

Counts = Mapping[State, int]


def tally(planned: Plan, levels: list[tuple[Level, Level]]) -> list[Tally]:
    """The counts for each level.

    Raises:
        NotComparable: a level or a metric cannot be counted apart from the others.
    """
    requires = [[level[place].requires for level in levels] for place in (0, 1)]
    lines = [line for side in requires for each in side for line in _total_lines(each)]
    folded: Counter[State] = Counter({(Fraction(0), _all(levels), Fraction(0), _all(levels)): 1})
    parts = [*_components(planned, requires)]
    scale = lcm(*(points.denominator for part in parts for state in part for points in state[::2]))
    ceiling = max(
        (line.bound for line in lines if isinstance(line.bound, Fraction)), default=Fraction(0)
    )
    fewest = min(points for part in parts for state in part for points in state[::2])
    # What adds up to more than every limit stays there, unless something takes points away.
    highest = int(ceiling * scale) + 1 if fewest >= 0 else NO_LIMIT
    for part in sorted(parts, key=len):
        folded = _fold(folded, _scaled(part, scale, highest), highest)
    return [_tally_of(folded, requires, place, scale) for place in range(len(levels))]


def _all(levels: list[tuple[Level, Level]]) -> tuple[bool, ...]:
    return tuple(True for _ in levels)


def _scaled(part: Counts, scale: int, highest: int) -> Counts:
    """States with whole numbers, points beyond every limit as one."""
    found: Counter[State] = Counter()
    for state, count in part.items():
        found[_cut((state[0] * scale, state[1], state[2] * scale, state[3]), highest)] += count
    return {
        (int(old), reach, int(new), other): count  # type: ignore[misc]
        for (old, reach, new, other), count in found.items()
    }


def _cut(state: State, highest: int) -> State:
    """Points beyond all limits are alike, and so are those of a level out of reach."""
    old, reach, new, other = state
    return (
        min(old, highest) if any(reach) else 0,
        reach,
        min(new, highest) if any(other) else 0,
        other,
    )  # type: ignore[return-value]


def _fold(folded: Counts, part: Counts, highest: int) -> Counter[State]:
    found: Counter[State] = Counter()
    for (old, reach, new, other), count in folded.items():
        for (more, still, plus, also), times in part.items():
            state = (
                old + more,
                tuple(map(min, reach, still)),
                new + plus,
                tuple(map(min, other, also)),
            )
            found[_cut(state, highest)] += count * times
    return found


def _tally_of(
    folded: Counts, requires: list[list[tuple[Condition, ...]]], place: int, scale: int
) -> Tally:
    counts: Counter[tuple[bool, bool]] = Counter()
    lines = [list(_total_lines(side[place])) for side in requires]
    for (old, reach, new, other), count in folded.items():
        holds = (
            reach[place] and _holds(lines[0], Fraction(old, scale)),
            other[place] and _holds(lines[1], Fraction(new, scale)),
        )
        counts[holds] += count
    return Tally(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def _holds(lines: Iterable[Condition], points: Fraction) -> bool:
    amount: Amount = known(points)
    truth, _ = conditions.check_all(tuple(lines), lambda _space, _name: amount)
    return truth.holds is True


def _total_lines(requires: Iterable[Condition]) -> Iterator[Line]:
    for each in requires:
        if isinstance(each, Line) and each.space == "score" and each.name == TOTAL:
            yield each


def _components(planned: Plan, requires: list[list[tuple[Condition, ...]]]) -> Iterator[Counts]:
    """The counts of each group of metrics that read a quantity together."""
    for levels in requires:
        _check_requirements(levels)
    needs: dict[str, set[str]] = {}
    for place, each in enumerate(planned.sides):
        for name, rule in each.rules.items():
            needs.setdefault(name, set()).update(planned.needed(place, each.reads(rule)))
        needs.setdefault("", set()).update(planned.needed(place, each.gated))
    for metrics, quantities in _groups(needs):
        values = [each for each in planned.varied if each.name in quantities]
        if prod(len(each.values) for each in values) > MANY:
            asked = [
                [str(each.asked[place]) for each in values if each.asked[place]] for place in (0, 1)
            ]
            raise NotComparable("many", *asked)
        yield _count(planned, requires, metrics, values)


def _check_requirements(levels: list[tuple[Condition, ...]]) -> None:
    """Every requirement is about the total, about one metric or every metric, or about inputs."""
    if not levels:
        raise NotComparable("levels")
    for condition in (condition for level in levels for condition in level):
        asked = {(line.space, line.name) for line in conditions.lines_of((condition,))}
        about_inputs = all(space == "input" for space, _ in asked)
        about_one = len(asked) == 1 and not asked & {("score", TOTAL), ("every", "metric")}
        if not (isinstance(condition, Line) or about_inputs or about_one):
            raise NotComparable("levels")


def _groups(needs: Mapping[str, set[str]]) -> list[tuple[list[str], set[str]]]:
    """Metrics grouped so that no two groups share a quantity."""
    groups: list[tuple[list[str], set[str]]] = []
    for name, quantities in needs.items():
        together = [each for each in groups if each[1] & quantities]
        groups = [each for each in groups if each not in together]
        merged = ([name], set(quantities))
        for metrics, shared in together:
            merged[0].extend(metrics)
            merged[1].update(shared)
        groups.append(merged)
    return groups


def _count(
    planned: Plan,
    requires: list[list[tuple[Condition, ...]]],
    metrics: list[str],
    varied: list[Varied],
) -> Counts:
    """How often each pair of points comes out of the quantities of some metrics."""
    found: Counter[State] = Counter()
    scorers = [
        [_Scorer(planned, place, name, requires[place]) for name in metrics] for place in (0, 1)
    ]
    names = [each.name for each in varied]
    for chosen in product(*(each.values for each in varied)):
        values = dict(zip(names, chosen, strict=True))
        old, new = ([scorer.score(values) for scorer in each] for each in scorers)
        found[(*_together(old), *_together(new))] += 1
    return found


def _together(
    scored: list[tuple[Fraction, tuple[bool, ...]]],
) -> tuple[Fraction, tuple[bool, ...]]:
    points = sum((each for each, _ in scored), Fraction(0))
    return points, tuple(map(all, zip(*(reach for _, reach in scored), strict=True)))


class _Scorer:
    """Scores one metric of one side, remembering what it has scored; "" is what levels ask."""

    def __init__(
        self, planned: Plan, place: int, name: str, levels: list[tuple[Condition, ...]]
    ) -> None:
        self._planned = planned
        self._place = place
        self._side = planned.sides[place]
        self._rule = self._side.rules.get(name)
        self._name = name
        self._levels = [tuple(self._asked(name, level)) for level in levels]
        reads = self._side.gated if not name else ()
        self._reads = reads if self._rule is None else self._side.reads(self._rule)
        self._needs = planned.needed(place, self._reads)
        self._known: dict[tuple[Value, ...], tuple[Fraction, tuple[bool, ...]]] = {}

    def _asked(self, name: str, level: tuple[Condition, ...]) -> Iterator[Condition]:
        """What a level asks of this metric alone."""
        for each in level:
            asked = {(line.space, line.name) for line in conditions.lines_of((each,))}
            if not name:
                if all(space == "input" for space, _ in asked):
                    yield each
            elif self._rule is not None and asked & {("every", "metric"), ("score", name)}:
                yield each

    def score(self, values: Mapping[str, Value]) -> tuple[Fraction, tuple[bool, ...]]:
        """The points, and for each level whether what it asks of this metric holds."""
        key = tuple(values[name] for name in self._needs)
        if key not in self._known:
            self._known[key] = self._score(values)
        return self._known[key]

    def _score(self, values: Mapping[str, Value]) -> tuple[Fraction, tuple[bool, ...]]:
        given = self._planned.given(self._place, self._reads, values)
        points = Fraction(0)
        if self._rule is not None:
            step = rules.evaluate(self._rule, given)
            points = (step.points.value if step.points is not None else None) or Fraction(0)

        def look_up(space: str, name: str) -> Amount:
            return given.look_up(space, name) if space == "input" else known(points)

        return points, tuple(
            conditions.check_all(level, look_up)[0].holds is True for level in self._levels
        )
