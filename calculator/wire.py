"""Scores as plain mappings: the JSON that the command line prints and that the page draws.

Exact numbers travel as text, as fractions where they do not end; `display` is for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypedDict

from calculator import answers, scoring
from calculator.conditions import lines_of
from calculator.edition import Edition
from calculator.levels import TOTAL, Outcome
from calculator.numeral import display, exact
from calculator.scoring import MetricScore, ReadingScore, Score, TrackScore
from calculator.wording import Wording, in_language, refusal

__all__ = ["for_page", "to_json"]


class PageRequest(TypedDict, total=False):
    """What the page asks: the area, its answers as typed, and the reader's language."""

    area: str
    answers: Mapping[str, object]
    language: str
    track: str | None
    as_of: str | None


def to_json(score: Score) -> dict[str, object]:
    """The score as the contract's JSON object."""
    counting = score.adopted.counting
    maximum = score.edition.maximum
    limits = (*_limits(score, TOTAL), *(() if maximum is None else (maximum,)))
    return {
        "edition": score.edition.name,
        "area": score.area.name,
        "track": counting.track.name,
        "as_of": score.as_of,
        "status": score.status,
        "level": counting.level.name if counting.level else None,
        "next_level": counting.next_level.name if counting.next_level else None,
        "blocked": list(counting.blocked),
        "points": exact(counting.points),
        "display": display(counting.points, limits),
        "maximum": None if maximum is None else _number(maximum),
        "reachable": exact(score.reachable),
        "metrics": {
            name: _metric(each, _limits(score, name)) for name, each in counting.metrics.items()
        },
        "missing": list(score.missing),
        "readings": [_reading(each, limits) for each in score.readings]
        if score.contradictions
        else [],
        "tracks": [_track(each, limits) for each in score.adopted.tracks]
        if counting.track.name
        else [],
    }


def _limits(score: Score, name: str) -> tuple[Fraction, ...]:
    """The points that levels require of the total or of a metric."""
    lines = [line for level in score.levels for line in lines_of(level.requires)]
    asked = [
        line
        for line in lines
        if (line.space == "score" and line.name == name)
        or (line.space == "every" and name != TOTAL)
    ]
    return tuple(line.bound for line in asked if isinstance(line.bound, Fraction))


def _number(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else exact(value)


def _metric(metric: MetricScore, floors: Iterable[Fraction]) -> dict[str, object]:
    points = metric.points.value
    return {
        "points": None if points is None else exact(points),
        "display": None if points is None else display(points, (*floors, metric.maximum)),
        "maximum": _number(metric.maximum),
        "state": metric.state,
    }


def _reading(reading: ReadingScore, limits: Iterable[Fraction]) -> dict[str, object]:
    points = reading.counting.points
    return {
        "choices": dict(reading.choices),
        "points": exact(points),
        "display": display(points, limits),
        "status": reading.status,
    }


def _track(track: TrackScore, limits: Iterable[Fraction]) -> dict[str, object]:
    return {
        "track": track.track.name,
        "points": exact(track.points),
        "display": display(track.points, limits),
        "reachable": exact(track.total.high or Fraction(0)),
        "qualifies": track.qualifies,
    }


def for_page(edition: Edition, request: PageRequest) -> dict[str, object]:
    """Score what can be scored, with everything the page says about it in words.

    Refused answers count as not answered, so that the others still give a score.
    """
    area = edition.area(request["area"])
    language = request.get("language", "ja")
    amounts, refusals = answers.read_what_can_be_read(
        edition, area, request["answers"], request.get("as_of")
    )
    score = scoring.score(
        edition, area, amounts, track=request.get("track"), as_of=request.get("as_of")
    )
    words = {each.key: refusal(each, language) for each in refusals}
    return {
        "score": to_json(score),
        "words": _words(score, Wording(edition, area, language), language),
        "refusals": {
            key: {"problem": problem, "hint": hint} for key, (problem, hint) in words.items()
        },
    }


def _words(score: Score, wording: Wording, language: str) -> dict[str, object]:
    """The sentences of a score."""
    counting = score.adopted.counting
    return {
        "status": wording.verdict(score.status),
        "adopted": wording.verdict(score.adopted.status),
        "track": in_language(counting.track.title, language),
        "blocked": wording.blocked(counting),
        "levels": [_level(each, counting, wording, language) for each in counting.outcomes],
        "metrics": {
            name: {
                "state": wording.state(each),
                "points": wording.points(each.points, each.maximum, _limits(score, name)),
                "reasons": wording.reasons(each),
            }
            for name, each in counting.metrics.items()
        },
        "missing": {
            name: in_language(score.area.inputs[name].ask, language) for name in score.missing
        },
        "readings": [_other_reading(each, score, wording, language) for each in score.readings[1:]],
    }


def _level(
    outcome: Outcome, counting: TrackScore, wording: Wording, language: str
) -> dict[str, object]:
    """A level: its title, whether it is reached (None while that is open), and its lines."""
    return {
        "level": outcome.level.name,
        "title": in_language(outcome.level.title, language),
        "reached": outcome.truth.holds,
        "lines": [
            {"words": words, "holds": holds} for words, holds in wording.outcome(outcome, counting)
        ],
    }


def _other_reading(
    reading: ReadingScore, score: Score, wording: Wording, language: str
) -> dict[str, object]:
    """What would be under another combination of readings: what it changes, and the verdict."""
    adopted = score.adopted.choices
    return {
        "changed": [
            {
                "reading": each.name,
                "question": in_language(each.question, language),
                "adopted": wording.reading_value(adopted[each.name]),
                "value": wording.reading_value(reading.choices[each.name]),
            }
            for each in score.contradictions
            if reading.choices[each.name] != adopted[each.name]
        ],
        "turns": reading.status != score.adopted.status,
        "points": display(reading.counting.points, _limits(score, TOTAL)),
        "status": wording.verdict(reading.status),
    }
