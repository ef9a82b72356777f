"""Many partners scored in one area: what was worked out for one is remembered for the next.

A metric is worked out once for each set of answers that it reads, and a verdict once for each set
of points. What that gives is what `scoring.score` gives; a test holds both side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from calculator import answers, conditions, levels, metric_memory, moves, parts, readings, scoring
from calculator.area import Area, Track
from calculator.conditions import Truth
from calculator.edition import Edition
from calculator.levels import TOTAL, Level, Outcome
from calculator.metric_memory import Cells, Entry, Memory, class_of
from calculator.ranges import ZERO, Range, add, known
from calculator.rules import Given
from calculator.scoring import MetricScore, ReadingScore, Score, State, Status, TrackScore
from calculator.settled import Points
from calculator.steps import Amount, Step

__all__ = ["Scorer", "Verdict", "verdict_of"]

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
    """The answers that tracks and levels ask for themselves, and which tracks then apply."""

    __slots__ = ("applying", "given", "places")

    def __init__(self, given: Given, applying: list[tuple[Track, Truth]], places: list[int]):
        self.given = given
        self.applying = applying
        self.places = places


class Scorer(Generic[T]):
    """Scores partners of one area by the texts of their answers."""

    def __init__(
        self,
        edition: Edition,
        area: Area,
        tell: Callable[[Verdict], T],
        *,
        track: str | None = None,
        as_of: str | None = None,
    ) -> None:
        """Prepare the metrics; `tell` makes of a verdict what is remembered.

        Raises:
            UnknownName: the area has no such track.
        """
        self._edition, self._area, self._tell = edition, area, tell
        self._only, self._day = track, as_of or edition.name
        self._tracks = area.tracks if track is None else (area.track(track),)
        self._names = tuple(area.inputs)
        self._cells = Cells(edition, area, self._day)
        judged_by = edition.levels_of(area)
        self._judged_by = [*judged_by.variants.values()]
        bounds = metric_memory.bounds(self._judged_by, self._tracks)
        self._total_bounds = bounds[TOTAL]
        self._memories = [
            Memory(self._cells, area, each, self._day, bounds[each.name])
            for one in self._tracks
            for each in one.metrics.values()
        ]
        ends = [0]
        for one in self._tracks:
            ends.append(ends[-1] + len(one.metrics))
        self._slices = [slice(*pair) for pair in zip(ends, ends[1:], strict=False)]
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
        self._views = [(each.known, each.take, each.work) for each in self._memories]
        self._told: dict[Hashable, T | None] = {}
        self._judged: dict[Hashable, tuple[tuple[Outcome, ...], tuple[State, ...]]] = {}
        self._rests: dict[Hashable, _Rest | None] = {}
        self._alike: dict[Hashable, _Rest] = {}

    def _find_shared(self) -> None:
        """Which inputs are read in several places, and which no metric reads."""
        lines = chain.from_iterable(each.when for each in self._tracks)
        asked = [line.name for line in conditions.lines_of(lines)]
        reads: list[set[str]] = [{*each.reads} for each in self._memories]
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
        # Open, they move several metrics at once: `scoring` then looks at what is possible together.
        self._shared = {name for name in self._names if sum(name in each for each in reads) > 1}
        terms = {term for name in asked for term in moves.terms(self._area, name)} | every
        self._asked = tuple(name for name in self._names if name in terms)
        derived = {n: d for n, d in self._area.derived.items() if n in {*asked, *named}}
        self._asked_area = self._area._replace(derived=derived)
        read = {name for each in self._memories for name in each.reads}
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
        key: tuple[object, ...] = (
            *[known_.get(take(texts)) or work(texts) for known_, take, work in self._views],
            self._take_rest(texts),
        )
        if key in self._told:
            return self._told[key]
        entries = [each for each in key if isinstance(each, Entry)]
        rest = self._rest(texts)
        if rest is None or any(each.refused for each in entries):
            return None
        if not self._shared.isdisjoint(self._open(entries, rest)):
            key = tuple(texts)
            if key in self._told:
                return self._told[key]
            told = self._tell(self._at_length(texts))
        else:
            told = self._tell(self._verdict(entries, rest))
        if len(self._told) >= MOST:
            self._told.clear()
        self._told[key] = told
        return told

    def _open(self, entries: list[Entry], rest: _Rest) -> set[str]:
        """The inputs that were left open, of those that something reads."""
        of_rest = (name for name in self._asked if _is_open(rest.given.amounts[name]))
        return {*of_rest}.union(*(each.unanswered for each in entries))

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
        alike = tuple(asked.values())
        if alike not in self._alike:
            given = parts.given(self._asked_area, asked)
            applying = scoring.applying_tracks(self._area, self._tracks, given, self._day)
            names = [track.name for track in self._tracks]
            places = [names.index(track.name) for track, _ in applying]
            self._alike[alike] = _Rest(given, applying, places)
        return self._alike[alike]

    def _verdict(self, entries: list[Entry], rest: _Rest) -> Verdict:
        same = len(self._judged_by) == 1 and all(each.same for each in entries)
        seen: dict[Hashable, ReadingScore] = {}
        for choice in self._choices[:1] if same else self._choices:
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
            for entry, pick in zip(entries[self._slices[place]], choice.picks[place], strict=True)
        )
        return (choice.judged_by, *picked)

    def _under(self, choice: _Choice, entries: list[Entry], rest: _Rest) -> ReadingScore:
        scored = tuple(
            self._track(choice, place, entries[self._slices[place]], rest) for place in rest.places
        )
        return scoring.decide(self._area, rest.applying, scored, choice.choices)

    def _track(
        self, choice: _Choice, place: int, entries: list[Entry], rest: _Rest
    ) -> TrackScore:
        """One track scored under one combination of readings."""
        track, picks = self._tracks[place], choice.picks[place]
        pairs = list(zip(entries, picks, strict=True))
        settled = all(entry.points[pick] is not None for entry, pick in pairs)
        if settled:
            points: Points = sum(entry.points[pick] or 0 for entry, pick in pairs)
            total = known(Fraction(points))
            total_class: Hashable = class_of(points, self._total_bounds)
        else:
            total = add(entry.ranges[pick] for entry, pick in pairs)
            total_class = metric_memory.class_of_range(total, self._total_bounds)
        classes = tuple(entry.classes[pick] for entry, pick in pairs)
        key = (choice.judged_by, place, rest, total_class, classes)
        judged = self._judged.get(key)
        # How far an open total lies above a bound decides between tracks: then none is like another.
        if judged is None or not (settled or self._area.choose == "assigned"):
            judged = self._judge(choice, track, {TOTAL: total}, pairs, rest)
            if len(self._judged) >= MOST:
                self._judged.clear()
            self._judged[key] = judged
        outcomes, states = judged
        metrics = {
            name: MetricScore(name, entry.ranges[pick], ZERO_POINTS, state, NO_STEP)
            for name, (entry, pick), state in zip(track.metrics, pairs, states, strict=True)
        }
        return TrackScore(track, metrics, total, outcomes)

    def _judge(
        self,
        choice: _Choice,
        track: Track,
        total: dict[str, Range],
        pairs: list[tuple[Entry, int]],
        rest: _Rest,
    ) -> tuple[tuple[Outcome, ...], tuple[State, ...]]:
        """Which levels are reached, and the state of each metric."""
        judged_by = self._judged_by[choice.judged_by]
        scores = {
            name: entry.ranges[pick]
            for name, (entry, pick) in zip(track.metrics, pairs, strict=True)
        }
        floors = levels.floors(judged_by, self._day)
        states = tuple(scoring.state_of(name, scores, floors) for name in track.metrics)
        outcomes = levels.reached(judged_by, scores | total, rest.given.look_up, self._day)
        return outcomes, states


ZERO_POINTS = ZERO.low or Fraction(0)
NO_STEP = Step("sum")
"""Reasons are not kept for many partners."""


def _input_lines(level: Level) -> Iterator[conditions.Line]:
    return (line for line in conditions.lines_of(level.requires) if line.space == "input")


def _is_open(amount: Amount) -> bool:
    return amount is None or (isinstance(amount, Range) and bool(amount.open))
