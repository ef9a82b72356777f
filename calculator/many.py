"""Many partners scored in one area: what was worked out for one is remembered for the next.

Answers come in columns. A metric is worked out once for each set of features that its rules see,
and a verdict once for each set of metric results. What that gives is what `scoring.score` gives; a
test holds both side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, chain, compress, pairwise, repeat
from typing import Generic, NamedTuple, TypeVar

from calculator import conditions, features, levels, metric_memory, moves, parts, readings, scoring
from calculator.answer_columns import REFUSED, AnswerColumns, Open, Value, Values, amount_of
from calculator.area import Area, Track
from calculator.conditions import Truth
from calculator.edition import Edition
from calculator.levels import TOTAL
from calculator.metric_memory import Entry, Kind, Memory, class_of
from calculator.ranges import Range, add, known
from calculator.remembered import MOST, Remembered
from calculator.rules import Given
from calculator.scoring import MetricScore, ReadingScore, TrackScore
from calculator.settled import Points, exact, points_of, summed
from calculator.steps import Step
from calculator.verdicts import Verdict, verdict_of

__all__ = ["Scorer"]

S = TypeVar("S")
T = TypeVar("T")
U = TypeVar("U")


class _Choice(NamedTuple):
    """A combination of readings: the levels under it, and the variant of each metric by track."""

    choices: Mapping[str, object]
    judged_by: int
    picks: tuple[tuple[int, ...], ...]


class _Rest(Generic[U]):
    """The answers that levels ask for themselves, which tracks apply, and what was left open.

    Attributes:
        places: the tracks that apply, by their places; `slices` are their metrics among `memories`.
        reads: the inputs that these metrics read.
        shared: those that, open, move several things of a track at once.
    """

    __slots__ = (
        *("applying", "given", "judged_open", "memories"),
        *("places", "reads", "shared", "slices", "unanswered"),
    )

    def __init__(  # noqa: PLR0913, PLR0917 (a record that computes some of its fields)
        self,
        given: Given,
        applying: list[tuple[Track, Truth]],
        places: list[int],
        tracks: list[list[Memory[U]]],
        by_level: list[set[str]],
        unanswered: frozenset[str],
    ) -> None:
        applied = [tracks[place] for place in places]
        ends = [0, *accumulate(map(len, applied))]
        self.slices = {
            place: slice(*pair) for place, pair in zip(places, pairwise(ends), strict=True)
        }
        self.memories = [*chain.from_iterable(applied)]
        self.reads = [*dict.fromkeys(name for each in self.memories for name in each.reads)]
        self.shared = {
            name
            for of in applied
            for name in chain(self.reads, *by_level)
            if sum(name in each for each in [*(memory.reads for memory in of), *by_level]) > 1
        }
        self.given = given
        self.applying = applying
        self.places = places
        self.unanswered = unanswered
        self.judged_open = not by_level[0].isdisjoint(unanswered)


class _Plan(Generic[S]):
    """How to tell of partners who differ in points alone.

    Attributes:
        sums: the totals that can differ, those of the adopted readings first, by track: which
            metrics are added, and in which variants.
        choices: the combinations of readings that can come out differently, the adopted one first.
        are_compared: whether the higher of several totals counts.
        is_open: whether a total may be open.
        is_singular: whether there is no telling alike from where the totals lie.
        shapes: what was told alike, with the place of the track that counts, by that.
    """

    __slots__ = ("are_compared", "choices", "is_open", "is_singular", "shapes", "sums")

    def __init__(
        self,
        sums: list[tuple[slice, tuple[int, ...]]],
        choices: list[_Choice],
        *,
        are_compared: bool,
        is_open: bool,
        are_judged: bool,
    ) -> None:
        self.sums, self.choices = sums, choices
        self.are_compared, self.is_open = are_compared, is_open
        self.is_singular = are_compared and (is_open or not are_judged)
        self.shapes: dict[Hashable, tuple[S, int]] = {}


class Scorer(Generic[S, T, U]):
    """Scores partners of one area by the texts of their answers."""

    def __init__(  # noqa: PLR0913 (the first four are what it stands on)
        self,
        edition: Edition,
        area: Area,
        shape: Callable[[Verdict], S],
        tell: Callable[[S, Points, list[U]], T],
        show: Callable[[str], Callable[[Points | None], U]],
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
            tell: makes of that, with the points and what is shown of each metric's, what is
                remembered.
            show: gives for a metric what makes of its points what is shown of them.
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
        self._columns = AnswerColumns(edition, area, self._day)
        judged_by = edition.levels_of(area)
        self._judged_by = [*judged_by.variants.values()]
        bounds = metric_memory.bounds(self._judged_by, self._tracks)
        self._bounds = bounds[TOTAL]
        self._show = show
        self._memories: list[list[Memory[U]]] = [
            [
                Memory(area, each, self._day, bounds[each.name], show(each.name))
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
        self._find_asked()
        self._open: set[str] = set()
        self._told: Remembered[tuple[_Rest[U], tuple[Entry[U], ...]], T] = Remembered(self._tell_of)
        self._at_length: Remembered[tuple[Value, ...], T] = Remembered(self._tell_at_length)
        self._rests: Remembered[tuple[Value, ...], _Rest[U]] = Remembered(self._rest)
        self._alike: dict[Hashable, _Rest[U]] = {}
        self._judged: dict[Hashable, TrackScore] = {}
        self._plans: Remembered[tuple[_Rest[U], tuple[Kind, ...]], _Plan[S]] = Remembered(
            self._plan
        )

    def _find_asked(self) -> None:
        """Which inputs the tracks and levels ask for, and what can be told apart of them."""
        area = self._area
        lines = [*conditions.lines_of(chain.from_iterable(each.when for each in self._tracks))]
        by_level = [
            [
                term
                for line in conditions.lines_of(level.requires)
                if line.space == "input"
                for term in moves.terms(area, line.name)
            ]
            for judged_by in self._judged_by
            for level in judged_by
        ]
        every = {name for names in by_level for name in names}
        self._by_levels = [
            every,
            {name for names in by_level for name in names if names.count(name) > 1},
        ]
        read = features.bounds_of(area, lines, ())
        terms = {term for name in read for term in moves.terms(area, name)} | every
        self._asked = tuple(name for name in self._names if name in terms)
        derived = {
            term for name in read if name in area.derived for term in moves.terms(area, name)
        }
        self._see = [
            (lambda value: value)
            if name in derived or name in every
            else features.clamped(area, name, read[name])
            for name in self._asked
        ]
        named = {*read, *(line.name for line in self._input_lines())}
        self._asked_area = area._replace(
            derived={name: each for name, each in area.derived.items() if name in named}
        )

    def _input_lines(self) -> Iterator[conditions.Line]:
        requires = (level.requires for of in self._judged_by for level in of)
        lines = conditions.lines_of(chain.from_iterable(requires))
        return (line for line in lines if line.space == "input")

    def score(self, texts: Sequence[Sequence[str]]) -> list[T | None]:
        """What is told of each of some partners; None where an answer is refused.

        Args:
            texts: for each input of the area, in its order, the cells of its column.
        """
        values, self._open = self._columns.read(texts)
        count = len(texts[0]) if texts else 0
        refused = [values[name] for name in self._open if REFUSED in values[name]]
        if not refused:
            return [*self._score(values, count)]
        fine = [REFUSED not in cells for cells in zip(*refused, strict=True)]
        kept = {name: [*compress(column, fine)] for name, column in values.items()}
        told = self._score(kept, sum(fine))
        return [next(told) if each else None for each in fine]

    def _score(self, values: Values, count: int) -> Iterator[T]:
        """What is told of each of some partners, none of whose answers is refused."""
        columns = [map(see, values[name]) for name, see in zip(self._asked, self._see, strict=True)]
        keys = zip(*columns, strict=True) if columns else [()]
        rests = [*map(self._rests.__getitem__, keys)]
        groups = dict.fromkeys(rests)
        if len(groups) < 2:
            return iter([told for rest in groups for told in self._group(rest, values, count)])
        told: dict[_Rest[U], Iterator[T]] = {}
        for rest in groups:
            chosen = [each is rest for each in rests]
            kept = {name: [*compress(column, chosen)] for name, column in values.items()}
            told[rest] = iter(self._group(rest, kept, sum(chosen)))
        return (next(told[rest]) for rest in rests)

    def _group(self, rest: _Rest[U], values: Values, count: int) -> list[T]:
        """What is told of partners to whom the same tracks apply."""
        entries = [memory.entries(values, count, self._open) for memory in rest.memories]
        keys = zip(*entries, strict=True) if entries else repeat((), count)
        if rest.shared.isdisjoint(rest.unanswered | self._open):
            return list(map(self._told.__getitem__, zip(repeat(rest), keys)))
        rows = zip(*values.values(), strict=True)
        return [
            self._told[rest, key] if self._are_apart(rest, key) else self._at_length[row]
            for key, row in zip(keys, rows, strict=True)
        ]

    def _are_apart(self, rest: _Rest[U], entries: tuple[Entry[U], ...]) -> bool:
        """Whether nothing is open that moves several things at once.

        Which of that is possible together, scoring knows.
        """
        unanswered = rest.unanswered.union(*[each.unanswered for each in entries])
        return rest.shared.isdisjoint(unanswered)

    def _tell_at_length(self, row: tuple[Value, ...]) -> T:
        """What is told by `scoring.score` itself."""
        amounts = {name: amount_of(value) for name, value in zip(self._names, row, strict=True)}
        verdict = verdict_of(
            scoring.score(self._edition, self._area, amounts, track=self._only, as_of=self._day)
        )
        return self._tell_verdict(verdict)

    def _tell_verdict(self, verdict: Verdict) -> T:
        told = [
            self._show(name)(None if each.value is None else points_of(each.value))
            for name, (each, _) in verdict.metrics.items()
        ]
        return self._tell(self._shape(verdict), points_of(verdict.points), told)

    def _tell_of(self, key: tuple[_Rest[U], tuple[Entry[U], ...]]) -> T:
        """Where totals lie between the same bounds, and in the same order, all is told alike."""
        rest, entries = key
        plan = self._plans[rest, tuple([each.kind for each in entries])]
        if plan.is_singular:
            return self._tell_verdict(self._verdict(plan.choices, entries, rest))
        totals = [
            summed([entry.points[pick] for entry, pick in zip(entries[of], picks)])  # noqa: B905
            for of, picks in plan.sums
        ]
        classes: tuple[Hashable, ...] = tuple([class_of(each, self._bounds) for each in totals])
        if plan.are_compared:
            listed = [exact(each) for each in totals]
            classes += tuple([sorted(listed).index(each) for each in listed])
        elif plan.is_open:
            classes += tuple([self._class_of_open(entries[of], picks) for of, picks in plan.sums])
        shape, place = plan.shapes.get(classes) or self._find_shape(plan, classes, entries, rest)
        of, picks = plan.sums[place]
        shown = [entry.shown[pick] for entry, pick in zip(entries[of], picks)]  # noqa: B905
        return self._tell(shape, totals[place], shown)

    def _class_of_open(self, entries: Sequence[Entry[U]], picks: tuple[int, ...]) -> Hashable:
        """Where a total that is open lies among the bounds of levels."""
        points = [each.points[pick] for each, pick in zip(entries, picks, strict=True)]
        ranges = [each.ranges[pick] for each, pick in zip(entries, picks, strict=True)]
        return metric_memory.class_of_range(_total(points, ranges), self._bounds)

    def _find_shape(
        self,
        plan: _Plan[S],
        classes: Hashable,
        entries: tuple[Entry[U], ...],
        rest: _Rest[U],
    ) -> tuple[S, int]:
        """What is alike, and the place of the track that counts."""
        verdict = self._verdict(plan.choices, entries, rest)
        names = [self._tracks[place].name for place in rest.places]
        found = plan.shapes[classes] = self._shape(verdict), names.index(verdict.track.name)
        return found

    def _plan(self, key: tuple[_Rest[U], tuple[Kind, ...]]) -> _Plan[S]:
        rest, kinds = key
        found = {
            (place, self._alike_picks(choice, place, kinds, rest)): None
            for choice in self._choices
            for place in rest.places
        }
        distinct: dict[Hashable, _Choice] = {}
        for choice in self._choices:
            distinct.setdefault(self._pick(choice, kinds, rest), choice)
        return _Plan(
            [(rest.slices[place], picks) for place, picks in found],
            [*distinct.values()],
            are_compared=len(rest.places) > 1 and self._area.choose != "assigned",
            is_open=any(each.is_open for each in kinds),
            are_judged=not rest.judged_open,
        )

    def _alike_picks(
        self, choice: _Choice, place: int, kinds: Sequence[Kind], rest: _Rest[U]
    ) -> tuple[int, ...]:
        """The variants of a track's metrics, or rather the first ones that earn the same."""
        pairs = zip(kinds[rest.slices[place]], choice.picks[place], strict=True)
        return tuple([kind.first_like[pick] for kind, pick in pairs])

    def _rest(self, key: tuple[Value, ...]) -> _Rest[U]:
        """What is common to partners who are alike to the conditions of tracks and levels."""
        asked = {name: amount_of(value) for name, value in zip(self._asked, key, strict=True)}
        given = parts.given(self._asked_area, asked)
        applying = scoring.applying_tracks(self._area, self._tracks, given, self._day)
        unanswered = frozenset(
            name for name, value in zip(self._asked, key, strict=True) if type(value) is Open
        )
        truths = tuple((track.name, truth) for track, truth in applying)
        by_level = [asked[name] for name in self._asked if name in self._by_levels[0]]
        alike = (truths, unanswered, *by_level)
        if alike not in self._alike:
            if len(self._alike) >= MOST:
                self._alike.clear()
            names = [track.name for track in self._tracks]
            places = [names.index(track.name) for track, _ in applying]
            self._alike[alike] = _Rest(
                given, applying, places, self._memories, self._by_levels, unanswered
            )
        return self._alike[alike]

    def _verdict(
        self, choices: Iterable[_Choice], entries: Sequence[Entry[U]], rest: _Rest[U]
    ) -> Verdict:
        every = [self._under(choice, entries, rest) for choice in choices]
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
            scoring.level_depends(self._area, every),
        )

    def _pick(self, choice: _Choice, kinds: Sequence[Kind], rest: _Rest[U]) -> Hashable:
        """The same for combinations of readings under which everything comes out the same."""
        picked = (self._alike_picks(choice, place, kinds, rest) for place in rest.places)
        return (choice.judged_by, *picked)

    def _under(self, choice: _Choice, entries: Sequence[Entry[U]], rest: _Rest[U]) -> ReadingScore:
        scored = tuple(
            self._track(choice, place, entries[rest.slices[place]], rest) for place in rest.places
        )
        return scoring.decide(self._area, rest.applying, scored, choice.choices)

    def _track(
        self, choice: _Choice, place: int, entries: Sequence[Entry[U]], rest: _Rest[U]
    ) -> TrackScore:
        """One track scored under one combination of readings."""
        picks = choice.picks[place]
        points = [entry.ranges[pick] for entry, pick in zip(entries, picks, strict=True)]
        total = _total([entry.points[pick] for entry, pick in zip(entries, picks)], points)  # noqa: B905
        if total.value is None and len(rest.places) > 1:
            return self._judge(choice, place, points, total, rest)
        # What levels see of settled totals is where they lie; the track keeps its own points.
        kinds = tuple([(each.kind, pick) for each, pick in zip(entries, picks, strict=True)])
        lies = metric_memory.class_of_range(total, self._bounds)
        key = (rest, place, choice.judged_by, kinds, lies)
        alike = self._judged.get(key)
        if alike is None:
            if len(self._judged) >= MOST:
                self._judged.clear()
            alike = self._judged[key] = self._judge(choice, place, points, total, rest)
        metrics = {
            each.name: each._replace(points=own)
            for each, own in zip(alike.metrics.values(), points, strict=True)
        }
        return alike._replace(metrics=metrics, total=total)

    def _judge(
        self,
        choice: _Choice,
        place: int,
        points: list[Range],
        total: Range,
        rest: _Rest[U],
    ) -> TrackScore:
        """Which levels some points reach."""
        track = self._tracks[place]
        judged_by = self._judged_by[choice.judged_by]
        floors = levels.floors(judged_by, self._day)
        scores = dict(zip(track.metrics, points, strict=True))
        metrics = {
            name: MetricScore(
                name, each, NO_POINTS, scoring.state_of(name, scores, floors), NO_STEP
            )
            for name, each in scores.items()
        }
        scores[TOTAL] = total
        outcomes = levels.reached(judged_by, scores, rest.given.look_up, self._day)
        return TrackScore(track, metrics, total, outcomes)


NO_POINTS = Fraction(0)
NO_STEP = Step("sum")
"""Reasons and maxima are not kept for many partners."""


def _total(points: Sequence[Points | None], ranges: Sequence[Range]) -> Range:
    """The sum of points as ranges; what is settled is added without them."""
    settled = known(exact(summed(points)))
    still = [each for value, each in zip(points, ranges, strict=True) if value is None]
    return add([settled, *still]) if still else settled
