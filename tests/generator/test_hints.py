"""What a maintainer writes who does not know the language yet: each finding says what to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.generator.examples import check

Fields = dict[str, Any]


def found(folder: Path, question: Fields, **test: object) -> list[tuple[str, str]]:
    """The messages and hints for an input, and for a row that tests another one."""
    line = {"input": "age", **(test or {"below": 30})}
    example: Fields = {
        "inputs": {"age": {"type": "count"}, "other": question},
        "rule": {
            "sum": [
                {"table": [{"points": 5, "when": [line]}]},
                {"table": [{"points": 5, "when": [_any(question)]}]},
            ]
        },
    }
    return [(each.message, each.hint or "") for each in check(folder, example).findings]


def _any(question: Fields) -> Fields:
    """A line that fits an input."""
    fitting: Fields = {"flag": {"is": True}, "choice": {"is": "low"}}
    return {"input": "other", **fitting.get(question["type"], {"at_least": 1})}


@pytest.mark.parametrize(
    ("test", "message", "hint"),
    [
        ({"at_most": 29}, "there is no 'at_most'", "write 'below: 30'"),
        (
            {"between": [30, 34]},
            "there is no 'between'",
            "write two lines, one with 'at_least: 30', one with 'below: 35'",
        ),
        ({"at_most": 12.5}, "there is no 'at_most'", "write 'below' with the next value"),
        ({"not": 5}, "there is no 'not'", "write 'is: false' of a flag"),
    ],
)
def test_a_test_that_does_not_exist_is_told_in_those_that_do(
    tmp_path: Path, test: Fields, message: str, hint: str
) -> None:
    ((told, helped),) = found(tmp_path, {"type": "count"}, **test)
    assert told == message
    assert helped.startswith(hint)


OPTIONS: Fields = {"low": {"ja": "低", "en": "low"}}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            {"type": "choice", "options": OPTIONS, "unanswered": "none"},
            "only a flag takes 'unanswered'",
        ),
        (
            {"type": "choice", "options": OPTIONS, "unanswered": True},
            "only a flag takes 'unanswered'",
        ),
        ({"type": "count", "unanswered": True}, "only a flag takes 'unanswered'"),
        ({"type": "flag", "fixed": True}, "'fixed' is for numbers"),
        ({"type": "choice", "options": OPTIONS, "step": 2}, "'step' is for numbers"),
        ({"type": "flag", "unit": "years"}, "'unit' is for numbers"),
        ({"type": "count", "options": OPTIONS}, "only a choice takes 'options'"),
        ({"type": "choice"}, "'other' is a choice without options"),
    ],
)
def test_a_field_that_means_nothing_to_a_type_is_refused(
    tmp_path: Path, question: Fields, said: str
) -> None:
    told = found(tmp_path, question)
    assert said in " ".join(told[0])
    assert len(told) == 1


@pytest.mark.parametrize(
    "question",
    [
        {"type": "flag", "unanswered": False},
        {"type": "choice", "options": OPTIONS},
        {"type": "money", "fixed": True, "step": 10, "unit": "man-yen"},
    ],
)
def test_a_field_that_fits_its_type_is_taken(tmp_path: Path, question: Fields) -> None:
    assert found(tmp_path, question) == []


def test_points_below_0_are_refused(tmp_path: Path) -> None:
    row = {"points": -5, "when": [{"input": "age", "below": 30}]}
    example: Fields = {"inputs": {"age": {"type": "count"}}, "rule": {"table": [row]}}
    (only,) = check(tmp_path, example).findings
    assert only.message == "'points' is -5, and there are no negative points"
