"""Looking ahead: growth by month, and what is left when certifications end."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest

from calculator.edition import Edition
from calculator.errors import UnknownName
from calculator.forecast import Month, ahead, forecast, months
from calculator.page import PageRequest, score_request
from generator.load import load_edition

RULES = Path(__file__).parents[2] / "rules"
EDITION = Edition.from_dict(load_edition(RULES, "2022-03-16").fields)
LATER = Edition.from_dict(load_edition(RULES, "2026-07-01").fields)

# Everything that Infrastructure asks for in the deck, under every reading, but the growth.
OTHERS: dict[str, object] = {
    "customers-gained": "3",
    "customers-lost": "0",
    "administrators": "3",
    "solutions-architects": "3",
    "intermediate-holders": "5",
    "advanced-holders": "5",
    "deployments": "5",
}


def look(figures: str, last: str = "2022-06", **more: object) -> dict[str, object]:
    asked = {"growth": "acr-growth", "figures": figures, "last": last}
    request = {
        "area": "infrastructure",
        "answers": OTHERS,
        "language": "en",
        "forecast": asked,
        **more,
    }
    return forecast(EDITION, cast(PageRequest, request))


def rows(found: dict[str, object], key: str = "months") -> list[dict[str, object]]:
    return cast(list[dict[str, object]], found[key])


def test_thirteen_months_give_this_month_and_the_twelve_after_it() -> None:
    figures: list[Fraction | None] = [Fraction(each) for each in range(100, 113)]
    found = months(figures, "2022-06")
    assert [each.month for each in found][:3] == ["2022-06", "2022-07", "2022-08"]
    assert found[0] == Month("2022-06", Fraction(112), Fraction(100), stated=True)
    assert found[1] == Month("2022-07", Fraction(112), Fraction(101), stated=False)
    assert found[12] == Month("2023-06", Fraction(112), Fraction(112), stated=False)


def test_of_more_months_the_newest_thirteen_are_looked_at() -> None:
    figures: list[Fraction | None] = [*map(Fraction, (7, 7, 7, 7, 7)), *map(Fraction, range(13))]
    assert months(figures, "2022-06") == months(figures[5:], "2022-06")


def test_twelve_months_are_too_few_and_the_missing_ones_are_counted() -> None:
    found = look("\n".join(["10000"] * 12))
    assert (found["months"], found["needed"]) == ([], 1)


def test_nothing_typed_is_no_mistake() -> None:
    found = look(" \n ")
    assert (found["months"], found["needed"], found["refusals"]) == ([], 0, [])


@pytest.mark.parametrize(
    ("month", "steps", "later"),
    [("2022-01", 0, "2022-01"), ("2022-12", 1, "2023-01"), ("2022-06", 12, "2023-06")],
)
def test_months_follow_each_other_over_the_year(month: str, steps: int, later: str) -> None:
    assert ahead(month, steps) == later


def test_growth_is_exact_and_earns_what_the_same_answers_typed_would_earn() -> None:
    column = ["10,000", "１１０００", "1.2万", *["12500.5"] * 9, "12000"]
    found = rows(look("\r\n".join(column)))
    assert [each["growth"] for each in found[:3]] == ["20", "100/11", "0"]
    for row, before in zip(found, ["10000", "11000", "12000"], strict=False):
        typed: PageRequest = {
            "area": "infrastructure",
            "answers": {**OTHERS, "acr-now": "12000", "acr-year-ago": before},
        }
        score = score_request(EDITION, typed).score
        assert (row["points"], row["status"]) == (
            str(score.adopted.counting.points),
            score.status,
        )


def test_months_that_qualify_are_those_whose_verdict_says_so() -> None:
    # The deck asks for points in every metric: without growth the area does not qualify.
    found = look("\n".join(["10000", "11000", *["20000"] * 10, "12000"]))
    assert found["qualifies"] == ["2022-06", "2022-07"]
    assert [each["status"] for each in rows(found)[:3]] == [
        "qualified",
        "qualified",
        "not-qualified",
    ]


def test_growth_from_nothing_is_not_defined_and_a_blank_line_is_not_known() -> None:
    found = rows(look("\n".join(["0", "", *["10000"] * 11])))
    assert (found[0]["growth"], found[0]["undefined"]) == (None, True)
    assert (found[1]["before"], found[1]["growth"], found[1]["undefined"]) == (None, None, False)
    assert found[1]["status"] == "incomplete"


def test_every_line_that_cannot_be_read_is_told_with_its_number() -> None:
    found = look("\n".join(["ACR", *["10000"] * 11, "-5"]))
    assert [each["line"] for each in rows(found, "refusals")] == ["1", "13"]
    assert all(each["problem"] and each["hint"] for each in rows(found, "refusals"))
    assert found["months"] == []


@pytest.mark.parametrize("last", ["2022-13", "June", "9999-12"])
def test_a_month_that_does_not_exist_is_refused(last: str) -> None:
    assert rows(look("\n".join(["1"] * 13), last), "refusals")[0]["problem"]


def test_growth_of_something_that_does_not_grow_is_refused() -> None:
    request: PageRequest = {
        "area": "infrastructure",
        "answers": {},
        "forecast": {"growth": "net-customers", "figures": "", "last": ""},
    }
    with pytest.raises(UnknownName):
        forecast(EDITION, request)


def test_random_columns_agree_with_growth_computed_by_hand() -> None:
    chance = random.Random(13)  # noqa: S311 (a test must repeat itself)
    for _ in range(20):
        column = [chance.randrange(1, 50_000) for _ in range(chance.randrange(13, 30))]
        found = rows(look("\n".join(map(str, column))))
        for step, row in enumerate(found):
            before = column[len(column) - 13 + step]
            assert row["growth"] == str(Fraction(100 * (column[-1] - before), before))


WINDOWED = Edition.from_dict(load_edition(RULES, "2023-10-23").fields)


def windows_of(edition: Edition, figures: str, **months: str) -> dict[str, object]:
    """What the windows of an edition make of the deck's answers, which all of them ask, too."""
    answers = {**OTHERS, "enrolled": False, "customers-smb-percent": "10"}
    known = edition.area("infrastructure").inputs
    request = {
        "area": "infrastructure",
        "answers": {key: each for key, each in answers.items() if key in known},
        "forecast": {"growth": "acr-growth", "figures": figures, "last": "2026-07", **months},
    }
    found = forecast(edition, cast(PageRequest, request))
    assert found["refusals"] == []
    return {str(each["window"]): each for each in rows(found, "windows")}


def test_a_month_that_qualifies_counts_in_the_windows_that_hold_it() -> None:
    found = windows_of(WINDOWED, "\n".join(["10000", "11000", *["20000"] * 10, "12000"]))
    each = {
        "spans": [
            {"state": "met", "first": "2026-07", "last": "2027-01"},
            {"state": "unmet", "first": "2027-02", "last": "2027-07"},
        ],
        "carrier": "2026-08",
        "until": "2027-01",
    }
    assert found == {key: {"window": key, **each} for key in ("not-enrolled", "enrolled")}


def test_only_windows_whose_length_is_stated_are_applied() -> None:
    figures = "\n".join(["10000", "11000", *["20000"] * 10, "12000"])
    assert list(windows_of(LATER, figures)) == ["not-enrolled"]
    assert windows_of(EDITION, figures) == {}
    assert windows_of(WINDOWED, "10000") == {}


def spans(found: dict[str, object]) -> list[list[str]]:
    each = cast(dict[str, list[dict[str, str]]], found["enrolled"])
    return [[span["state"], span["first"], span["last"]] for span in each["spans"]]


def test_months_before_the_first_leave_it_open_unless_the_last_that_qualified_is_told() -> None:
    never = "\n".join(["20000"] * 12 + ["12000"])
    # Of a window of 6 months the first 5 months reach back before the first.
    assert spans(windows_of(WINDOWED, never)) == [
        ["open", "2026-07", "2026-11"],
        ["unmet", "2026-12", "2027-07"],
    ]
    assert spans(windows_of(WINDOWED, never, before="2026-05")) == [
        ["met", "2026-07", "2026-10"],
        ["unmet", "2026-11", "2027-07"],
    ]
    assert spans(windows_of(WINDOWED, never, before="2025-12")) == [["unmet", "2026-07", "2027-07"]]


def test_a_month_that_is_not_known_leaves_open_what_nothing_else_decides() -> None:
    blank = "\n".join(["10000", *["20000"] * 7, "", *["20000"] * 3, "12000"])
    assert spans(windows_of(WINDOWED, blank)) == [
        ["met", "2026-07", "2026-12"],
        ["unmet", "2027-01", "2027-02"],
        ["open", "2027-03", "2027-07"],
    ]


def test_a_month_whose_verdict_depends_on_the_reading_is_not_known() -> None:
    # So little growth earns less than 1 point: enough for those who read "more than 0".
    little = "\n".join(["20000", *["10000"] * 11, "10010"])
    assert spans(windows_of(WINDOWED, little, before="2024-01")) == [
        ["unmet", "2026-07", "2026-07"],
        ["open", "2026-08", "2027-07"],
    ]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("2022-06", "one before 2022-06"),
        ("2022-07", "one before 2022-06"),
        ("2022-13", "a day that exists"),
        ("soon", "a day that exists"),
    ],
)
def test_an_earlier_month_that_is_none_is_refused(before: str, said: str) -> None:
    asked = {
        "growth": "acr-growth",
        "figures": "\n".join(["1"] * 13),
        "last": "2022-06",
        "before": before,
    }
    found = look("", forecast=asked)
    (refused,) = rows(found, "refusals")
    assert said in str(refused["hint"])
    assert (found["months"], found["windows"]) == ([], [])


def test_certifications_that_end_within_a_year_are_scored_on_the_day_after() -> None:
    ending = {key: each for key, each in LATER.certifications.items() if each.counts_until}
    day = "2026-07-01"
    checked = 0
    for area in LATER.areas.values():
        growth = [key for key, each in area.derived.items() if each.function == "growth"]
        if not growth:
            continue
        roster = "\n".join(f"P{place}, {each.title}" for place, each in enumerate(ending.values()))
        request: PageRequest = {"area": area.name, "answers": {}, "roster": roster, "as_of": day}
        asked = {"growth": growth[0], "figures": "", "last": ""}
        found = forecast(LATER, {**request, "forecast": asked})
        days = [str(each["day"]) for each in rows(found, "ends")]
        assert days == sorted(set(days))
        for each in rows(found, "ends"):
            end = date.fromisoformat(str(each["day"]))
            assert day <= str(each["day"]) < "2027-07-01"
            after = str(end + timedelta(days=1))
            score = score_request(LATER, {**request, "as_of": after}).score
            assert each["points"] == str(score.adopted.counting.points)
            checked += 1
    assert checked > 0


def test_without_a_roster_nothing_is_said_of_certifications() -> None:
    assert look("1")["ends"] == []
