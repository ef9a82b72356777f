"""Levels in words: named, kept together where so many of them do, and told for each reading."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import pytest

from calculator import batch_page
from calculator.__main__ import _report as report
from calculator.answers import read
from calculator.plan_wire import plan_for_page
from calculator.scoring import Score, score
from calculator.wire import for_page, to_json
from tests.calculator.partners import edition_of

BAKERS = edition_of("bakers")
BREAD = BAKERS.area("bread")
BETWEEN = {
    "licence": True,
    "bakers": 2,
    "flour": 1800,
    "prize": False,
    "school": False,
    "loaves": 0,
    "days": 0,
    "own-days": 0,
}
"""A stall under the adopted readings, a shop under another."""
ALMOST = {**BETWEEN, "bakers": 8, "flour": 5000, "loaves": 10000, "days": 30, "own-days": 14}
"""A shop that lacks one of two things for a house, in two places."""


def scored(answers: Mapping[str, object]) -> Score:
    return score(BAKERS, BREAD, read(BAKERS, BREAD, answers))


def words(answers: Mapping[str, object], language: str = "en") -> dict[str, object]:
    said = for_page(BAKERS, {"area": "bread", "answers": answers, "language": language})["words"]
    assert isinstance(said, dict)
    return said


# Readings of a level that is not the lowest


def test_each_reading_carries_the_level_that_it_leads_to() -> None:
    result = to_json(scored(BETWEEN))
    assert (result["status"], result["level"]) == ("qualified", "stall")
    assert [(each["choices"], each["status"], each["level"]) for each in result["readings"]] == [  # type: ignore[attr-defined]
        ({"shop-flour": 1500, "shop-bakers": 4}, "qualified", "stall"),
        ({"shop-flour": 1800, "shop-bakers": 4}, "qualified", "stall"),
        ({"shop-flour": 1500, "shop-bakers": 2}, "qualified", "shop"),
        ({"shop-flour": 1800, "shop-bakers": 2}, "qualified", "shop"),
    ]


@pytest.mark.parametrize(
    ("language", "verdict", "adopted", "other"),
    [
        (
            "en",
            "The level reached depends on the reading: Stall or Shop",
            "The requirements of Stall are met",
            "The requirements of Shop are met",
        ),
        (
            "ja",
            "到達する認定レベルは、解釈によって変わります: 「屋台」または「店」",
            "「屋台」の要件を満たしています",
            "「店」の要件を満たしています",
        ),
    ],
)
def test_that_the_level_depends_on_the_reading_is_said(
    language: str, verdict: str, adopted: str, other: str
) -> None:
    said = words(BETWEEN, language)
    assert (said["depends"], said["status"], said["adopted"]) == (True, verdict, adopted)
    readings = said["readings"]
    assert isinstance(readings, list)
    assert [(each["turns"], each["status"]) for each in readings] == [
        (False, adopted),
        (True, other),
        (True, other),
    ]


def test_a_level_that_answers_can_still_decide_does_not_depend_on_the_reading() -> None:
    open_flour = {**BETWEEN, "flour": ""}
    assert not scored(open_flour).level_depends
    assert words(open_flour)["status"] == "The requirements of Stall are met"
    assert not scored({**BETWEEN, "bakers": 4}).level_depends


# What the next level lacks


def test_of_so_many_among_several_those_lacking_stand_together() -> None:
    assert words(ALMOST)["blocked"] == [
        {
            "words": "either of these",
            "holds": False,
            "lines": [
                {"words": "loaves baked: at least 30,000 is needed", "holds": False, "lines": []},
                {
                    "words": "market days of your own: at least 15 is needed",
                    "holds": False,
                    "lines": [],
                },
            ],
        },
        {
            "words": "Renown: either of these",
            "holds": False,
            "lines": [
                {"words": "prize: yes is needed", "holds": False, "lines": []},
                {"words": "school: yes is needed", "holds": False, "lines": []},
            ],
        },
    ]


def test_a_group_says_how_many_of_it_are_still_needed() -> None:
    few = {**ALMOST, "days": 1, "loaves": 9999, "school": True}
    blocked = words(few, "ja")["blocked"]
    assert isinstance(blocked, list)
    (group,) = blocked
    assert group["words"] == "次のどちらか"
    assert [each["words"] for each in group["lines"]] == [
        "焼いたパン (条件 30,000個以上)",
        "次のすべて",
    ]
    assert len(group["lines"][1]["lines"]) == 3


def test_the_requirements_of_a_level_keep_their_groups() -> None:
    levels = words(ALMOST)["levels"]
    assert isinstance(levels, list)
    house = levels[2]["lines"]
    assert [each["words"] for each in house[3:]] == [
        "either of these: not met",
        "Renown: either of these: not met",
    ]
    assert [each["words"] for each in house[3]["lines"]] == [
        "10,000 loaves baked, at least 30,000 needed: not met",
        "all of these: not met",
    ]
    assert len(house[3]["lines"][1]["lines"]) == 3


def test_a_plan_out_of_reach_names_what_the_level_lacks_together() -> None:
    made = plan_for_page(
        BAKERS, {"area": "bread", "answers": ALMOST, "language": "en", "level": "house"}
    )["words"]
    assert isinstance(made, dict)
    assert [each["words"] for each in made["blocked"]] == ["Renown: either of these"]


# The command line


def test_in_a_terminal_levels_are_named_and_no_points_are_told() -> None:
    assert report(scored(ALMOST), "en").splitlines() == [
        "Bread oven 1720-06-01",
        "The requirements of Shop are met",
        "Level reached: Shop",
        "Next level: House",
        "What House still needs:",
        "- either of these:",
        "  - loaves baked: at least 30,000 is needed",
        "  - market days of your own: at least 15 is needed",
        "- Renown: either of these:",
        "  - prize: yes is needed",
        "  - school: yes is needed",
    ]
    assert report(scored({**BETWEEN, "licence": False}), "ja").splitlines() == [
        "パン窯 1720-06-01",
        "「屋台」の要件を満たしていません",
        "到達した認定レベル: なし",
        "次の認定レベル: 「屋台」",
        "「屋台」に足りないもの:",
        "- 許可 (条件 はい)",
    ]


def test_in_a_terminal_the_reading_that_leads_elsewhere_is_named() -> None:
    told = report(scored(BETWEEN), "en").splitlines()
    assert (
        "Does a shop need 4 bakers or 2? Taken as 2 instead of 4: "
        "The requirements of Shop are met" in told
    )
    assert not any("flour" in each for each in told)


# What one more brings


def test_one_more_that_reaches_the_level_says_so() -> None:
    request = {"area": "bread", "answers": {**ALMOST, "school": True}, "language": "en"}
    told = plan_for_page(BAKERS, {**request, "level": "next"})  # type: ignore[typeddict-item]
    inputs = told["words"]["inputs"]  # type: ignore[index]
    assert inputs["own-days"]["more"] == ["1 day more: House is reached"]
    assert inputs["loaves"]["more"] == ["20,000 loaves more: House is reached"]
    assert inputs["bakers"]["more"] == []
    assert told["plan"]["inputs"]["own-days"]["reaching"] == 1  # type: ignore[index]


# Many partners


FILE = (
    "Partner,licence,bakers,flour,prize,school,loaves,days,own-days\n"
    "none,no,1,1,no,no,1,1,1\n"
    "between,yes,2,1800,no,no,1,1,1\n"
    "shop,yes,8,5000,no,yes,10000,30,14\n"
    "house,yes,8,5000,no,yes,10000,30,15\n"
    "unread,yes,many,1,no,no,1,1,1\n"
)


def run(language: str) -> tuple[list[dict[str, str]], dict[str, object]]:
    request = {"area": "bread", "language": language}
    opened = batch_page.open_file(BAKERS, request, FILE.encode())  # type: ignore[arg-type]
    text = str(opened["text"]) + str(batch_page.step(100)["text"])
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    return rows, dict(batch_page.close())


def test_without_points_a_row_tells_the_level_and_what_the_next_one_lacks() -> None:
    rows, _ = run("en")
    assert [*rows[0]] == [
        "Line",
        "Partner",
        "status",
        "Verdict",
        "Level",
        "Unanswered questions",
        "What falls short",
        "Why it cannot be read",
    ]
    assert [(each["Level"], each["What falls short"]) for each in rows] == [
        ("", "licence: yes is needed"),
        ("Stall", "bakers: at least 4 is needed"),
        (
            "Shop",
            (
                "either loaves baked: at least 30,000 is needed "
                "or market days of your own: at least 15 is needed"
            ),
        ),
        ("House", ""),
        ("", ""),
    ]
    assert rows[1]["Verdict"] == "The level reached depends on the reading"
    assert rows[4]["Why it cannot be read"].startswith("Line 6, column 3 (bakers): ")


def test_the_summary_counts_by_level() -> None:
    _, summary = run("ja")
    assert [(each["label"], each["count"]) for each in summary["levels"]] == [  # type: ignore[attr-defined]
        ("大店", 1),
        ("店", 1),
        ("屋台", 1),
        ("どのレベルにも届かない", 1),
    ]
    assert summary["bands"] == []
    assert json.loads(json.dumps(summary)) == summary
