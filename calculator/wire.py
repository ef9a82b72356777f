"""Scores as plain mappings: the JSON that the command line prints and that the page draws.

Exact numbers travel as text, as fractions where they do not end; `display` is for people.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calculator import level_words, people
from calculator.contrast import contrast
from calculator.edition import Edition
from calculator.errors import Refusal
from calculator.inputs import ROSTER
from calculator.levels import TOTAL, Outcome
from calculator.numeral import display, exact
from calculator.page import PageRequest, score_request
from calculator.scoring import MetricScore, ReadingScore, Score, TrackScore
from calculator.wording import Wording, in_language, refusal
from calculator.words import WORDS

__all__ = ["for_page", "to_json"]

LISTED = 20
"""The most lines of a roster about which the page says why it cannot read them."""


def to_json(score: Score) -> dict[str, object]:
    """The score as the contract's JSON object."""
    counting = score.adopted.counting
    maximum = score.edition.maximum
    limits = (*score.limits(TOTAL), *(() if maximum is None else (maximum,)))
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
            name: _metric(each, score.limits(name)) for name, each in counting.metrics.items()
        },
        "missing": list(score.missing),
        "readings": [_reading(each, limits) for each in score.readings]
        if score.contradictions
        else [],
        "tracks": [_track(each, limits) for each in score.adopted.tracks]
        if counting.track.name
        else [],
    }


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
        "level": reading.counting.level.name if reading.counting.level else None,
    }


def _track(track: TrackScore, limits: Iterable[Fraction]) -> dict[str, object]:
    return {
        "track": track.track.name,
        "points": exact(track.points),
        "display": display(track.points, limits),
        "reachable": exact(track.total.high or Fraction(0)),
        "qualifies": track.qualifies,
    }


def for_page(
    edition: Edition, request: PageRequest, other: Edition | None = None
) -> dict[str, object]:
    """Score what can be scored, with everything the page says about it in words.

    Refused answers count as not answered, so that the others still give a score. With another
    edition, the same answers are scored under that one, too, and set beside the first.
    """
    language = request.get("language", "ja")
    scored = score_request(edition, request)
    score = scored.score
    wording = Wording(edition, score.area, language)
    page: dict[str, object] = {
        "score": to_json(score),
        "words": _words(score, wording, language),
        "refusals": _refusals(scored.refusals, language),
    }
    if scored.people is not None:
        page["roster"] = people.describe(edition, score.area, scored.people, score.as_of, language)
    if other is not None:
        page["contrast"] = contrast(scored, other, request)
    return page


def _refusals(refusals: Iterable[Refusal], language: str) -> dict[str, object]:
    """Why answers were refused, by their keys; of a roster's text, line by line."""
    said: dict[str, object] = {}
    lines = []
    for each in refusals:
        problem, hint = refusal(each, language)
        said[each.key] = {"problem": problem, "hint": hint}
        if "line" in each.details:
            told = WORDS[language]["line-number"].format(problem=problem, line=each.details["line"])
            lines.append({"problem": told, "hint": hint})
    if lines:
        form = WORDS[language]["unread.one" if len(lines) == 1 else "unread"]
        problem = form.format(count=len(lines))
        said[ROSTER] = {"problem": problem, "hint": "", "lines": lines[:LISTED]}
    return said


def _words(score: Score, wording: Wording, language: str) -> dict[str, object]:
    """The sentences of a score."""
    counting = score.adopted.counting
    return {
        "status": level_words.verdict(wording, score),
        "adopted": level_words.reading_verdict(wording, score, score.adopted),
        "depends": score.status == "depends-on-reading" or score.level_depends,
        "track": in_language(counting.track.title, language),
        "certain": wording.certain(counting),
        "blocked": [each.to_json() for each in level_words.lacking(wording, counting)],
        "levels": [_level(each, counting, wording, language) for each in counting.outcomes],
        "metrics": {
            name: {
                "state": wording.state(each),
                "points": wording.points(each.points, each.maximum, score.limits(name)),
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
        "lines": [each.to_json() for each in level_words.required(wording, outcome, counting)],
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
        "turns": level_words.differs(reading, score.adopted),
        "points": display(reading.counting.points, score.limits(TOTAL)),
        "status": level_words.reading_verdict(wording, score, reading),
    }
