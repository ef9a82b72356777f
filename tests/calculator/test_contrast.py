"""The same answers under two editions: totals, differences, and what made them."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import cast

import pytest

from calculator.edition import Edition
from calculator.page import PageRequest
from calculator.wire import for_page
from tests.editions import EDITIONS, verified_edition
from tests.lanterns import lantern_guild

Json = dict[str, object]
HILL = {
    "season": "dark",
    "lit": "2",
    "makers": "3",
    "masters": "2",
    "guild-points": "3",
    "tally": "12.5%",
}


@pytest.fixture
def later() -> Json:
    """The programme a year later, to be changed at will."""
    fields = copy.deepcopy(lantern_guild())
    fields["edition"] = "1812-02-28"
    return fields


def at(value: object, *path: str | int) -> Json:
    """The mapping at a path of keys."""
    for key in path:
        value = cast(dict[str | int, object], value)[key]
    return cast(Json, value)


def contrast(guild: Edition, later: Json, **request: object) -> Json:
    """What the page is told about the hill under the later edition."""
    asked = cast(PageRequest, {"area": "hill", "answers": HILL, "language": "en", **request})
    return at(for_page(guild, asked, Edition.from_dict(later)), "contrast")


def metric(found: Json, name: str) -> Json:
    rows = cast(list[Json], found["metrics"])
    return next(row for row in rows if row["metric"] == name)


def changes(row: Json) -> dict[object, tuple[object, object]]:
    listed = cast(list[Json], row["changes"])
    return {each["about"]: (each["before"], each["after"]) for each in listed}


def test_the_same_rules_make_no_difference(guild: Edition, later: Json) -> None:
    found = contrast(guild, later)
    sides = cast(list[Json], found["sides"])
    assert [side["edition"] for side in sides] == ["1811-02-28", "1812-02-28"]
    assert sides[0]["points"] == sides[1]["points"]
    assert found["difference"] == {"points": "0", "display": "±0"}
    assert all(not row["changes"] for row in cast(list[Json], found["metrics"]))
    assert (found["level"], found["not_asked"], found["asked"], found["questions"]) == (
        [],
        [],
        [],
        [],
    )


def test_without_another_edition_there_is_nothing_beside(guild: Edition) -> None:
    assert "contrast" not in for_page(guild, {"area": "hill", "answers": HILL})


def test_a_threshold_and_points_that_changed(guild: Edition, later: Json) -> None:
    at(later, "areas", "hill", "metrics", "light", "rule", "best_of", 0).update(
        {"full_at": 8, "points": 5}
    )
    found = contrast(guild, later)
    light = metric(found, "light")
    assert light["points"] == ["3 of 6 points", "1.5 of 6 points"]
    assert light["exact"] == ["3", "3/2"]
    assert light["difference"] == {"points": "-3/2", "display": "−1.5"}
    assert changes(light) == {
        "rule": (["lit lanterns: 6 points at 4 lanterns"], ["lit lanterns: 5 points at 8 lanterns"])
    }
    assert found["difference"] == {"points": "-3/2", "display": "−1.5"}
    assert metric(found, "trade")["difference"] == {"points": "0", "display": "±0"}


def test_a_condition_that_changed(guild: Edition, later: Json) -> None:
    gate = at(later, "areas", "hill", "metrics", "people", "rule", "sum", 1, "when", 0)
    gate["of"] = [{"input": "masters", "at_least": 3, "cite": "scroll"}]
    found = changes(metric(contrast(guild, later), "people"))
    assert found == {
        "condition": (["wick masters: at least 2", "Season: Dark"], ["wick masters: at least 3"])
    }


def test_what_passing_requires(guild: Edition, later: Json) -> None:
    level = next(iter(at(later, "score", "levels").values()))
    line = cast(list[Json], at(level, "requires"))[0]
    line["at_least"] = 9
    (found,) = cast(list[Json], contrast(guild, later)["level"])
    assert found["label"] == "what passing requires"
    assert found["after"] == ["total: at least 9 points"]


def test_certifications_that_count_and_who_is_counted(guild: Edition, later: Json) -> None:
    at(later, "certifications")["oil-presser"] = {"title": "Oil Presser", "cite": "scroll"}
    at(later, "areas", "hill", "inputs", "makers")["from"] = {
        "holders": ["wick-master", "oil-presser"]
    }
    answers = {key: each for key, each in HILL.items() if key not in ("makers", "masters")}
    roster = "Aya, Wick Master\nBo, Glass Blower\nCy, Oil Presser"
    found = contrast(guild, later, answers=answers, roster=roster)
    assert changes(metric(found, "people")) == {
        "certification": (["Glass Blower"], ["Oil Presser"]),
    }
    later["certifications"] = {"wick-master": {"title": "Wick Master"}}
    for name in ("makers", "masters"):
        at(later, "areas", "hill", "inputs", name)["from"] = {"holders": ["wick-master"]}
    found = contrast(guild, later, answers=answers, roster=roster)
    assert changes(metric(found, "people"))["amount"] == (
        ["makers: 2 people"],
        ["makers: 1 person"],
    )
    assert [each["problem"] for each in cast(list[Json], found["refused"])] == [
        "there is no certification 'Glass Blower'"
    ]


def test_questions_of_one_edition_alone_are_named(guild: Edition, later: Json) -> None:
    hill = at(later, "areas", "hill")
    inputs = at(hill, "inputs")
    inputs["oil"] = at(inputs, "lit") | {"ask": {"ja": "油?", "en": "Oil"}}
    del inputs["tally"]
    at(hill, "metrics", "light")["rule"] = {"points": 6, "per": "oil", "full_at": 4}
    found = contrast(guild, later)
    assert found["not_asked"] == [{"input": "tally", "ask": "Tally"}]
    assert found["asked"] == [{"input": "oil", "ask": "Oil"}]
    light = metric(found, "light")
    assert light["exact"] == ["3", ""]
    assert light["difference"] is None


def test_a_roster_that_the_other_edition_has_no_use_for_is_named(
    guild: Edition, later: Json
) -> None:
    answers = {key: each for key, each in HILL.items() if key not in ("makers", "masters")}
    asked = {"answers": answers, "roster": "Aya, Wick Master"}
    assert contrast(guild, later, **asked)["not_asked"] == []
    for name in ("makers", "masters"):
        del at(later, "areas", "hill", "inputs", name)["from"]
    (told,) = cast(list[Json], contrast(guild, later, **asked)["not_asked"])
    assert told["input"] == "people"


def test_a_metric_of_one_edition_alone(guild: Edition, later: Json) -> None:
    del at(later, "areas", "hill", "metrics")["trade"]
    at(later, "score")["levels"] = {}
    found = contrast(guild, later)
    trade = metric(found, "trade")
    assert trade["points"] == ["3 of 3 points", "–"]
    assert trade["only"] == "the other edition has no such metric"
    assert found["difference"] == {"points": "-3", "display": "−3"}


def test_an_area_that_the_other_edition_lacks(guild: Edition, later: Json) -> None:
    del at(later, "areas")["hill"]
    assert contrast(guild, later) == {"absent": "the other edition has no Hill"}


def test_an_answered_question_that_changed_is_flagged(guild: Edition, later: Json) -> None:
    inputs = at(later, "areas", "hill", "inputs")
    at(inputs, "lit").update({"help": {"ja": "夜だけ", "en": "At night only."}, "unit": "crowns"})
    at(inputs, "guild-points")["ask"] = {"ja": "?", "en": "Points of the guild"}
    found = contrast(guild, later, answers={"lit": "2"})
    (lit,) = cast(list[Json], found["questions"])
    assert lit["input"] == "lit"
    assert changes(lit) == {
        "help": ([], ["At night only."]),
        "unit": (["lanterns"], ["crowns"]),
    }


def test_an_answer_that_the_other_edition_cannot_read_is_told(guild: Edition, later: Json) -> None:
    options = at(later, "areas", "hill", "inputs", "season", "options")
    del options["dark"]
    options["dim"] = {"ja": "秋", "en": "Dim"}
    gate = at(later, "areas", "hill", "metrics", "people", "rule", "sum", 1, "when", 0)
    gate["of"] = [{"input": "season", "is": "dim", "cite": "scroll"}]
    (told,) = cast(list[Json], contrast(guild, later)["refused"])
    assert told["ask"] == "Season"
    assert "dim" in cast(str, told["hint"])


@pytest.mark.parametrize(
    ("chosen", "days"),
    [
        ("", ["as of 28 February 1811", "as of 28 February 1812"]),
        ("1811-02-28", ["as of 28 February 1811", "as of 28 February 1812"]),
        ("1813-01-01", ["as of 1 January 1813"] * 2),
    ],
)
def test_each_is_scored_on_its_own_day_unless_one_is_chosen(
    guild: Edition, later: Json, chosen: str, days: list[str]
) -> None:
    sides = cast(list[Json], contrast(guild, later, as_of=chosen)["sides"])
    assert [side["day"] for side in sides] == days


def test_a_chosen_track_is_asked_of_the_other_edition_if_it_has_it(
    guild: Edition, later: Json
) -> None:
    answers = {"at-sea": True, "lit": "6", "broken": "1", "crowns-now": "30", "crowns-before": "20"}
    asked = {"area": "harbour", "answers": answers, "language": "en"}

    def totals(track: str) -> list[object]:
        request = cast(PageRequest, {**asked, "track": track})
        found = at(for_page(guild, request, Edition.from_dict(later)), "contrast")
        return [side["points"] for side in cast(list[Json], found["sides"])]

    def alone(track: str) -> object:
        return at(for_page(guild, cast(PageRequest, {**asked, "track": track})), "score")["points"]

    assert alone("sea") != alone("shore")
    assert totals("sea") == [alone("sea")] * 2
    del at(later, "areas", "harbour", "tracks", "of")["sea"]
    assert totals("sea") == [alone("sea"), alone("shore")]


@pytest.mark.parametrize("old", EDITIONS)
@pytest.mark.parametrize("new", EDITIONS)
def test_examples_can_be_seen_under_every_edition(old: str, new: str) -> None:
    verified, other = verified_edition(old), verified_edition(new)
    assert verified.edition is not None
    assert other.edition is not None
    cases = cast(Mapping[str, Json], verified.loaded.fields["cases"])
    for trial in verified.cases[::5]:
        case = cases[trial.name]
        answers = {key: each for key, each in at(case, "answers").items() if key != "people"}
        area = cast(str, case["area"])
        request: PageRequest = {"area": area, "answers": answers}
        page = for_page(verified.edition, request, other.edition)
        found = at(page, "contrast")
        sides = cast(list[Json], found["sides"])
        assert sides[0]["points"] == at(page, "score")["points"]
        alone: PageRequest = {
            **request,
            "answers": {
                key: each
                for key, each in answers.items()
                if key in other.edition.areas[area].inputs
            },
        }
        assert sides[1]["points"] == at(for_page(other.edition, alone), "score")["points"]
        if old == new:
            assert all(not row["changes"] for row in cast(list[Json], found["metrics"]))
        json.dumps(found)
