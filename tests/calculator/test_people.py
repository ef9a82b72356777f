"""What the page is told of a roster: who was read, who counted where, and why someone did not."""

from __future__ import annotations

from typing import cast

import pytest

from calculator.edition import Edition
from calculator.page import PageRequest
from calculator.wire import for_page

Json = dict[str, object]


def page(guild: Edition, **request: object) -> Json:
    asked = {"area": "hill", "answers": {}, "language": "en", **request}
    return for_page(guild, cast(PageRequest, asked))


def question(page: Json, name: str) -> Json:
    roster = cast(dict[str, Json], page["roster"])
    return cast(Json, roster["questions"][name])


@pytest.fixture
def dated(guild_fields: Json) -> Edition:
    """The programme with an end and a beginning."""
    certifications = cast(dict[str, Json], guild_fields["certifications"])
    certifications["glass-blower"] |= {"retires": "1811-05-31", "counts_until": "1811-06-30"}
    areas = cast(dict[str, dict[str, dict[str, Json]]], guild_fields["areas"])
    wick = {"certification": "wick-master", "from": "1811-03-01"}
    areas["hill"]["inputs"]["makers"]["from"] = {"holders": [wick, "glass-blower"]}
    return Edition.from_dict(guild_fields)


def test_who_was_read_and_who_counted_each_once(guild: Edition) -> None:
    found = page(guild, roster="Aya, Wick Master\nBo, Glass Blower\naya, Glass Blower\nCy\t")
    assert cast(Json, found["roster"])["people"] == [
        {"person": "Aya", "holds": ["Wick Master", "Glass Blower"]},
        {"person": "Bo", "holds": ["Glass Blower"]},
        {"person": "Cy", "holds": []},
    ]
    assert question(found, "makers") == {
        "count": "2 people",
        "counted": ["Aya: Wick Master, Glass Blower", "Bo: Glass Blower"],
        "not_counted": [],
    }
    assert question(found, "masters")["counted"] == ["Aya: Wick Master"]


@pytest.mark.parametrize(
    ("day", "counted", "not_counted"),
    [
        (
            "1811-02-28",
            ["Aya: Glass Blower (retires on 31 May 1811, counts until 30 June 1811)"],
            ["Aya: Wick Master counts from 1 March 1811 on"],
        ),
        ("1811-07-01", ["Aya: Wick Master"], ["Aya: Glass Blower counts until 30 June 1811 only"]),
    ],
)
def test_certifications_with_dates(
    dated: Edition, day: str, counted: list[str], not_counted: list[str]
) -> None:
    found = question(page(dated, roster="Aya, Wick Master, Glass Blower", as_of=day), "makers")
    assert (found["counted"], found["not_counted"]) == (counted, not_counted)


def test_refused_lines_are_listed_and_the_others_count(guild: Edition) -> None:
    found = page(guild, roster="Aya, Wick Master, Tinker\nBo\n" + "Cy, Tinker\n" * 50)
    refusal = cast(Json, cast(Json, found["refusals"])["people"])
    assert refusal["problem"] == "52 places in the list cannot be read; the rest counts"
    lines = cast(list[Json], refusal["lines"])
    assert len(lines) == 20
    assert lines[0]["problem"] == "line 1: there is no certification 'Tinker'"
    assert question(found, "makers")["count"] == "1 person"


@pytest.mark.parametrize("text", ["", " \n ", "Bo", "Aya, Tinker", "Wick Master"])
def test_where_nothing_can_be_read_the_questions_stay_open(guild: Edition, text: str) -> None:
    found = page(guild, roster=text)
    assert "roster" not in found
    assert "makers" in cast(list[str], cast(Json, found["score"])["missing"])


def test_numbers_beside_a_roster_are_refused(guild: Edition) -> None:
    found = page(guild, roster="Aya, Wick Master", answers={"makers": "3"})
    assert list(cast(Json, found["refusals"])) == ["makers"]


@pytest.mark.parametrize("day", ["1811-02-29", "1811-2-28", "soon", "11811-02-28", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused_and_the_edition_s_own_taken(
    guild: Edition, day: str
) -> None:
    found = page(guild, as_of=day)
    assert list(cast(Json, found["refusals"])) == ["as_of"]
    assert cast(Json, found["score"])["as_of"] == "1811-02-28"
    assert cast(Json, page(guild, as_of="1812-02-29")["score"])["as_of"] == "1812-02-29"
