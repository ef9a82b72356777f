"""The two finders: what takes the place of competencies held, and what a transition offers.

Both follow the rules and give keys, days and reasons; the words and sources of what they name stand
on the page. What the edition does not say is left out or told as unsaid, and a question that is not
answered stays open: it is not a no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from calculator import conditions, days
from calculator.errors import UnknownName
from calculator.shapes import Fields, field, items, mapping
from calculator.steps import Amount, Step
from calculator.wording import day_in_words

__all__ = ["find", "guide", "successors"]

State = Literal["holds", "open", "fails"]
STATES: Mapping[bool | None, State] = {True: "holds", None: "open", False: "fails"}


class Point(NamedTuple):
    """A milestone and its day as YYYY-MM-DD: of the edition, of the partner, or not known."""

    key: str
    day: str | None


def find(fields: Fields, request: Fields) -> dict[str, object]:
    """Answer a finder of the page.

    Args:
        fields: the edition's mapping, of which words and sources may be left out.
        request: `finder` names the finder, `language` that of the days in words; the rest as for
            `successors` (`held`) or `guide` (`answers`, `dates`).

    Raises:
        UnknownName: there is no such finder, competency, question or milestone.
    """
    language = str(request.get("language", "ja"))
    if request["finder"] == "competencies":
        return successors(fields, [str(each) for each in items(request, "held")], language)
    if request["finder"] == "transition":
        answers, dates = (mapping(request.get(key, {})) for key in ("answers", "dates"))
        return guide(fields, answers, dates, language)
    raise UnknownName("finder", str(request["finder"]), ("competencies", "transition"))


# Competencies held


def successors(fields: Fields, held: Iterable[str], language: str) -> dict[str, object]:
    """The designations that take the place of competencies, what remains, and the dates.

    Returns:
        `held`, the competencies in the order of the edition; `areas`, in that order, each with the
        competencies whose place its designation takes; `dates` and `statements`, what the edition
        names for holders, or None where it names nothing. Both are empty while none is held.
    """
    part = mapping(field(fields, "competencies"))
    known = mapping(field(part, "competencies"))
    wanted = set(held)
    _known("competency", wanted, known)
    mine = [key for key in known if key in wanted]
    areas = {key: items(mapping(known[key]), "areas") for key in mine}
    followed = {
        area: [key for key in mine if area in areas[key]]
        for area in mapping(field(fields, "areas"))
    }
    remains = mapping(part["remains"]) if "remains" in part else None
    return {
        "held": mine,
        "areas": [{"area": area, "for": keys} for area, keys in followed.items() if keys],
        "dates": _dates(fields, remains, language) if mine else [],
        "statements": _remaining(remains) if mine else [],
    }


def _dates(fields: Fields, remains: Fields | None, language: str) -> list[object] | None:
    """The dates that matter to holders, the earliest first."""
    if remains is None:
        return None
    dates = mapping(field(mapping(field(fields, "timeline")), "dates"))
    named = [(str(mapping(dates[str(key)])["date"]), str(key)) for key in items(remains, "dates")]
    return [{"key": key, **_day(day, language)} for day, key in sorted(named)]


def _remaining(remains: Fields | None) -> list[object] | None:
    """The statements that say what remains, as the edition orders them."""
    if remains is None:
        return None
    return [
        {"part": part, "key": key}
        for part in ("timeline", "transition")
        for key in items(remains, part)
    ]


# The guide through a transition


def guide(
    fields: Fields, answers: Mapping[str, object], dates: Mapping[str, object], language: str
) -> dict[str, object]:
    """What a transition offers to a partner, in the order of the edition.

    Args:
        fields: the edition.
        answers: True or False by question; None, or left out, is not answered.
        dates: the partner's own day by milestone, for milestones to which the edition gives none.
        language: of the days in words.

    Returns:
        `situations`, each with its state (`holds`, `open` while answers are missing, `fails`), the
        reasons, the milestones between which it is, and its statements and choices with theirs;
        `unsaid`, the spans between milestones of which no situation fits these answers;
        `restrictions`; and `refusals` of days, by milestone.
    """
    part = mapping(field(fields, "transition"))
    milestones, questions = mapping(field(part, "milestones")), mapping(part.get("questions", {}))
    _known("question", answers, questions)
    _known("milestone", dates, milestones)
    points, refusals = _points(milestones, dates)

    def look_up(_space: str, name: str) -> Amount:
        answer = answers.get(name)
        return answer if isinstance(answer, bool) else None

    situations = [
        _situation(key, mapping(each), points, look_up, language)
        for key, each in mapping(field(part, "situations")).items()
    ]
    return {
        "situations": situations,
        "unsaid": [
            {
                "from": _point(points[first], language),
                "until": None if until is None else _point(points[until], language),
            }
            for first, until in _unsaid(part, situations)
        ],
        "restrictions": [*mapping(part.get("restrictions", {}))],
        "refusals": refusals,
    }


def _points(
    milestones: Fields, dates: Mapping[str, object]
) -> tuple[dict[str, Point], dict[str, object]]:
    """Every milestone with its day, and why a day of the partner's is refused.

    Milestones follow each other, so the partner's day cannot lie before one that comes earlier.
    """
    points: dict[str, Point] = {}
    refusals: dict[str, object] = {}
    latest = Point("", "")
    for key, each in milestones.items():
        given = mapping(each).get("date")
        own = str(dates.get(key) or "").strip()
        if given is None and own:
            if not days.is_day(own):
                refusals[key], own = {"code": "not-a-day"}, ""
            elif own < (latest.day or ""):
                refusals[key], own = {"code": "too-early", "after": latest.key}, ""
        points[key] = Point(key, str(given) if given is not None else own or None)
        if points[key].day is not None:
            latest = max(latest, points[key], key=lambda point: point.day or "")
    return points, refusals


def _situation(
    key: str,
    fields: Fields,
    points: Mapping[str, Point],
    look_up: conditions.LookUp,
    language: str,
) -> dict[str, object]:
    until = str(fields["until"]) if "until" in fields else None
    return {
        "key": key,
        **_judged(fields, look_up),
        "from": _point(points[str(field(fields, "from"))], language),
        "until": None if until is None else _point(points[until], language),
        "statements": _members(fields, "statements", look_up),
        "choices": _members(fields, "choices", look_up),
    }


def _members(fields: Fields, part: str, look_up: conditions.LookUp) -> list[dict[str, object]]:
    members = mapping(fields.get(part, {}))
    return [{"key": key, **_judged(mapping(each), look_up)} for key, each in members.items()]


def _judged(fields: Fields, look_up: conditions.LookUp) -> dict[str, object]:
    """Whether the lines under `when` hold, and each of them as a reason."""
    truth, steps = conditions.check_all(conditions.parse_all(fields, "when"), look_up)
    reasons = [
        {"question": step.name, "answer": step.bound, "state": STATES[step.holds]}
        for step in _lines(steps)
    ]
    return {"state": STATES[truth.holds], "reasons": reasons}


def _lines(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield from (step,) if step.kind == "line" else _lines(step.steps)


def _unsaid(
    part: Fields, situations: Iterable[Mapping[str, object]]
) -> Iterator[tuple[str, str | None]]:
    """The spans that begin like a situation which these answers rule out, and like no other.

    A span ends where a situation begins that they allow; after the last of those it has no end.
    """
    of = mapping(field(part, "situations"))
    begins = {str(each["key"]): str(mapping(of[str(each["key"])])["from"]) for each in situations}
    allowed = {begins[str(each["key"])] for each in situations if each["state"] != "fails"}
    later: str | None = None
    spans = []
    for key in reversed([*mapping(field(part, "milestones"))]):
        if key in allowed:
            later = key
        elif key in begins.values():
            spans.append((key, later))
    yield from reversed(spans)


def _point(point: Point, language: str) -> dict[str, object]:
    return {"milestone": point.key, **_day(point.day, language)}


def _day(day: str | None, language: str) -> dict[str, object]:
    return {"date": day, "words": None if day is None else day_in_words(day, language)}


def _known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(kind, name, known)
