"""Scoring: an edition, an area and its answers in; points, verdict and reasons out.

The area is scored under every combination of the contradictory values that bear on it. Points and
metrics follow the adopted ones; the status looks at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from calculator import conditions, parts, rules
from calculator.answers import Amounts
from calculator.area import Area, Track
from calculator.conditions import Condition, Count, Line, Truth
from calculator.edition import TOTAL, Edition, Level
from calculator.errors import InvalidEdition
from calculator.ranges import ZERO, Range, add
from calculator.readings import Reading, combinations
from calculator.rules import Given
from calculator.steps import Amount, Step

__all__ = ["MetricScore", "ReadingScore", "Score", "State", "Status", "TrackScore", "score"]

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

    `qualifies` tells whether the lowest level is reached; None while open inputs can decide it.
    """

    track: Track
    metrics: Mapping[str, MetricScore]
    total: Range
    level: Level | None
    next_level: Level | None
    blocked: tuple[str, ...]
    qualifies: bool | None

    @property
    def points(self) -> Fraction:
        """The points of the metrics that are settled."""
        return sum(
            (each.points.value or Fraction(0) for each in self.metrics.values()), Fraction(0)
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
        missing: the unanswered inputs that could still change some metric's points.
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
        return self.edition.levels.under(self.adopted.choices)

    @property
    def contradictions(self) -> tuple[Reading, ...]:
        """The contradictions that bear on the area."""
        return self.edition.contradictions(self.area)

    def limits(self, name: str) -> tuple[Fraction, ...]:
        """The points that levels require of the total or of a metric."""
        lines = [line for level in self.levels for line in conditions.lines_of(level.requires)]
        asked = [
            line for line in lines if line.name == name or (line.space == "every" and name != TOTAL)
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
    applying = _applying(area, tracks, given, day)
    earned = tuple(_earn(area, each, amounts, given, day) for each, _ in applying)
    readings = tuple(
        _under(edition, area, applying, earned, choices)
        for choices in combinations(edition.contradictions(area))
    )
    open_inputs = frozenset().union(*(_open_inputs(each) for each in readings))
    return Score(
        edition=edition,
        area=area,
        as_of=day,
        status=_over_all([each.status for each in readings]),
        readings=readings,
        missing=tuple(name for name in area.inputs if name in open_inputs),
    )


def _over_all(statuses: list[Status]) -> Status:
    """The verdict over all readings: settled when no answer can change it any more."""
    distinct = set(statuses)
    if {"qualified", "not-qualified"} <= distinct:
        return "depends-on-reading"
    return statuses[0] if len(distinct) == 1 else "incomplete"


def _open_inputs(reading: ReadingScore) -> frozenset[str]:
    return frozenset().union(
        *(each.points.open for scored in reading.tracks for each in scored.metrics.values())
    )


def _earn(area: Area, track: Track, amounts: Amounts, given: Given, day: str) -> Earned:
    """What every metric of a track earns under each reading that touches it."""
    return {
        name: {
            chosen: parts.evaluate(area, rules.in_force(rule, day), amounts, given)
            for chosen, rule in metric.rules.items()
        }
        for name, metric in track.metrics.items()
    }


def _applying(
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
    edition: Edition,
    area: Area,
    applying: list[tuple[Track, Truth]],
    earned: tuple[Earned, ...],
    choices: Mapping[str, object],
) -> ReadingScore:
    """Score the tracks under one combination of readings, and choose the one that counts."""
    levels = edition.levels.under(choices)
    scored = tuple(
        _score_track(
            levels,
            track,
            {name: steps[track.metrics[name].chosen(choices)] for name, steps in each.items()},
        )
        for (track, _), each in zip(applying, earned, strict=True)
    )
    if area.choose == "assigned":
        return ReadingScore(choices, scored[0], scored, _agreed(scored))
    counting = max(scored, key=lambda each: (each.points, each.qualifies is True))
    return ReadingScore(choices, counting, scored, _best_verdict(levels, scored, applying))


def _up_to_first_certain(applying: list[tuple[Track, Truth]]) -> list[tuple[Track, Truth]]:
    """The tracks that may be the first whose condition holds."""
    for place, (_, truth) in enumerate(applying):
        if truth.holds:
            return applying[: place + 1]
    return applying


def _best_verdict(
    levels: tuple[Level, ...],
    scored: tuple[TrackScore, ...],
    applying: list[tuple[Track, Truth]],
) -> Status:
    """The verdict of whichever track turns out best; between equals, of the one that qualifies."""
    certain = [track for track, (_, truth) in zip(scored, applying, strict=True) if truth.holds]
    floor = max((_low(each) for each in certain), default=Fraction(0))
    passed = max((_low(each) for each in certain if each.qualifies), default=Fraction(-1))
    can_pass = any(each.qualifies is not False and _high(each) >= floor for each in scored)
    failing = [_highest_failing(levels, each) for each in scored if each.qualifies is not True]
    can_fail = any(total >= floor and total > passed for total in failing)
    if can_pass and can_fail:
        return "incomplete"
    return "qualified" if can_pass else "not-qualified"


def _highest_failing(levels: tuple[Level, ...], scored: TrackScore) -> Fraction:
    """The total that a track stays below, or at, while it does not reach the lowest level."""
    highest = _high(scored)
    if scored.qualifies is False or not levels:
        return highest
    scores = {name: each.points for name, each in scored.metrics.items()} | {TOTAL: scored.total}
    totals = []
    for line in _expand(levels[0].requires, scores):
        if _check((line,), scores)[0].holds:
            continue
        beyond = Fraction(0)
        if isinstance(line, Line) and line.test in ("at_least", "more_than"):
            bound = line.bound if isinstance(line.bound, Fraction) else Fraction(0)
            beyond = max((scores[line.name].high or Fraction(0)) - bound, Fraction(0))
        totals.append(highest - beyond)
    return max(totals)


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


def _score_track(levels: tuple[Level, ...], track: Track, steps: Mapping[str, Step]) -> TrackScore:
    """Add up what the metrics earn, and see which level that reaches."""
    scores = {name: step.points or ZERO for name, step in steps.items()}
    scores[TOTAL] = add(scores.values())
    floors = _floors(levels)
    metrics = {
        name: MetricScore(
            name, scores[name], step.maximum or Fraction(0), _state(name, scores, floors), step
        )
        for name, step in steps.items()
    }
    return TrackScore(track, metrics, scores[TOTAL], *_levels(levels, scores))


def _floors(levels: tuple[Level, ...]) -> tuple[Line, ...]:
    """What the lowest level requires of every metric."""
    requires = conditions.lines_of(levels[0].requires) if levels else ()
    return tuple(line for line in requires if line.space == "every")


def _state(name: str, scores: Mapping[str, Range], floors: tuple[Line, ...]) -> State:
    """Whether a metric reaches its floor; without a floor, whether it earns anything."""
    points = scores[name].value
    if points is None:
        return "open"
    lines = tuple(line._replace(space="score", name=name) for line in floors)
    holds = _check(lines, scores)[0].holds if lines else points > 0
    return "met" if holds else "unmet"


def _levels(
    levels: tuple[Level, ...], scores: Mapping[str, Range]
) -> tuple[Level | None, Level | None, tuple[str, ...], bool | None]:
    """The level reached, the next, what keeps it out of reach; is the lowest reached?"""
    reached: Level | None = None
    following: Level | None = None
    blocked: tuple[str, ...] = ()
    qualifies: bool | None = None
    for place, level in enumerate(levels):
        truth, steps = _check(_expand(level.requires, scores), scores)
        if place == 0:
            qualifies = truth.holds
        if truth.holds:
            reached, following, blocked = level, None, ()
        elif following is None:
            following, blocked = level, tuple(dict.fromkeys(_failing(steps)))
    return reached, following, blocked, qualifies


def _expand(requires: Iterable[Condition], scores: Mapping[str, Range]) -> tuple[Condition, ...]:
    """Requirements with `every: metric` written out for each metric."""
    expanded: list[Condition] = []
    for each in requires:
        if isinstance(each, Count):
            expanded.append(each._replace(of=_expand(each.of, scores)))
        elif each.space == "every":
            expanded += [
                each._replace(space="score", name=name) for name in scores if name != TOTAL
            ]
        else:
            expanded.append(each)
    return tuple(expanded)


def _failing(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if step.holds is False:
            yield from ((step.name,) if step.kind == "line" else _failing(step.steps))


def _check(
    requires: tuple[Condition, ...], scores: Mapping[str, Range]
) -> tuple[Truth, tuple[Step, ...]]:
    def look_up(space: str, name: str) -> Amount:
        if space != "score" or name not in scores:
            raise InvalidEdition(f"a level cannot ask for the {space} '{name}'")
        return scores[name]

    return conditions.check_all(requires, look_up)
