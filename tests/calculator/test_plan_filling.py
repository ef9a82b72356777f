"""What a plan types into the form, and which level it aims at."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from calculator.edition import Edition
from calculator.page import score_request
from calculator.plan_filling import typed
from tests.calculator.partners import edition_of
from tests.calculator.test_plan_wire import page
from tests.calculator.test_planning import INFRASTRUCTURE

HELD = "Azure Administrator Associate, Azure Solutions Architect Expert"
ROSTER = "\n".join(f"{name}, {HELD}" for name in ("Aya", "Bo", "Chi"))


@pytest.mark.parametrize(
    ("value", "text"),
    [("7", "7"), ("25/2", "12.5"), ("1/1250", "0.0008"), ("-1/4", "-0.25"), ("20/3", None)],
)
def test_a_number_is_typed_exactly_or_not_at_all(value: str, text: str | None) -> None:
    assert typed(Fraction(value)) == text


@pytest.mark.parametrize("name", ["2022-03-16", "2023-10-23", "2026-07-01"])
def test_every_plan_can_be_typed_and_reaches_the_level(name: str) -> None:
    edition = edition_of(name)
    told = page(edition, area="infrastructure", answers=INFRASTRUCTURE)
    fills: Any = told["fills"]
    assert len(fills) == len(told["plan"]["ways"]) > 1
    for fill in fills:
        answers: dict[str, object] = {**INFRASTRUCTURE, **fill["answers"]}
        scored = score_request(edition, {"area": "infrastructure", "answers": answers})
        assert scored.score.status == "qualified"


def test_a_roster_gives_way_to_the_numbers_that_it_counts(edition: Edition) -> None:
    counted = ("administrators", "intermediate-holders", "solutions-architects", "advanced-holders")
    given = {key: value for key, value in INFRASTRUCTURE.items() if key not in counted}
    told = page(edition, area="infrastructure", answers=given, roster=ROSTER, limit=1)
    assert told["plan"]["inputs"]["administrators"]["now"] == "3"
    fills: Any = told["fills"]
    (fill,) = fills
    assert fill["by_numbers"]
    assert {name: fill["answers"].get(name) for name in counted} == {
        "administrators": "3",
        "intermediate-holders": "2",
        "solutions-architects": "3",
        "advanced-holders": "5",
    }


def test_the_next_level_is_the_lowest_that_is_not_reached() -> None:
    edition = edition_of("pilots")
    given = {"pilots": 3, "voyages": 90, "dues": 2500, "house": "rented", "pilot-boat": False}
    first = page(edition, area="river", answers=given, level="next")["plan"]["level"]
    raised = {**given, "pilots": 6, "voyages": 100}
    second = page(edition, area="river", answers=raised, level="next")["plan"]["level"]
    assert (first, second) == ("master", "commodore")
