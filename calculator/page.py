"""What the page asks, scored as far as that is possible.

Refused answers count as not answered, so that the others still give a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypedDict

from calculator import answers, days, roster, scoring
from calculator.answers import Amounts
from calculator.edition import Edition
from calculator.errors import Refusal
from calculator.inputs import ROSTER, Person
from calculator.scoring import Score

__all__ = ["AS_OF", "PageRequest", "Read", "Scored", "read_request", "score_request"]

AS_OF = "as_of"
"""The name under which a refused day of scoring is told; no input has such a name."""


class PageRequest(TypedDict, total=False):
    """What the page asks: the area, its answers as typed, and the reader's language.

    `track` is the one track to score; where it is empty the answers decide. `roster` is the text of
    a roster, in the place of `people` among the answers. `compare_with` names another edition under
    which the same answers are scored, too. `forecast` asks for a look ahead, as
    calculator/forecast.py describes.
    """

    area: str
    answers: Mapping[str, object]
    roster: str | None
    language: str
    track: str | None
    as_of: str | None
    compare_with: str | None
    forecast: Mapping[str, str]


class Read(NamedTuple):
    """What could be read of a request, and what not; `day` is None for the edition's own."""

    day: str | None
    amounts: Amounts
    people: tuple[Person, ...] | None
    refusals: tuple[Refusal, ...]


class Scored(NamedTuple):
    """A request that was scored: the amounts and people read from it, and what was refused."""

    score: Score
    amounts: Amounts
    people: tuple[Person, ...] | None
    refusals: tuple[Refusal, ...]


def read_request(edition: Edition, request: PageRequest) -> Read:
    """Read what can be read."""
    area = edition.area(request["area"])
    day, refusals = _day(request.get("as_of"))
    people, unread = _people(edition, request.get("roster"))
    typed = dict(request.get("answers", {}))
    if people is not None:
        typed[ROSTER] = [{"person": each.person, "holds": [*each.holds]} for each in people]
    amounts, refused = answers.read_what_can_be_read(edition, area, typed, day)
    return Read(day, amounts, people, (*refusals, *unread, *refused))


def score_request(edition: Edition, request: PageRequest) -> Scored:
    """Score what can be scored."""
    day, amounts, people, refusals = read_request(edition, request)
    area = edition.area(request["area"])
    score = scoring.score(edition, area, amounts, track=request.get("track") or None, as_of=day)
    return Scored(score, amounts, people, refusals)


def _day(given: str | None) -> tuple[str | None, tuple[Refusal, ...]]:
    """The day of scoring; None is the edition's own."""
    if not given or days.is_day(given):
        return given or None, ()
    return None, (Refusal(AS_OF, "not-a-day", {}),)


def _people(
    edition: Edition, text: str | None
) -> tuple[tuple[Person, ...] | None, tuple[Refusal, ...]]:
    """The people of a roster's text; None where there is none, or nothing of it can be read."""
    if not text or not text.strip():
        return None, ()
    people, refusals = roster.read(text, edition.certifications)
    if not people or (refusals and not any(each.holds for each in people)):
        return None, refusals
    return people, refusals
