"""Scoring: an edition, an area and its answers in; points, verdict and reasons out.

The area is scored under every combination of the contradictory values that bear on it. Points and
metrics follow the adopted ones; the status looks at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from calculator import conditions, levels, parts, rules
from calculator.answers import Amounts
from calculator.area import Area, Track
from calculator.conditions import Line, Truth
from calculator.edition import Edition
from calculator.levels import TOTAL, Level, Outcome
from calculator.ranges import ZERO, Range, add, hull
from calculator.readings import Reading, combinations
from calculator.rules import Given
from calculator.steps import Step

__all__ = [
    "MetricScore",
    "ReadingScore",
    "Score",
    "State",
    "Status",
    "TrackScore",
    "applying_tracks",
    "decide",
    "level_depends",
    "over_all",
    "score",
    "state_of",
]

Status = Literal["qualified", "not-qualified", "depends-on-reading", "incomplete"]
State = Literal["met", "unmet", "open"]

Earned = Mapping[str, Mapping[tuple[object, ...], Step]]
"""For each metric, what it earns under each combination of the readings that touch it."""


class MetricScore(NamedTuple):
    """What a metric earns: its points, the most it can earn, its state, and how it came to that."""

    name: str
    points: Range
    maximum: Fraction
    state: State
    step: Step


class TrackScore(NamedTuple):
    """An area scored on one track, under one combination of readings.

    `outcomes` says of each level, in ascending order, whether it is reached.
    """

    track: Track
    metrics: Mapping[str, MetricScore]
    total: Range
    outcomes: tuple[Outcome, ...]

    @property
    def points(self) -> Fraction:
        """The points of the metrics that are settled."""
        return sum(
            (each.points.value or Fraction(0) for each in self.metrics.values()), Fraction(0)
        )

    @property
    def qualifies(self) -> bool | None:
        """Whether the lowest level is reached; None while open inputs can decide it."""
        return self.outcomes[0].truth.holds if self.outcomes else None

    @property
    def level(self) -> Level | None:
        """The highest level that is reached."""
        held = [each.level for each in self.outcomes if each.truth.holds]
        return held[-1] if held else None

    @property
    def next_outcome(self) -> Outcome | None:
        """The first level above the highest one reached."""
        place = max((p for p, each in enumerate(self.outcomes, 1) if each.truth.holds), default=0)
        return self.outcomes[place] if place < len(self.outcomes) else None

    @property
    def next_level(self) -> Level | None:
        """The level that comes next."""
        return self.next_outcome.level if self.next_outcome else None

    @property
    def blocked(self) -> tuple[str, ...]:
        """The scores and inputs that keep the next level out of reach."""
        failing = self.next_outcome.failing if self.next_outcome else ()
        return tuple(dict.fromkeys(step.name for step in failing))

    @property
    def open(self) -> frozenset[str]:
        """The unanswered inputs that can still move a metric's points or decide a level."""
        return frozenset().union(
            *(each.points.open for each in self.metrics.values()),
            *(each.truth.open for each in self.outcomes),
        )


class ReadingScore(NamedTuple):
    """The outcome under one combination of readings: the track that counts, and those scored."""

    choices: Mapping[str, object]
    counting: TrackScore
    tracks: tuple[TrackScore, ...]
    status: Status


class Score(NamedTuple):
    """An area's score.

    Attributes:
        status: the verdict over all readings.
        readings: the outcome under every combination, the adopted one first.
        missing: the unanswered inputs that could still change some metric's points, or decide a
            level by themselves.
    """

    edition: Edition
    area: Area
    as_of: str
    status: Status
    readings: tuple[ReadingScore, ...]
    missing: tuple[str, ...]

    @property
    def adopted(self) -> ReadingScore:
        """The outcome under the adopted readings."""
        return self.readings[0]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels under the adopted readings."""
        return self.edition.levels_of(self.area).under(self.adopted.choices)

    @property
    def reached(self) -> tuple[Level | None, ...]:
        """The levels reached under all combinations of readings, each once, the lowest first."""
        found = [each.counting.level for each in self.readings]
        names = {each.name if each else None for each in found}
        none: tuple[Level | None, ...] = (None,) if None in names else ()
        return (*none, *(each for each in self.levels if each.name in names))

    @property
    def level_depends(self) -> bool:
        """Whether two readings surely lead to different levels, whatever is still answered."""
        return level_depends(self.area, self.readings)

    @property
    def contradictions(self) -> tuple[Reading, ...]:
        """The contradictions that bear on the area."""
        return self.edition.contradictions(self.area)

    def limits(self, name: str) -> tuple[Fraction, ...]:
        """The points that levels require of the total or of a metric."""
        lines = [line for level in self.levels for line in conditions.lines_of(level.requires)]
        asked = [
            line
            for line in lines
            if (line.space == "score" and line.name == name)
            or (line.space == "every" and name != TOTAL)
        ]
        return tuple(line.bound for line in asked if isinstance(line.bound, Fraction))

    @property
    def reachable(self) -> Fraction:
        """The largest total over all ways to answer what is open, under the adopted readings."""
        return max(each.total.high or Fraction(0) for each in self.adopted.tracks)


def score(
    edition: Edition,
    area: Area,
    amounts: Amounts,
    *,
    track: str | None = None,
    as_of: str | None = None,
) -> Score:
    """Score an area.

    Args:
        edition: the edition whose rules apply.
        area: an area of that edition.
        amounts: the answers, as `answers.read` gives them.
        track: score this track alone.
        as_of: the day on which to score, as YYYY-MM-DD; the edition's own date if left out.

    Raises:
        UnknownName: the area has no such track.
    """
    tracks = area.tracks if track is None else (area.track(track),)
    day = as_of or edition.name
    given = parts.given(area, amounts)
    applying = applying_tracks(area, tracks, given, day)
    earned = tuple(_earn(area, each, amounts, given, day) for each, _ in applying)
    judging = _Judging(edition, area, amounts, given, day)
    readings = tuple(
        _under(judging, applying, earned, choices)
        for choices in combinations(edition.contradictions(area))
    )
    open_inputs = frozenset().union(*(each.open for one in readings for each in one.tracks))
    return Score(
        edition=edition,
        area=area,
        as_of=day,
        status=over_all([each.status for each in readings]),
        readings=readings,
        missing=tuple(name for name in area.inputs if name in open_inputs),
    )


class _Judging(NamedTuple):
    """What judging reads besides the points: whose levels apply, to which answers, on which day."""

    edition: Edition
    area: Area
    amounts: Amounts
    given: Given
    day: str


def over_all(statuses: list[Status]) -> Status:
    """The verdict over all readings: settled when no answer can change it any more."""
    distinct = set(statuses)
    if {"qualified", "not-qualified"} <= distinct:
        return "depends-on-reading"
    return statuses[0] if len(distinct) == 1 else "incomplete"


def level_depends(area: Area, readings: Iterable[ReadingScore]) -> bool:
    """Whether two of some readings surely lead to different levels, whatever is still answered."""
    spans = [_span(area, each) for each in readings]
    return min(highest for _, highest in spans) < max(lowest for lowest, _ in spans)


def _span(area: Area, reading: ReadingScore) -> tuple[int, int]:
    """The places of the lowest and the highest level that can come out; 0 is none."""
    is_settled = area.choose == "best" and not any(each.open for each in reading.tracks)
    tracks = (reading.counting,) if is_settled else reading.tracks
    lowest, highest = [], []
    for track in tracks:
        holds = [each.truth.holds for each in track.outcomes]
        lowest.append(max((p for p, each in enumerate(holds, 1) if each), default=0))
        highest.append(max((p for p, each in enumerate(holds, 1) if each is not False), default=0))
    return min(lowest), max(highest)


def _earn(area: Area, track: Track, amounts: Amounts, given: Given, day: str) -> Earned:
    """What every metric of a track earns under each reading that touches it."""
    return {
        name: {
            chosen: parts.evaluate(area, rules.in_force(rule, day), amounts, given)
            for chosen, rule in metric.rules.items()
        }
        for name, metric in track.metrics.items()
    }


def applying_tracks(
    area: Area, tracks: tuple[Track, ...], given: Given, day: str
) -> list[tuple[Track, Truth]]:
    """The tracks that apply or still may; the first one if none does."""
    truths = [
        (each, conditions.check_all(conditions.in_force(each.when, day), given.look_up)[0])
        for each in tracks
    ]
    if area.choose == "assigned":
        truths = _up_to_first_certain(truths)
    return [(each, truth) for each, truth in truths if truth.holds is not False] or truths[:1]


def _under(
    judging: _Judging,
    applying: list[tuple[Track, Truth]],
    earned: tuple[Earned, ...],
    choices: Mapping[str, object],
) -> ReadingScore:
    """Score the tracks under one combination of readings, and choose the one that counts."""
    judged_by = judging.edition.levels_of(judging.area).under(choices)
    scored = tuple(
        _score_track(judging, judged_by, track, each, choices)
        for (track, _), each in zip(applying, earned, strict=True)
    )
    return decide(judging.area, applying, scored, choices)


def decide(
    area: Area,
    applying: list[tuple[Track, Truth]],
    scored: tuple[TrackScore, ...],
    choices: Mapping[str, object],
) -> ReadingScore:
    """Which of the tracks that apply counts, and what that makes of the verdict."""
    if area.choose == "assigned":
        return ReadingScore(choices, scored[0], scored, _agreed(scored))
    counting = max(scored, key=lambda each: (each.points, each.qualifies is True))
    return ReadingScore(choices, counting, scored, _best_verdict(scored, applying))


def _up_to_first_certain(applying: list[tuple[Track, Truth]]) -> list[tuple[Track, Truth]]:
    """The tracks that may be the first whose condition holds."""
    for place, (_, truth) in enumerate(applying):
        if truth.holds:
            return applying[: place + 1]
    return applying


def _best_verdict(scored: tuple[TrackScore, ...], applying: list[tuple[Track, Truth]]) -> Status:
    """The verdict of whichever track turns out best; between equals, of the one that qualifies."""
    certain = [track for track, (_, truth) in zip(scored, applying, strict=True) if truth.holds]
    floor = max((_low(each) for each in certain), default=Fraction(0))
    passed = max((_low(each) for each in certain if each.qualifies), default=Fraction(-1))
    can_pass = any(each.qualifies is not False and _high(each) >= floor for each in scored)
    failing = [_highest_failing(each) for each in scored if each.qualifies is not True]
    can_fail = any(total >= floor and total > passed for total in failing)
    if can_pass and can_fail:
        return "incomplete"
    return "qualified" if can_pass else "not-qualified"


def _highest_failing(scored: TrackScore) -> Fraction:
    """The total that a track stays below, or at, while it does not reach the lowest level."""
    highest = _high(scored)
    if scored.qualifies is False or not scored.outcomes:
        return highest
    lines = (step for step in scored.outcomes[0].steps if step.holds is not True)
    return max(highest - _beyond(step) for step in lines)


def _beyond(line: Step) -> Fraction:
    """How far the highest value of a score lies above the bound that it must then stay below."""
    ordered = line.kind == "score" and line.test in ("at_least", "more_than")
    if not ordered or not isinstance(line.amount, Range) or not isinstance(line.bound, Fraction):
        return Fraction(0)
    return max((line.amount.high or Fraction(0)) - line.bound, Fraction(0))


def _low(scored: TrackScore) -> Fraction:
    return scored.total.low or Fraction(0)


def _high(scored: TrackScore) -> Fraction:
    return scored.total.high or Fraction(0)


def _agreed(possible: Iterable[TrackScore]) -> Status:
    """The verdict, if every track that may count has the same one."""
    verdicts = {each.qualifies for each in possible}
    if verdicts == {True}:
        return "qualified"
    return "not-qualified" if verdicts == {False} else "incomplete"


def _score_track(
    judging: _Judging,
    judged_by: tuple[Level, ...],
    track: Track,
    earned: Earned,
    choices: Mapping[str, object],
) -> TrackScore:
    """Add up what the metrics earn, and see which levels that reaches."""
    chosen = {name: metric.chosen(choices) for name, metric in track.metrics.items()}
    steps = {name: earned[name][key] for name, key in chosen.items()}
    scores = {name: step.points or ZERO for name, step in steps.items()}
    floors = levels.floors(judged_by, judging.day)
    metrics = {
        name: MetricScore(
            name, scores[name], step.maximum or Fraction(0), state_of(name, scores, floors), step
        )
        for name, step in steps.items()
    }
    scores[TOTAL] = add(scores.values())
    outcomes = levels.reached(judged_by, scores, judging.given.look_up, judging.day)
    apart = TrackScore(track, metrics, scores[TOTAL], outcomes)
    rules_chosen = {
        name: rules.in_force(metric.rules[chosen[name]], judging.day)
        for name, metric in track.metrics.items()
    }
    return _jointly(judging, judged_by, rules_chosen, apart) if apart.open else apart


def _jointly(
    judging: _Judging,
    judged_by: tuple[Level, ...],
    rules_by_name: Mapping[str, rules.Rule],
    apart: TrackScore,
) -> TrackScore:
    """A track whose metrics share open inputs: only what is possible in some part is possible."""
    asked = [
        [line for line in conditions.lines_of(level.requires) if line.space == "input"]
        for level in judged_by
    ]
    shared, in_parts = parts.jointly(
        judging.area, rules_by_name, asked, judging.amounts, judging.given
    )
    possible = []
    for amounts, given in in_parts:
        scores = {
            name: parts.evaluate(judging.area, rule, amounts, given).points or ZERO
            for name, rule in rules_by_name.items()
        }
        scores[TOTAL] = add(scores.values())
        reached = levels.reached(judged_by, scores, given.look_up, judging.day)
        possible.append((scores[TOTAL], reached))
    if not possible:
        return apart
    agreed = zip(*(reached for _, reached in possible), strict=True)
    return apart._replace(
        total=hull((total for total, _ in possible), shared),
        outcomes=tuple(
            outcome._replace(
                truth=_agreeing([each.truth.holds for each in parts_of], outcome.truth)
            )
            for outcome, parts_of in zip(apart.outcomes, agreed, strict=True)
        ),
    )


def _agreeing(holds: list[bool | None], apart: Truth) -> Truth:
    """What holds in every part; where parts differ, what was found without dividing."""
    first = holds[0]
    return apart if first is None or any(each is not first for each in holds) else Truth(first)


def state_of(name: str, scores: Mapping[str, Range], floors: tuple[Line, ...]) -> State:
    """Whether a metric reaches its floor; without a floor, whether it earns anything."""
    points = scores[name].value
    if points is None:
        return "open"
    lines = tuple(line._replace(space="score", name=name) for line in floors)
    truth, _ = conditions.check_all(lines, lambda _space, _name: scores[name])
    return "met" if (truth.holds if lines else points > 0) else "unmet"
