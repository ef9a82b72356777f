"""Plans and the page's form: which level is next, and what a way types into the fields."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypedDict

from calculator import scoring
from calculator.answers import Amounts
from calculator.area import Area
from calculator.edition import Edition
from calculator.inputs import CountOf, Holders, Weighted
from calculator.page import PageRequest, read_request, score_request
from calculator.planning import Plan, Way, is_reached
from calculator.ranges import Range
from calculator.wishes import Wishes

__all__ = ["NEXT", "Fill", "fill", "next_level", "typed"]

NEXT = "next"
"""The wish for the lowest level that is not reached; no level has such a name of its own."""

PLACES = 12


class Fill(TypedDict):
    """What a way types: text by input, null where a field is cleared.

    `by_numbers` tells that people are counted by numbers from then on, and no longer by a roster.
    """

    answers: dict[str, str | None]
    by_numbers: bool


def next_level(edition: Edition, area: Area, amounts: Amounts, wishes: Wishes) -> str | None:
    """The lowest level that is not surely reached; the highest where all are, None without any."""
    levels = next(iter(edition.levels_of(area).variants.values()))
    now = scoring.score(edition, area, amounts, track=wishes.track, as_of=wishes.as_of)
    names = [level.name for level in levels]
    open_ones = (name for name in names if not is_reached(now, name, adopted=wishes.adopted))
    return next(open_ones, names[-1] if names else None)


def fill(made: Plan, way: Way, request: PageRequest) -> Fill | None:
    """What to type so that the form says what a way says; None where nothing that is typed does.

    What was assumed and is not raised stays unanswered unless the level depends on it.
    """
    by_numbers = _counts_anew(made.area, way, request)
    changed = {each.name: each.end for each in way.changes}
    assumed = {move.name: move.start for move in made.moves.values() if move.assumed}
    for values in (changed, {**assumed, **changed}):
        answers = _answers(made.area, values, _counted(made, request) if by_numbers else {})
        if answers is not None and _reaches(made, request, answers, by_numbers=by_numbers):
            return {"answers": answers, "by_numbers": by_numbers}
    return None


def _counts_anew(area: Area, way: Way, request: PageRequest) -> bool:
    """Whether a way raises what the roster counts: the roster cannot say who that will be."""
    held = any(isinstance(area.inputs[each.name].origin, Holders) for each in way.changes)
    return held and bool((request.get("roster") or "").strip())


def _counted(made: Plan, request: PageRequest) -> dict[str, str | None]:
    """What the roster counts now, to be typed as numbers."""
    amounts = read_request(made.edition, request).amounts
    found: dict[str, str | None] = {}
    for name, question in made.area.inputs.items():
        amount = amounts[name]
        if isinstance(question.origin, Holders):
            known = amount.value if isinstance(amount, Range) else None
            found[name] = None if known is None else typed(known)
    return found


def _answers(
    area: Area, values: Mapping[str, Fraction], counted: Mapping[str, str | None]
) -> dict[str, str | None] | None:
    answers = dict(counted)
    for name, value in values.items():
        origin = area.inputs[name].origin
        if isinstance(origin, Weighted | CountOf):
            parts = origin.rates if isinstance(origin, Weighted) else origin.flags
            answers |= dict.fromkeys(parts)
        answers[name] = typed(value)
        if answers[name] is None:
            return None
    return answers


def _reaches(
    made: Plan, request: PageRequest, answers: Mapping[str, str | None], *, by_numbers: bool
) -> bool:
    asked = request.copy()
    asked["answers"] = {
        key: value
        for key, value in {**request.get("answers", {}), **answers}.items()
        if value is not None
    }
    if by_numbers:
        asked["roster"] = None
    scored = score_request(made.edition, asked)
    return is_reached(scored.score, made.level, adopted=made.wishes.adopted)


def typed(value: Fraction) -> str | None:
    """A number as it is typed; None where its decimals do not end."""
    for places in range(PLACES + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            whole, part = divmod(abs(scaled.numerator), 10**places)
            sign = "-" if value < 0 else ""
            return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"
    return None
