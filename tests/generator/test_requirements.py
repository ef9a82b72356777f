"""The requirement table says what the rules say, and no more."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.generator.examples import cell, check, page, words

Fields = dict[str, Any]
LANGUAGES = ("ja", "en")

CAMPUS: Fields = {
    "inputs": {
        "campus": {"type": "flag", "noun": words("on campus")},
        "degree": {"type": "flag", "noun": words("local degree")},
        "trained": {"type": "flag", "noun": words("trained")},
    },
    "rule": {
        "table": [{"points": 5, "when": [{"input": "trained", "is": True}]}],
        "when": [
            {"count": 1, "of": [{"input": "campus", "is": False}, {"input": "degree", "is": False}]}
        ],
    },
}
AGE: Fields = {"type": "count", "unit": "years", "noun": {"ja": "年齢", "en": "age"}}
PAY: Fields = {"type": "money", "unit": "man-yen", "noun": {"ja": "年収", "en": "pay"}}


def row(points: int, *lines: Fields) -> Fields:
    return {"points": points, "when": list(lines)}


def below(name: str, bound: int) -> Fields:
    return {"input": name, "below": bound}


def at_least(name: str, bound: int) -> Fields:
    return {"input": name, "at_least": bound}


def lines(printed: BeautifulSoup, kind: str = "threshold") -> list[str]:
    return [cell(each) for each in printed.select(f"#only .saiten-{kind}")]


def grid(printed: BeautifulSoup) -> list[list[str]]:
    return [
        [cell(each) for each in found.select("th, td")]
        for found in printed.select("table.saiten-grid tr")
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "条件: 次のどれか (on campus いいえ; local degree いいえ)"),
        ("en", "Condition: any of (on campus: no; local degree: no)"),
    ],
)
def test_any_of_several_conditions_stays_any_of_them(
    tmp_path: Path, language: str, said: str
) -> None:
    assert lines(page(check(tmp_path, deepcopy(CAMPUS)), language), "condition") == [said]


def test_a_group_of_conditions_is_called_by_its_title(tmp_path: Path) -> None:
    titled = deepcopy(CAMPUS)
    titled["rule"]["when"][0]["title"] = words("Abroad")
    (said,) = lines(page(check(tmp_path, titled), "en"), "condition")
    assert said == "Condition: Abroad: any of (on campus: no; local degree: no)"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", ["年齢 30歳未満 15 ポイント", "年齢 30歳以上 35歳未満 10 ポイント"]),
        (
            "en",
            ["age: below 30 years 15 points", "age: at least 30 years, below 35 years 10 points"],
        ),
    ],
)
def test_a_short_table_of_one_number_is_told_in_bands(
    tmp_path: Path, language: str, said: list[str]
) -> None:
    table = [row(15, below("age", 30)), row(10, below("age", 35))]
    example = {"inputs": {"age": AGE}, "rule": {"table": table}}
    assert lines(page(check(tmp_path, example), language)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "最初に当てはまるものだけ"), ("en", "Only the first of these that applies counts")],
)
def test_rows_that_may_both_hold_say_that_the_first_counts(
    tmp_path: Path, language: str, said: str
) -> None:
    example: Fields = {
        "inputs": {"age": AGE, "pay": PAY, "trained": {"type": "flag"}},
        "rule": {
            "table": [
                row(9, at_least("pay", 500)),
                row(5, below("age", 30), {"input": "trained", "is": True}),
            ]
        },
    }
    told = lines(page(check(tmp_path, example), language))
    assert said in told[0]
    assert len(told) == 3


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "trained はい、かつ年収 300万円超 5 ポイント"),
        ("en", "trained: yes and pay: more than 300 man yen 5 points"),
    ],
)
def test_a_single_row_about_two_answers_is_a_sentence(
    tmp_path: Path, language: str, said: str
) -> None:
    lines_of_row = ({"input": "trained", "is": True}, {"input": "pay", "more_than": 300})
    example: Fields = {
        "inputs": {"trained": {"type": "flag"}, "pay": PAY},
        "rule": {"table": [row(5, *lines_of_row)]},
    }
    printed = page(check(tmp_path, example), language)
    assert grid(printed) == []
    assert lines(printed) == [said]


def test_a_group_within_a_sum_keeps_its_title(tmp_path: Path) -> None:
    flags = {name: {"type": "flag"} for name in ("a-one", "a-two", "b-one")}
    one, two, three = (
        {"title": words(name), "table": [row(3, {"input": name, "is": True})]} for name in flags
    )
    part = {"title": words("Part A"), "sum": [one, two], "cap": 4}
    example: Fields = {"inputs": flags, "rule": {"sum": [part, three]}}
    for language, cap in (("ja", "合わせて最大 4 ポイント"), ("en", "together at most 4 points")):
        printed = page(check(tmp_path / language, example), language)
        told = printed.select("#only .saiten-threshold")
        within = [each for each in told if "saiten-threshold--within" in (each.get("class") or ())]
        assert cell(told[0]) == f"Part A: {cap}"
        assert [cell(each).partition(":")[0] for each in within] == ["a-one", "a-two"]
        assert cell(told[-1]).startswith("b-one: b-one")
        assert len(told) == 4


@pytest.mark.parametrize(
    ("group", "language", "said"),
    [
        ("sum", "ja", "Part A:"),
        ("sum", "en", "Part A:"),
        ("best_of", "ja", "Part A: 多い方を採用 3 ポイント"),
        ("best_of", "en", "Part A: the better one counts 3 points"),
    ],
)
def test_a_group_without_a_cap_says_how_it_is_put_together(
    tmp_path: Path, group: str, language: str, said: str
) -> None:
    flags = {name: {"type": "flag"} for name in ("a-one", "a-two")}
    inner = [{"table": [row(3, {"input": name, "is": True})]} for name in flags]
    example: Fields = {"inputs": flags, "rule": {"sum": [{"title": words("Part A"), group: inner}]}}
    told = lines(page(check(tmp_path, example), language))
    assert told[0] == said
    assert len(told) == 3


def test_what_gates_a_member_alone_names_that_member(tmp_path: Path) -> None:
    def members(*gated: str) -> list[Fields]:
        gate = {"when": [{"input": "licensed", "is": True}]}
        return [
            {
                "title": words(name),
                "table": [row(3, {"input": name, "is": True})],
                **(deepcopy(gate) if name in gated else {}),
            }
            for name in ("night", "day")
        ]

    for gated, said in (
        (("night",), "Condition: night: licensed: yes"),
        (("night", "day"), "Condition: licensed: yes"),
    ):
        flags = {name: {"type": "flag"} for name in ("licensed", "night", "day")}
        example: Fields = {"inputs": flags, "rule": {"sum": members(*gated)}}
        printed = page(check(tmp_path / str(len(gated)), example), "en")
        assert lines(printed, "condition") == [said]


COMPACT: Fields = {
    "inputs": {"pay": PAY, "age": AGE},
    "rule": {
        "table": [
            row(30, at_least("pay", 900)),
            row(20, at_least("pay", 700), below("age", 40)),
            row(15, at_least("pay", 500), below("age", 35)),
            row(10, at_least("pay", 400), below("age", 30)),
        ]
    },
}


def test_rows_stand_as_written_and_columns_from_the_lowest(tmp_path: Path) -> None:
    printed = grid(page(check(tmp_path, deepcopy(COMPACT)), "en"))
    assert printed[1] == [
        "below 30 years",
        "at least 30 years, below 35 years",
        "at least 35 years, below 40 years",
        "at least 40 years",
    ]
    assert [each[0] for each in printed[2:]] == [
        "at least 900 man yen",
        "at least 700 man yen, below 900 man yen",
        "at least 500 man yen, below 700 man yen",
        "at least 400 man yen, below 500 man yen",
    ]
    assert [each[1:] for each in printed[2:]] == [
        ["30", "30", "30", "30"],
        ["20", "20", "20", "0"],
        ["15", "15", "0", "0"],
        ["10", "0", "0", "0"],
    ]


TOTAL: Fields = {"maximum": 30, "cite": "scoring"}
LEVEL: Fields = {"title": words("passed"), "requires": [
    {"score": "total", "at_least": 9, "cite": "scoring"}]}  # fmt: skip
CATEGORIES: Fields = {"work": {"title": words("work"), "cite": "scoring"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_stated_maximum_is_printed_as_a_total(tmp_path: Path, language: str) -> None:
    for maximum in (True, False):
        score = {"categories": CATEGORIES, "levels": {"passed": LEVEL}}
        score |= {"total": TOTAL} if maximum else {}
        verified = check(tmp_path / str(maximum), deepcopy(COMPACT), {"score.yml": score})
        area, of_score = page(verified, language), page(verified, language, "score")
        subtotal = area.select_one(".saiten-requirements__category")
        assert subtotal is not None
        assert bool(subtotal.select("td")) is maximum
        assert bool(area.select(".saiten-requirements tfoot")) is maximum
        heads = [cell(each) for each in of_score.select(".saiten-matrix thead th")]
        assert (heads[-1] in ("合計", "Total")) is maximum
        assert len(of_score.select(".saiten-matrix tbody tr:first-child > *")) == len(heads)
        assert len(of_score.select("[data-sum]")) == maximum


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("others", [True, False])
def test_the_score_names_the_areas_with_levels_of_their_own(
    tmp_path: Path, language: str, others: bool
) -> None:
    example: Fields = {**deepcopy(COMPACT), "levels": {"settled": LEVEL}}
    files: dict[str, Fields] = {"score.yml": {"categories": CATEGORIES}}
    if others:
        files["score.yml"]["levels"] = {"passed": LEVEL}
        files["areas/second.yml"] = deepcopy(COMPACT)
    printed = page(check(tmp_path, example, files), language, "score")
    links = printed.select(".saiten-own-levels a")
    assert [each.get("href") for each in links] == ["../areas/first/#requirements"]
    assert bool(printed.select("#passed")) is others


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_column_of_benefits_is_headed_as_the_edition_says(
    tmp_path: Path, language: str
) -> None:
    stay = {"product": words("Stay"), "passed": words("3 years")}
    for columns, heads in (
        ({"product": words("Benefit"), "passed": words("Passed")}, ["Benefit", "Passed"]),
        (
            {"passed": words("Passed")},
            [{"ja": "製品群", "en": "Product"}[language], "Passed"],
        ),
    ):
        benefits = {"cite": "scoring", "columns": columns, "rows": {"stay": stay}}
        example: Fields = {**deepcopy(COMPACT), "benefits": benefits}
        printed = page(check(tmp_path / str(len(columns)), example), language)
        table = printed.select(".saiten-benefits tr")
        assert [cell(each) for each in table[0].select("th")] == heads
        assert [cell(each) for each in table[1].select("th, td")] == ["Stay", "3 years"]
