"""Looking ahead: growth against the same month a year ago, and certifications that end.

Figures of at least thirteen months give the growth of the newest. Of coming months the base is
known and the figure is not: it is taken to stay as the newest one is, and every month says which.
Each window of the edition is applied to these months, each judged by its last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from calculator import days, derive, level_words, numeral
from calculator.area import Area
from calculator.derive import Derived
from calculator.edition import Edition
from calculator.errors import Refusal, RefusedValue, UnknownName
from calculator.inputs import Holders, Weighted, days_counted
from calculator.levels import TOTAL
from calculator.numeral import display, exact
from calculator.page import PageRequest, Scored, score_request
from calculator.ranges import known
from calculator.windows import ahead, through
from calculator.wording import Wording, day_in_words, refusal

__all__ = ["FIGURES", "Month", "ahead", "ends", "forecast", "months"]

YEAR = 12
LATEST = "9990"
"""Months of this year and later have no days a year on."""
FIGURES = "figures"
"""The name under which refused lines are told."""


class Month(NamedTuple):
    """A month as YYYY-MM with its figure and that of a year ago; None where nothing is known.

    `stated` is false where the figure is only taken to stay as the newest is.
    """

    month: str
    now: Fraction | None
    before: Fraction | None
    stated: bool


def forecast(edition: Edition, request: PageRequest) -> dict[str, object]:
    """What the page shows of the coming year.

    Args:
        edition: the rules.
        request: what `for_page` takes, with `forecast`: `growth`, the key of a derived growth;
            `figures`, a column of text with a line for each month, the oldest first; `last`, the
            month of the newest as YYYY-MM (the month of the day of scoring where it is empty);
            `before`, an earlier month, the last that qualified (empty where nobody knows).

    Returns:
        `months`, each with its growth, points and verdict; `qualifies`, the months in which the
        lowest passing level is reached; `windows`, as `windows.through`; `ends`, as `ends`;
        `refusals` of lines and months; `needed`, how many more months the figures need.
    """
    asked = request["forecast"]
    language = request.get("language", "ja")
    area = edition.area(request["area"])
    growth = area.derived.get(asked["growth"])
    if growth is None or growth.function != "growth":
        kept = (key for key, each in area.derived.items() if each.function == "growth")
        raise UnknownName("growth", asked["growth"], kept)
    day = _day(edition, request)
    figures, refusals = _figures(area, growth, asked.get("figures", ""))
    last, before = (asked.get(name, "").strip() for name in ("last", "before"))
    refusals = (*_refused_months(last or day[:7], before), *refusals)
    found = () if refusals else months(figures, last or day[:7])
    rows = [_row(edition, area, growth, each, request) for each in found]
    return {
        "months": rows,
        "qualifies": [row["month"] for row in rows if row["status"] == "qualified"],
        "windows": through(edition.windows, _verdicts(rows), before),
        "needed": max(0, YEAR + 1 - len(figures)) if figures else 0,
        "ends": ends(edition, request, day),
        "refusals": [
            {"line": each.details.get("line", ""), "problem": told[0], "hint": told[1]}
            for each in refusals
            for told in [refusal(each, language)]
        ],
    }


def months(figures: list[Fraction | None], last: str) -> tuple[Month, ...]:
    """The newest month and the twelve after it as far as their base is known.

    Args:
        figures: a figure for each month, the oldest first; None is not known.
        last: the month of the newest figure, as YYYY-MM.
    """
    if len(figures) <= YEAR:
        return ()
    newest = len(figures) - 1
    return tuple(
        Month(
            ahead(last, step),
            figures[newest],
            figures[newest + step - YEAR],
            stated=step == 0,
        )
        for step in range(YEAR + 1)
    )


def _verdicts(rows: list[dict[str, object]]) -> dict[str, bool | None]:
    """The months that certainly qualify and that certainly do not; None for any other verdict."""
    sure = {"qualified": True, "not-qualified": False}
    return {str(row["month"]): sure.get(str(row["status"])) for row in rows}


def _refused_months(last: str, before: str) -> Iterator[Refusal]:
    """The months that were typed and do not exist, or do not follow each other."""
    wrong = [
        name
        for name, month in (("last", last), ("before", before))
        if month and (month >= LATEST or not days.is_day(f"{month}-01"))
    ]
    yield from (Refusal(name, "not-a-day", {}) for name in wrong)
    if before and not wrong and before >= last:
        yield Refusal("before", "not-before", {"last": last})


def _figures(
    area: Area, growth: Derived, text: str
) -> tuple[list[Fraction | None], tuple[Refusal, ...]]:
    """A figure for each line; a blank line between others is a month that is not known."""
    question = area.inputs[growth.terms[0]]
    figures: list[Fraction | None] = []
    refusals = []
    lines = text.strip("\r\n").splitlines() if text.strip() else []
    for number, line in enumerate(lines, start=1):
        try:
            figures.append(_figure(line, percent=question.unit == "percent"))
        except RefusedValue as error:
            figures.append(None)
            refusals.append(Refusal(FIGURES, error.code, {**error.details, "line": str(number)}))
    return figures, tuple(refusals)


def _figure(line: str, *, percent: bool) -> Fraction | None:
    if not line.strip():
        return None
    figure = numeral.read(line, percent=percent)
    if figure < 0:
        raise RefusedValue("negative")
    return figure


def _row(
    edition: Edition, area: Area, growth: Derived, month: Month, request: PageRequest
) -> dict[str, object]:
    """A month: its growth, and the score on its last day with the other answers as they are."""
    percent = None
    if month.now is not None and month.before is not None:
        terms = dict(zip(growth.terms, (known(month.now), known(month.before)), strict=True))
        percent = derive.compute(growth, terms)
    answers = dict(request["answers"])
    for name, figure in zip(growth.terms, (month.now, month.before), strict=True):
        answers[name] = None if figure is None else _typed(figure)
        origin = area.inputs[name].origin
        for part in origin.rates if isinstance(origin, Weighted) else ():
            answers.pop(part, None)
    wording = Wording(edition, area, request.get("language", "ja"))
    day = _last_day(month.month)
    scored = score_request(edition, {**request, "answers": answers, "as_of": day})
    return {
        "month": month.month,
        "stated": month.stated,
        "now": _quantity(month.now, growth.terms[0], wording),
        "before": _quantity(month.before, growth.terms[1], wording),
        "growth": None if percent is None or percent.value is None else exact(percent.value),
        "percent": None if percent is None or percent.value is None else display(percent.value),
        "undefined": percent is not None and percent.undefined == "always",
        **_outcome(edition, scored, request),
    }


def _quantity(figure: Fraction | None, name: str, wording: Wording) -> str | None:
    return None if figure is None else wording.quantity(figure, name)


def _typed(figure: Fraction) -> object:
    """A figure as an answer: whole numbers as they are, others as decimal text where they end."""
    return int(figure) if figure.denominator == 1 else _decimal(figure)


def _decimal(figure: Fraction) -> str:
    # What was read from decimal text has a denominator of twos and fives alone.
    places = 0
    while (figure * 10**places).denominator != 1:
        places += 1
    digits = str(int(figure * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def _outcome(edition: Edition, scored: Scored, request: PageRequest) -> dict[str, object]:
    score = scored.score
    language = request.get("language", "ja")
    points = score.adopted.counting.points
    return {
        "points": exact(points),
        "display": display(points, score.limits(TOTAL)),
        "status": score.status,
        "verdict": level_words.verdict(Wording(edition, score.area, language), score),
    }


def _day(edition: Edition, request: PageRequest) -> str:
    given = request.get("as_of") or ""
    return given if days.is_day(given) else edition.name


def _last_day(month: str) -> str:
    return next(day for day in (f"{month}-{date}" for date in (31, 30, 29, 28)) if days.is_day(day))


# Certifications that come to their end


def ends(edition: Edition, request: PageRequest, day: str) -> list[dict[str, object]]:
    """The days within a year after which certifications of the roster no longer count.

    Returns:
        In the order of days: `day`, its `words`, the `certifications` with the people who hold
        them, and points and verdict on the day after, the other answers as they are. Empty where
        no roster can be read.
    """
    scored = score_request(edition, request)
    until = f"{int(day[:4]) + 1:04}{day[4:]}"
    found: dict[str, dict[str, list[str]]] = {}
    for last, title, person in _ending(edition, scored):
        if day <= last < until:
            holders = found.setdefault(last, {}).setdefault(title, [])
            holders += [] if person in holders else [person]
    language = request.get("language", "ja")
    return [
        {
            "day": last,
            "words": day_in_words(last, language),
            "certifications": [
                {"title": title, "people": holders} for title, holders in found[last].items()
            ],
            **_outcome(
                edition, score_request(edition, {**request, "as_of": _next_day(last)}), request
            ),
        }
        for last in sorted(found)
    ]


def _ending(edition: Edition, scored: Scored) -> Iterator[tuple[str, str, str]]:
    """The last day, the title and the holder of everything in the roster that ceases to count."""
    for question in scored.score.area.inputs.values():
        if not isinstance(question.origin, Holders):
            continue
        for held in question.origin.certifications:
            last = days_counted(held, edition.certifications).last
            title = edition.certifications[held.certification].title
            for each in scored.people or ():
                if last and held.certification in each.holds:
                    yield last, title, each.person


def _next_day(day: str) -> str:
    year, month, date = (int(part) for part in day.split("-"))
    within = f"{year:04}-{month:02}-{date + 1:02}"
    return within if days.is_day(within) else f"{ahead(day[:7], 1)}-01"
