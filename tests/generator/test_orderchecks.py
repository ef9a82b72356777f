"""Levels out of order are found wherever two of them bind the same value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.generator.examples import check, words

Fields = dict[str, Any]


def level(**test: object) -> Fields:
    return {"title": words("level"), "requires": [{"cite": "scoring", **test}]}


def found(folder: Path, low: Fields, high: Fields, where: str) -> list[tuple[str, str, str]]:
    example: Fields = {
        "inputs": {"pay": {"type": "number"}},
        "rule": {"points": 90, "per": "pay", "full_at": 90},
    }
    levels = {"low": low, "high": high}
    if where == "area":
        example["levels"] = levels
        verified = check(folder, example)
    else:
        categories = {"work": {"title": words("work"), "cite": "scoring"}}
        verified = check(
            folder, example, {"score.yml": {"categories": categories, "levels": levels}}
        )
    return [
        (each.code, each.mark.path.name, each.message)
        for each in verified.findings
        if each.code != "note"
    ]


@pytest.mark.parametrize("where", ["area", "score"])
@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (
            level(score="total", at_least=70),
            level(score="total", at_least=60),
            "'high' asks 'total' for at_least 60, which is easier than at_least 70 of 'low'",
        ),
        (
            level(every="metric", more_than=1),
            level(every="metric", at_least=1),
            "'high' asks 'metric' for at_least 1, which is easier than more_than 1 of 'low'",
        ),
        (
            level(input="pay", below=30),
            level(input="pay", below=40),
            "'high' asks 'pay' for below 40, which is easier than below 30 of 'low'",
        ),
    ],
)
def test_a_level_that_asks_for_less_than_the_one_before_it_is_found(
    tmp_path: Path, where: str, low: Fields, high: Fields, said: str
) -> None:
    ((code, file, message),) = found(tmp_path, low, high, where)
    assert (code, file) == ("levels", "first.yml" if where == "area" else "score.yml")
    assert message.startswith(said)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (level(score="total", at_least=70), level(score="total", at_least=70)),
        (level(score="total", at_least=70), level(score="total", more_than=70)),
        (level(score="total", at_least=70), level(input="pay", at_least=60)),
        (level(input="pay", below=70), level(input="pay", at_least=60)),
        (level(input="pay", below=70), level(input="pay", below=60)),
        (
            level(input="pay", at_least=70, until="2022-12-31"),
            level(input="pay", at_least=60, **{"from": "2023-01-01"}),
        ),
    ],
)
def test_levels_that_ask_for_more_or_for_something_else_are_in_order(
    tmp_path: Path, low: Fields, high: Fields
) -> None:
    assert found(tmp_path, low, high, "area") == []


def test_of_two_lines_about_one_value_the_stricter_is_compared(tmp_path: Path) -> None:
    high = level(score="total", at_least=60)
    high["requires"] += level(score="total", at_least=80)["requires"]
    assert found(tmp_path, level(score="total", at_least=70), high, "area") == []
