"""Scores as JSON: the contract's keys, exact numbers as text, and words for the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

import pytest

from calculator import answers, scoring
from calculator.edition import Edition
from calculator.errors import UnknownName
from calculator.wire import for_page, to_json

Json = dict[str, object]

KEYS = {
    "edition",
    "area",
    "track",
    "as_of",
    "status",
    "level",
    "next_level",
    "blocked",
    "points",
    "display",
    "maximum",
    "reachable",
    "metrics",
    "missing",
    "readings",
    "tracks",
}
SHORE = {"lit": "8", "broken": "2", "oil": "5", "crowns-now": "700", "crowns-before": "500"}
HILL = {
    "season": "dark",
    "lit": "2",
    "makers": "3",
    "masters": "1",
    "guild-points": "3",
    "tally": "12.5%",
}


def scored(edition: Edition, area: str, typed: Mapping[str, object], **options: str) -> Json:
    chosen = edition.area(area)
    amounts = answers.read(edition, chosen, typed)
    return to_json(scoring.score(edition, chosen, amounts, **options))


def part(value: object, *path: str) -> Json:
    """The mapping at a path of keys."""
    for key in path:
        assert isinstance(value, dict)
        value = value[key]
    assert isinstance(value, dict)
    return value


def test_a_score_has_the_keys_of_the_contract(guild: Edition) -> None:
    result = scored(guild, "hill", HILL)
    assert set(result) == KEYS
    assert result["edition"] == "1811-02-28"
    assert result["area"] == "hill"
    assert result["as_of"] == "1811-02-28"
    assert result["status"] == "qualified"
    assert result["level"] == "journeyman"
    assert result["next_level"] == "master"
    assert result["blocked"] == ["total", "light", "trade"]
    assert result["points"] == result["reachable"] == "10"
    assert result["display"] == "10"
    assert result["missing"] == []
    assert part(result, "metrics", "light") == {
        "points": "3",
        "display": "3",
        "maximum": 6,
        "state": "met",
    }


def test_exact_points_are_fractions_where_they_do_not_end(guild: Edition) -> None:
    result = scored(guild, "hill", HILL | {"makers": "2", "masters": "2"})
    assert result["points"] == "22/3"
    assert result["display"] == "7.33"
    assert part(result, "metrics", "people")["points"] == "4/3"
    assert part(result, "metrics", "people")["display"] == "1.33"


def test_there_is_a_maximum_only_where_the_rules_have_one(
    guild: Edition, guild_fields: dict[str, object], edition: Edition
) -> None:
    assert scored(guild, "hill", {})["maximum"] is None
    assert scored(edition, "infrastructure", {})["maximum"] == 100
    guild_fields["score"]["total"] = {"maximum": "41/2"}  # type: ignore[index]
    assert scored(Edition.from_dict(guild_fields), "hill", {})["maximum"] == "41/2"


def test_an_open_metric_has_no_points(guild: Edition) -> None:
    metric = part(scored(guild, "hill", {}), "metrics", "light")
    assert metric == {"points": None, "display": None, "maximum": 6, "state": "open"}


def test_an_area_without_tracks_or_readings_lists_none(
    guild: Edition, guild_fields: dict[str, object]
) -> None:
    result = scored(guild, "hill", HILL)
    assert result["track"] is None
    assert result["tracks"] == []
    hill = part(guild_fields, "areas", "hill", "metrics", "people", "rule")
    del hill["sum"][1]["readings"]  # type: ignore[index]
    assert scored(Edition.from_dict(guild_fields), "hill", HILL)["readings"] == []


def test_tracks_are_listed_with_the_one_that_counts_named(guild: Edition) -> None:
    result = scored(guild, "harbour", SHORE | {"at-sea": True})
    assert result["track"] == "shore"
    assert result["tracks"] == [
        {"track": "shore", "points": "11", "display": "11", "reachable": "11", "qualifies": True},
        {
            "track": "sea",
            "points": "11/2",
            "display": "5.5",
            "reachable": "11/2",
            "qualifies": False,
        },
    ]


def test_readings_are_listed_with_the_adopted_one_first(guild: Edition) -> None:
    result = scored(guild, "harbour", SHORE)
    assert result["status"] == "depends-on-reading"
    assert result["readings"] == [
        {
            "choices": {"oil-needed": 4},
            "points": "11",
            "display": "11",
            "status": "qualified",
            "level": "master",
        },
        {
            "choices": {"oil-needed": 6},
            "points": "4",
            "display": "4",
            "status": "not-qualified",
            "level": None,
        },
    ]


@pytest.mark.parametrize(
    ("typed", "display"),
    [
        ({"crowns-now": "587.49"}, "7.49"),
        ({"crowns-now": "587.4999999"}, "7.49"),
        ({"crowns-now": "587.5"}, "7.5"),
    ],
)
def test_a_total_is_never_shown_at_a_limit_that_it_does_not_reach(
    guild: Edition, typed: dict[str, object], display: str
) -> None:
    assert scored(guild, "harbour", SHORE | typed)["display"] == display


def test_points_are_never_shown_full_or_at_a_level_before_they_are(guild: Edition) -> None:
    almost = scored(guild, "hill", HILL | {"guild-points": "2.999"})
    assert part(almost, "metrics", "trade")["display"] == "2.99"
    at_floor = scored(guild, "hill", HILL | {"guild-points": "0.996"})
    assert part(at_floor, "metrics", "trade")["display"] == "0.99"
    light = scored(guild, "hill", HILL | {"tally": "49.999", "lit": "0"})
    assert part(light, "metrics", "light")["display"] == "5.99"


def test_the_hundred_is_never_shown_before_it_is_reached(edition: Edition) -> None:
    typed = {
        "customers-gained": "3",
        "customers-lost": "0",
        "administrators": "3",
        "intermediate-holders": "5",
        "solutions-architects": "3",
        "advanced-holders": "5",
        "acr-now": "1199.9999",
        "acr-year-ago": "1000",
        "deployments": "5",
    }
    result = scored(edition, "infrastructure", typed)
    assert result["display"] == "99.99"
    assert part(result, "metrics", "usage-growth")["display"] == "19.99"
    growth = for_page(edition, {"area": "infrastructure", "answers": typed, "language": "en"})
    reasons = part(growth, "words", "metrics", "usage-growth")["reasons"]
    assert isinstance(reasons, list)
    assert "19.99%" in reasons[-1]
    assert reasons[-1].endswith("19.99 of 20 points")


def test_an_amount_is_never_shown_at_the_limit_that_it_misses(edition: Edition) -> None:
    typed = {"acr-now": "5000", "acr-year-ago": "999.999"}
    page = for_page(edition, {"area": "infrastructure", "answers": typed, "language": "en"})
    reasons = part(page, "words", "metrics", "usage-growth")["reasons"]
    assert isinstance(reasons, list)
    assert "999.99" in reasons[0]
    assert "not met" in reasons[0]


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for member in value.values():
            yield from leaves(member)
    elif isinstance(value, list):
        for member in value:
            yield from leaves(member)
    else:
        yield value


def test_everything_is_plain_json_without_floats(guild: Edition) -> None:
    for area in guild.areas:
        result = scored(guild, area, {})
        assert json.loads(json.dumps(result)) == result
        assert all(isinstance(each, int | str | bool | None) for each in leaves(result))


def test_a_track_scored_alone_is_the_only_one(guild: Edition) -> None:
    result = scored(guild, "harbour", SHORE, track="sea")
    assert result["track"] == "sea"
    assert isinstance(result["tracks"], list)
    assert len(result["tracks"]) == 1


# The page


def test_the_page_gets_the_score_with_its_words(guild: Edition) -> None:
    page = for_page(guild, {"area": "harbour", "answers": SHORE, "language": "en"})
    assert page["score"] == scored(guild, "harbour", SHORE)
    words = part(page, "words")
    assert words["status"] == "The level reached depends on the reading: none or Master"
    assert words["adopted"] == "The requirements of Master are met"
    assert words["depends"] is True
    assert words["track"] == "Shore"
    assert part(words, "metrics", "light")["points"] == "4 of 6 points"
    assert part(words, "metrics", "light")["state"] == "met"


def test_the_page_is_told_what_another_reading_changes(guild: Edition) -> None:
    page = for_page(guild, {"area": "harbour", "answers": SHORE, "language": "en"})
    others = part(page, "words")["readings"]
    assert isinstance(others, list)
    (other,) = others
    assert other["turns"] is True
    assert other["points"] == "4"
    assert other["status"] == "The requirements of Journeyman are not met"
    (changed,) = other["changed"]
    assert changed["reading"] == "oil-needed"
    assert (changed["adopted"], changed["value"]) == ("4", "6")


def test_the_page_is_told_what_is_missing_in_the_reader_s_language(guild: Edition) -> None:
    page = for_page(guild, {"area": "hill", "answers": {"lit": "4"}, "language": "ja"})
    assert part(page, "words")["missing"] == {
        "season": "Season?",
        "makers": "Makers?",
        "masters": "Masters?",
        "guild-points": "Points that the guild shows?",
    }


def test_japanese_is_the_page_s_own_language(guild: Edition) -> None:
    page = for_page(guild, {"area": "hill", "answers": {}})
    assert part(page, "words")["status"] == (
        "未回答の項目によって、「職人」の要件を満たすかどうかが変わります"
    )


def test_refused_answers_are_told_and_the_others_are_scored(guild: Edition) -> None:
    typed = HILL | {"tally": "5人"}
    page = for_page(guild, {"area": "hill", "answers": typed, "language": "en"})
    assert page["refusals"] == {
        "tally": {
            "problem": "there is more than a number here",
            "hint": "type the number alone: 5",
        }
    }
    without = {key: value for key, value in HILL.items() if key != "tally"}
    assert page["score"] == scored(guild, "hill", without)


def test_an_unknown_area_is_an_error_of_the_page(guild: Edition) -> None:
    with pytest.raises(UnknownName):
        for_page(guild, {"area": "hll", "answers": {}})


def test_metrics_without_a_mark_of_their_own_are_judged_by_earning_anything(
    guild_fields: dict[str, object],
) -> None:
    guild_fields["score"]["levels"] = {}  # type: ignore[index]
    result = scored(Edition.from_dict(guild_fields), "hill", HILL | {"guild-points": "0"})
    assert part(result, "metrics", "trade")["state"] == "unmet"
    little = scored(Edition.from_dict(guild_fields), "hill", HILL | {"guild-points": "0.5"})
    assert part(little, "metrics", "trade")["state"] == "met"
    assert part(result, "metrics", "light")["state"] == "met"
    assert result["level"] is None
    assert Fraction(str(result["points"])) == 7
