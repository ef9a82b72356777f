"""What a metric earns by what its rules can tell apart of the answers, remembered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import compress
from typing import Generic, TypeVar

from calculator import conditions, features, parts, rules, settled, steps
from calculator.answer_columns import Open, Value, Values, amount_of
from calculator.area import Area, Metric, Track
from calculator.features import Seen
from calculator.levels import TOTAL, Level
from calculator.ranges import ZERO, Range, known
from calculator.remembered import Remembered
from calculator.settled import Points, exact, points_of

__all__ = ["Entry", "Kind", "Limits", "Memory", "bounds", "class_of", "class_of_range"]

U = TypeVar("U")
NOBODY: frozenset[str] = frozenset()


class Kind:
    """What entries have in common that come to the same with every level.

    Attributes:
        first_like: for each variant of the metric the first one that earns the same.
        is_open: whether one of them is open.
    """

    __slots__ = ("first_like", "is_open")

    def __init__(self, key: tuple[tuple[int, ...], bool, Hashable]) -> None:
        """Keep which variants are alike."""
        self.first_like, self.is_open, _ = key


class Entry(Generic[U]):
    """What a metric earns, in each of its variants: one for each combination of its readings.

    Attributes:
        points: the points of each variant; None where they are open.
        shown: what is told of these points.
        kind: the same for entries that no level tells apart.
        unanswered: the inputs that were left open.
    """

    __slots__ = ("_ranges", "kind", "points", "shown", "unanswered")

    def __init__(
        self,
        points: tuple[Points | None, ...],
        shown: tuple[U, ...],
        kind: Kind,
        ranges: tuple[Range, ...] | None = None,
        unanswered: frozenset[str] = NOBODY,
    ) -> None:
        """Keep what every variant earns; without `ranges` all of it is settled."""
        self.points = points
        self.shown = shown
        self.kind = kind
        self._ranges = ranges
        self.unanswered = unanswered

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The points of each variant as ranges."""
        if self._ranges is None:
            self._ranges = tuple(known(exact(each or 0)) for each in self.points)
        return self._ranges


class Memory(Generic[U]):
    """A metric, and what it earned."""

    def __init__(
        self,
        area: Area,
        metric: Metric,
        day: str,
        limits: Limits,
        show: Callable[[Points | None], U],
    ) -> None:
        """Prepare the variants of a metric.

        Args:
            area: the area that it belongs to.
            metric: the metric.
            day: the day on which to score.
            limits: the points that levels compare with.
            show: makes of points what is told of them.
        """
        self._limits, self._show = limits, show
        self._rules = [rules.in_force(rule, day) for rule in metric.rules.values()]
        lines = [line for rule in self._rules for line in rules.lines_of(rule)]
        read = features.bounds_of(area, lines, self._rules)
        derived = {name: each for name, each in area.derived.items() if name in read}
        self._area = area._replace(derived=derived)
        places = {name: place for place, name in enumerate(read)}
        self._earnings = [settled.earning(rule, places) for rule in self._rules]
        self._features = [features.feature(area, name, each) for name, each in read.items()]
        terms = {term for each in derived.values() for term in each.terms}
        self.reads = tuple(name for name in area.inputs if name in terms or name in read)
        # An input that something is derived from keeps its value, or else that would change.
        self._see = [
            (lambda value: value) if name in terms else features.clamped(area, name, read[name])
            for name in self.reads
        ]
        self._settled: Remembered[tuple[Seen, ...], Entry[U]] = Remembered(self._work)
        self._partly: Remembered[tuple[Value, ...], Entry[U]] = Remembered(self._work_partly)
        self._entries: Remembered[tuple[Points, ...], Entry[U]] = Remembered(self._entry)
        self._kinds: Remembered[tuple[tuple[int, ...], bool, Hashable], Kind] = Remembered(Kind)

    def entries(self, values: Values, count: int, partly: set[str]) -> list[Entry[U]]:
        """What the metric earns for so many partners.

        Args:
            values: the columns of their answers.
            count: how many they are.
            partly: the inputs whose columns may have answers that are open.
        """
        with_open = [values[name] for name in self.reads if name in partly]
        if not with_open:
            return self._entries_of(values, count)
        settled = [Open not in map(type, cells) for cells in zip(*with_open, strict=True)]
        kept = {name: [*compress(values[name], settled)] for name in self.reads}
        found = iter(self._entries_of(kept, sum(settled)))
        rows = zip(*(values[name] for name in self.reads), strict=True)
        return [
            next(found) if each else self._partly[self._direct(row)]
            for each, row in zip(settled, rows, strict=True)
        ]

    def _entries_of(self, values: Values, count: int) -> list[Entry[U]]:
        if not self._features:
            return [self._settled[()]] * count
        seen = [each(values) for each in self._features]
        return list(map(self._settled.__getitem__, zip(*seen, strict=True)))

    def _direct(self, row: tuple[Value, ...]) -> tuple[Value, ...]:
        """The answers of one partner, no finer than rules tell them apart."""
        return tuple([see(value) for see, value in zip(self._see, row, strict=True)])

    def _work(self, seen: tuple[Seen, ...]) -> Entry[U]:
        points = tuple([earn(seen) for earn in self._earnings])
        if tuple in map(type, points):
            # Shares of points hardly repeat.
            return self._entry(points)
        return self._entries[points]

    def _entry(self, points: tuple[Points, ...]) -> Entry[U]:
        first = points[0]
        if points.count(first) == len(points):
            alike = (class_of(first, self._limits), first != 0)
            kind = self._kinds[(0,) * len(points), False, alike]
            return Entry(points, (self._show(first),) * len(points), kind)
        classes = tuple([(class_of(each, self._limits), each != 0) for each in points])
        return Entry(points, tuple(map(self._show, points)), self._kind(points, classes))

    def _kind(
        self, variants: tuple[object, ...], classes: Hashable, *, is_open: bool = False
    ) -> Kind:
        return self._kinds[tuple([variants.index(each) for each in variants]), is_open, classes]

    def _work_partly(self, values: tuple[Value, ...]) -> Entry[U]:
        """What can be earned while something is unanswered, as `scoring` works it out."""
        answers = dict(zip(self.reads, values, strict=True))
        amounts = {name: amount_of(each) for name, each in answers.items()}
        given = parts.given(self._area, amounts)
        evaluated = [parts.evaluate(self._area, rule, amounts, given) for rule in self._rules]
        ranges = tuple(each.points or ZERO for each in evaluated)
        points = tuple(None if each.value is None else points_of(each.value) for each in ranges)
        unanswered = frozenset(name for name, each in answers.items() if type(each) is Open)
        classes = tuple(class_of_range(each, self._limits) for each in ranges)
        kind = self._kind(ranges, (classes, unanswered), is_open=None in points)
        return Entry(points, tuple(map(self._show, points)), kind, ranges, unanswered)


class Limits:
    """The points that levels compare a score with."""

    __slots__ = ("all", "are_whole", "whole")

    def __init__(self, bounds: Iterable[Fraction]) -> None:
        """Sort the bounds; among whole numbers a place is found without fractions."""
        self.all = sorted(bounds)
        self.whole = [each.numerator for each in self.all]
        self.are_whole = all(each.denominator == 1 for each in self.all)


def bounds(judged_by: Iterable[Iterable[Level]], tracks: Iterable[Track]) -> dict[str, Limits]:
    """The points that any level compares a metric or the total with, in ascending order."""
    found: dict[str, set[Fraction]] = {TOTAL: set()}
    found |= {name: set() for track in tracks for name in track.metrics}
    lines = (
        line
        for of_variant in judged_by
        for level in of_variant
        for line in conditions.lines_of(level.requires)
    )
    for line in lines:
        compared = set(steps.numbers(line.bound))
        for name in found:
            if (line.space == "score" and line.name == name) or (
                line.space == "every" and name != TOTAL
            ):
                found[name] |= compared
    return {name: Limits(compared) for name, compared in found.items()}


def class_of(points: Points, limits: Limits) -> int:
    """Where points lie among bounds: the same for all points that no bound tells apart."""
    if not limits.are_whole:
        return _place(exact(points), limits.all)
    if isinstance(points, int):
        return _place(points, limits.whole)
    return 2 * bisect_right(limits.whole, points[0] // points[1])


def _place(value: Fraction | int, listed: Sequence[Fraction | int]) -> int:
    place = bisect_left(listed, value)
    return 2 * place + (place < len(listed) and listed[place] == value)


def class_of_range(points: Range, limits: Limits) -> Hashable:
    """The same of points that may be open; who moves them is part of it.

    Without a floor a metric is met once it earns anything, so 0 is a bound, too.
    """
    if points.value is not None:
        return class_of(points_of(points.value), limits), points.value > 0
    ends = (
        None if each is None else class_of(points_of(each), limits)
        for each in (points.low, points.high)
    )
    return (*ends, points.open, points.undefined)
