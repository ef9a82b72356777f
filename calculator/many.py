"""Many partners scored in one area: what was worked out for one is remembered for the next.

A metric is worked out once for each set of answers that it reads, and a verdict once for each set
of points. What that gives is what `scoring.score` gives; a test holds both side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, chain, pairwise
from typing import Generic, NamedTuple, TypeVar

from calculator import answers, conditions, levels, metric_memory, moves, parts, readings, scoring
from calculator.area import Area, Track
from calculator.conditions import Truth
from calculator.edition import Edition
from calculator.levels import TOTAL, Level, Outcome
from calculator.metric_memory import Cells, Entry, Memory, class_of
from calculator.ranges import Range, add
from calculator.rules import Given
from calculator.scoring import MetricScore, ReadingScore, Score, State, Status, TrackScore
from calculator.settled import Points
from calculator.steps import Amount, Step

__all__ = ["Scorer", "Verdict", "verdict_of"]

S = TypeVar("S")
T = TypeVar("T")
MOST = 20_000
"""So many verdicts are remembered before all are forgotten: memory stays bounded."""


class Verdict(NamedTuple):
    """What is told of a partner.

    Attributes:
        points: those of the metrics that are settled, on the track that counts.
        metrics: the points of each metric of that track, and its state.
        level: the highest level reached; `following` is the outcome of the one after it.
        missing: the unanswered inputs that can still change points, or decide a level.
    """

    status: Status
    track: Track
    points: Fraction
    metrics: Mapping[str, tuple[Range, State]]
    level: Level | None
    following: Outcome | None
    missing: tuple[str, ...]


def verdict_of(score: Score) -> Verdict:
    """The verdict of a score."""
    counting = score.adopted.counting
    metrics = {name: (each.points, each.state) for name, each in counting.metrics.items()}
    return Verdict(
        score.status,
        counting.track,
        counting.points,
        metrics,
        counting.level,
        counting.next_outcome,
        score.missing,
    )


class _Choice(NamedTuple):
    """A combination of readings: the levels under it, and the variant of each metric by track."""

    choices: Mapping[str, object]
    judged_by: int
    picks: tuple[tuple[int, ...], ...]


class _Rest:
    """The answers that levels ask for themselves, which tracks apply, and what was left open."""

    __slots__ = ("applying", "given", "others", "places", "slices", "unanswered", "views")

    def __init__(
        self,
        given: Given,
        applying: list[tuple[Track, Truth]],
        places: list[int],
        memories: list[list[Memory]],
        unanswered: frozenset[str],
    ) -> None:
        applied = [memories[place] for place in places]
        ends = [0, *accumulate(map(len, applied))]
        self.slices = {
            place: slice(*pair) for place, pair in zip(places, pairwise(ends), strict=True)
        }
        self.views = [(each.known, each.take, each.work) for of in applied for each in of]
        read = {name for of in applied for each in of for name in each.reads}
        unread = (each.reads for of in memories for each in of)
        self.others = sorted({name for reads in unread for name in reads} - read)
        self.given = given
        self.applying = applying
        self.places = places
        self.unanswered = unanswered


class Scorer(Generic[S, T]):
    """Scores partners of one area by the texts of their answers."""

    def __init__(  # noqa: PLR0913 (the first four are what it stands on)
        self,
        edition: Edition,
        area: Area,
        shape: Callable[[Verdict], S],
        tell: Callable[[S, Points, tuple[Points | None, ...]], T],
        *,
        track: str | None = None,
        as_of: str | None = None,
    ) -> None:
        """Prepare the metrics.

        Args:
            edition: the edition whose rules apply.
            area: an area of that edition.
            shape: makes something of a verdict apart from its points: partners who differ in
                nothing else share it.
            tell: makes of that, with the points and those of each metric, what is remembered.
            track: score this track alone.
            as_of: the day on which to score; the edition's own if left out.

        Raises:
            UnknownName: the area has no such track.
        """
        self._edition, self._area = edition, area
        self._shape, self._tell = shape, tell
        self._only, self._day = track, as_of or edition.name
        self._tracks = area.tracks if track is None else (area.track(track),)
        self._names = tuple(area.inputs)
        self._cells = Cells(edition, area, self._day)
        judged_by = edition.levels_of(area)
        self._judged_by = [*judged_by.variants.values()]
        bounds = metric_memory.bounds(self._judged_by, self._tracks)
        self._total_bounds = bounds[TOTAL]
        self._memories = [
            [
                Memory(self._cells, area, each, self._day, bounds[each.name])
                for each in one.metrics.values()
            ]
            for one in self._tracks
        ]
        keys = {key: place for place, key in enumerate(judged_by.variants)}
        self._choices = [
            _Choice(
                choices,
                keys[tuple(choices[name] for name in judged_by.readings)],
                tuple(
                    tuple(
                        [*metric.rules].index(metric.chosen(choices))
                        for metric in one.metrics.values()
                    )
                    for one in self._tracks
                ),
            )
            for choices in readings.combinations(edition.contradictions(area))
        ]
        self._find_shared()
        self._told: dict[Hashable, T] = {}
        self._shapes: dict[Hashable, S] = {}
        self._rests: dict[Hashable, _Rest | None] = {}
        self._alike: dict[Hashable, _Rest] = {}
        self._distinct: dict[Hashable, list[_Choice]] = {}

    def _find_shared(self) -> None:
        """Which inputs are read in several places, and which no metric reads."""
        lines = chain.from_iterable(each.when for each in self._tracks)
        asked = [line.name for line in conditions.lines_of(lines)]
        reads: list[set[str]] = [{*each.reads} for of in self._memories for each in of]
        by_level = [
            [
                term
                for line in conditions.lines_of(level.requires)
                if line.space == "input"
                for term in moves.terms(self._area, line.name)
            ]
            for judged_by in self._judged_by
            for level in judged_by
        ]
        named = [line.name for level in self._all_levels() for line in _input_lines(level)]
        every = {name for names in by_level for name in names}
        reads += [every, {name for names in by_level for name in names if names.count(name) > 1}]
        # Open, they move several metrics at once: `scoring` looks at what is possible together.
        self._shared = {name for name in self._names if sum(name in each for each in reads) > 1}
        terms = {term for name in asked for term in moves.terms(self._area, name)} | every
        self._asked = tuple(name for name in self._names if name in terms)
        self._by_levels = tuple(name for name in self._names if name in every)
        derived = {n: d for n, d in self._area.derived.items() if n in {*asked, *named}}
        self._asked_area = self._area._replace(derived=derived)
        read = {name for of in self._memories for each in of for name in each.reads}
        checked = [name for name in self._names if name in terms or name not in read]
        self._take_rest = metric_memory.taking(
            self._names.index(name) for name in self._cells.with_parts(checked)
        )
        self._checked = tuple(checked)

    def _all_levels(self) -> Iterator[Level]:
        return (level for judged_by in self._judged_by for level in judged_by)

    def score(self, texts: Sequence[str]) -> T | None:
        """What is told of a partner; None where an answer is refused.

        Args:
            texts: the answers as typed, one for each input of the area in its order.
        """
        rest = self._rest(texts)
        if rest is None:
            return None
        entries = [known.get(take(texts)) or work(texts) for known, take, work in rest.views]
        if rest.others and not self._can_read(rest.others, texts):
            return None
        key: Hashable = (rest, *entries)
        if key in self._told:
            return self._told[key]
        if any(each.refused for each in entries):
            return None
        unanswered = rest.unanswered.union(*(each.unanswered for each in entries))
        if not self._shared.isdisjoint(unanswered):
            # Open, these move several things at once: which of that is possible, scoring knows.
            key = tuple(texts)
            told = self._told[key] if key in self._told else self._told_of(self._at_length(texts))
        elif len(rest.places) == 1:
            told = self._on_one_track(rest.places[0], entries, rest)
        else:
            told = self._told_of(self._verdict(entries, rest))
        if len(self._told) >= MOST:
            self._told.clear()
        self._told[key] = told
        return told

    def _can_read(self, names: list[str], texts: Sequence[str]) -> bool:
        """Whether none of some answers is refused, though nothing that counts reads them."""
        cells = (self._cells.amount(name, texts) for name in names)
        return all(each is not metric_memory.REFUSED for each in cells)

    def _told_of(self, verdict: Verdict) -> T:
        points = tuple(_plain(each.value) for each, _ in verdict.metrics.values())
        return self._tell(self._shape(verdict), _plain(verdict.points) or 0, points)

    def _on_one_track(self, place: int, entries: list[Entry], rest: _Rest) -> T:
        """Where one track applies, totals between the same bounds come to the same verdict."""
        part = entries[rest.slices[place]]
        alike = (place, *[each.alike for each in part])
        choices = self._distinct.get(alike)
        if choices is None:
            distinct = {self._pick(each, entries, rest): each for each in self._choices[::-1]}
            kept = {id(each) for each in distinct.values()}
            choices = [each for each in self._choices if id(each) in kept]
            self._distinct[alike] = choices
        classes = [self._class_of_total(part, each.picks[place]) for each in choices]
        key = (rest, *alike, *classes)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = self._shape(self._verdict(entries, rest))
        picks = choices[0].picks[place]
        points = tuple([each.points[pick] for each, pick in zip(part, picks, strict=True)])
        whole, beyond = _summed(points)
        return self._tell(shape, whole if beyond is None else whole + beyond, points)

    def _class_of_total(self, part: list[Entry], picks: tuple[int, ...]) -> Hashable:
        """Where a total lies among the bounds of levels."""
        points = [each.points[pick] for each, pick in zip(part, picks, strict=True)]
        if None in points:
            total = add(each.ranges[pick] for each, pick in zip(part, picks, strict=True))
            return metric_memory.class_of_range(total, self._total_bounds)
        whole, beyond = _summed(points)
        if beyond is None:
            return class_of(whole, self._total_bounds)
        return class_of(beyond, self._total_bounds, whole)

    def _at_length(self, texts: Sequence[str]) -> Verdict:
        """The verdict of `scoring.score` itself."""
        typed = self._cells.typed(self._names, texts)
        amounts = answers.read(self._edition, self._area, typed, self._day)
        return verdict_of(
            scoring.score(self._edition, self._area, amounts, track=self._only, as_of=self._day)
        )

    def _rest(self, texts: Sequence[str]) -> _Rest | None:
        """The answers that no metric reads; None where one is refused."""
        key = self._take_rest(texts)
        if key not in self._rests:
            if len(self._rests) >= MOST:
                self._rests.clear()
                self._alike.clear()
            self._rests[key] = self._read_rest(texts)
        return self._rests[key]

    def _read_rest(self, texts: Sequence[str]) -> _Rest | None:
        amounts: dict[str, Amount] = {}
        for name in self._checked:
            found = self._cells.amount(name, texts)
            if found is metric_memory.REFUSED:
                return None
            amounts[name] = found.amount
        asked = {name: amounts[name] for name in self._asked}
        given = parts.given(self._asked_area, asked)
        applying = scoring.applying_tracks(self._area, self._tracks, given, self._day)
        unanswered = frozenset(name for name, each in asked.items() if _is_open(each))
        truths = tuple((track.name, truth) for track, truth in applying)
        alike = (truths, unanswered, *[asked[name] for name in self._by_levels])
        if alike not in self._alike:
            names = [track.name for track in self._tracks]
            places = [names.index(track.name) for track, _ in applying]
            self._alike[alike] = _Rest(given, applying, places, self._memories, unanswered)
        return self._alike[alike]

    def _verdict(self, entries: list[Entry], rest: _Rest) -> Verdict:
        seen: dict[Hashable, ReadingScore] = {}
        for choice in self._choices:
            key = self._pick(choice, entries, rest)
            if key not in seen:
                seen[key] = self._under(choice, entries, rest)
        every = [*seen.values()]
        counting = every[0].counting
        unanswered = frozenset().union(*(one.open for each in every for one in each.tracks))
        return Verdict(
            scoring.over_all([each.status for each in every]),
            counting.track,
            counting.points,
            {name: (each.points, each.state) for name, each in counting.metrics.items()},
            counting.level,
            counting.next_outcome,
            tuple(name for name in self._names if name in unanswered) if unanswered else (),
        )

    def _pick(self, choice: _Choice, entries: list[Entry], rest: _Rest) -> Hashable:
        """The same for combinations of readings under which everything comes out the same."""
        picked = (
            entry.first_like[pick]
            for place in rest.places
            for entry, pick in zip(entries[rest.slices[place]], choice.picks[place], strict=True)
        )
        return (choice.judged_by, *picked)

    def _under(self, choice: _Choice, entries: list[Entry], rest: _Rest) -> ReadingScore:
        scored = tuple(
            self._track(choice, place, entries[rest.slices[place]], rest) for place in rest.places
        )
        return scoring.decide(self._area, rest.applying, scored, choice.choices)

    def _track(self, choice: _Choice, place: int, entries: list[Entry], rest: _Rest) -> TrackScore:
        """One track scored under one combination of readings."""
        track, picks = self._tracks[place], choice.picks[place]
        pairs = list(zip(entries, picks, strict=True))
        scores = {
            name: entry.ranges[pick]
            for name, (entry, pick) in zip(track.metrics, pairs, strict=True)
        }
        judged_by = self._judged_by[choice.judged_by]
        floors = levels.floors(judged_by, self._day)
        metrics = {
            name: MetricScore(
                name, points, NO_POINTS, scoring.state_of(name, scores, floors), NO_STEP
            )
            for name, points in scores.items()
        }
        scores[TOTAL] = add(scores.values())
        outcomes = levels.reached(judged_by, scores, rest.given.look_up, self._day)
        return TrackScore(track, metrics, scores[TOTAL], outcomes)


NO_POINTS = Fraction(0)
NO_STEP = Step("sum")
"""Reasons and maxima are not kept for many partners."""


def _summed(points: Sequence[Points | None]) -> tuple[int, Fraction | None]:
    """The points that are settled: the whole ones, and the sum of the others if there are any."""
    whole, beyond = 0, None
    for each in points:
        if isinstance(each, int):
            whole += each
        elif each is not None:
            beyond = each if beyond is None else beyond + each
    return whole, beyond


def _plain(value: Fraction | None) -> Points | None:
    return value.numerator if value is not None and value.denominator == 1 else value


def _input_lines(level: Level) -> Iterator[conditions.Line]:
    return (line for line in conditions.lines_of(level.requires) if line.space == "input")


def _is_open(amount: Amount) -> bool:
    return amount is None or (isinstance(amount, Range) and bool(amount.open))
